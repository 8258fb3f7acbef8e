from django.urls import URLPattern, path

from grants.views import applications, attachments, calls, checks, decisions, history, results, sections

app_name = "grants"

# Calls
call_urls: list[URLPattern] = [
    path("", calls.call_list, name="call-list"),
    path("calls/new/", calls.call_create, name="call-create"),
    path("calls/<slug:slug>/", calls.call_detail, name="call-detail"),
    path("calls/<slug:slug>/edit/", calls.call_edit, name="call-edit"),
    path("calls/<slug:slug>/preview/", calls.call_preview, name="call-preview"),
    path("calls/<slug:slug>/announce/", calls.call_announce, name="call-announce"),
]

# Applications, the applicant's side
application_urls: list[URLPattern] = [
    path("calls/<slug:slug>/start/", applications.application_start, name="application-start"),
    path("applications/", applications.application_list, name="application-list"),
    path("applications/<slug:number>/", applications.application_detail, name="application-detail"),
    path("applications/<slug:number>/preview/", applications.application_preview, name="application-preview"),
    path("applications/<slug:number>/submit/", applications.application_submit, name="application-submit"),
    path("applications/<slug:number>/receipt/", applications.application_receipt, name="application-receipt"),
    path("applications/<slug:number>/reopen/", applications.application_reopen, name="application-reopen"),
    path("applications/<slug:number>/withdraw/", applications.application_withdraw, name="application-withdraw"),
    path("applications/<slug:number>/versions/<int:version>/", applications.version_detail, name="version-detail"),
    path("applications/<slug:number>/versions/<int:version>/changes/", applications.version_diff, name="version-diff"),
    path("applications/<slug:number>/files/<int:pk>/", attachments.attachment_download, name="attachment-download"),
    path("applications/<slug:number>/files/<int:pk>/remove/", attachments.attachment_remove, name="attachment-remove"),
    path("applications/<slug:number>/sections/attachments/", attachments.attachment_list, name="attachment-list"),
    path("applications/<slug:number>/sections/<slug:name>/", sections.section_edit, name="section-edit"),
    path(
        "applications/<slug:number>/sections/<slug:name>/autosave/", sections.section_autosave, name="section-autosave"
    ),
]

# Formal check, commission, decision and results
officer_urls: list[URLPattern] = [
    path("calls/<slug:slug>/phases/", checks.phase_detail, name="phase-detail"),
    path("calls/<slug:slug>/phases/cancel/", checks.phase_cancel, name="phase-cancel"),
    path("calls/<slug:slug>/phases/<str:step>/", checks.phase_advance, name="phase-advance"),
    path("calls/<slug:slug>/check/", checks.check_list, name="check-list"),
    path("applications/<slug:number>/check/", checks.check_detail, name="check-detail"),
    path("calls/<slug:slug>/meeting/", decisions.meeting_detail, name="meeting-detail"),
    path("calls/<slug:slug>/meeting/prepare/", decisions.meeting_prepare, name="meeting-prepare"),
    path("calls/<slug:slug>/meeting/list/", decisions.meeting_propose, name="meeting-propose"),
    path("calls/<slug:slug>/meeting/refill/", decisions.meeting_refill, name="meeting-refill"),
    path("calls/<slug:slug>/meeting/open/", decisions.meeting_open, name="meeting-open"),
    path("calls/<slug:slug>/meeting/attendance/", decisions.meeting_attendance, name="meeting-attendance"),
    path("calls/<slug:slug>/meeting/vote/", decisions.meeting_vote, name="meeting-vote"),
    path("calls/<slug:slug>/meeting/revise/", decisions.meeting_revise, name="meeting-revise"),
    path("calls/<slug:slug>/meeting/conclude/", decisions.meeting_conclude, name="meeting-conclude"),
    path("calls/<slug:slug>/results/", results.results, name="results"),
    path("history/", history.history_list, name="history-list"),
    path("history/import/", history.history_upload, name="history-upload"),
    path("history/import/<uuid:pk>/", history.history_preview, name="history-preview"),
]

urlpatterns: list[URLPattern] = [*call_urls, *application_urls, *officer_urls]
