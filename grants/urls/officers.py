"""Addresses of the formal check, the commission, decisions and results."""

from django.urls import URLPattern, path

from grants.views import answers, checks, decisions, history, results

urlpatterns: list[URLPattern] = [
    path("calls/<slug:slug>/phases/", checks.phase_detail, name="phase-detail"),
    path("calls/<slug:slug>/phases/ask-applicants/", answers.answers_ask, name="answers-ask"),
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
