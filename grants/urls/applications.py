"""Addresses of applications, the applicant's side."""

from django.urls import URLPattern, path

from grants.views import answers, applications, attachments, sections

urlpatterns: list[URLPattern] = [
    path("calls/<slug:slug>/start/", applications.application_start, name="application-start"),
    path("applications/", applications.application_list, name="application-list"),
    path("applications/<slug:number>/", applications.application_detail, name="application-detail"),
    path("applications/<slug:number>/preview/", applications.application_preview, name="application-preview"),
    path("applications/<slug:number>/submit/", applications.application_submit, name="application-submit"),
    path("applications/<slug:number>/receipt/", applications.application_receipt, name="application-receipt"),
    path("applications/<slug:number>/reopen/", applications.application_reopen, name="application-reopen"),
    path("applications/<slug:number>/answer/", answers.application_answer, name="application-answer"),
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
