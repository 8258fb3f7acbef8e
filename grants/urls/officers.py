"""Addresses of the formal check and of the results."""

from django.urls import URLPattern, path

from grants.views import answers, checks, history, results

urlpatterns: list[URLPattern] = [
    path("calls/<slug:slug>/phases/", checks.phase_detail, name="phase-detail"),
    path("calls/<slug:slug>/phases/ask-applicants/", answers.answers_ask, name="answers-ask"),
    path("calls/<slug:slug>/phases/cancel/", checks.phase_cancel, name="phase-cancel"),
    path("calls/<slug:slug>/phases/<str:step>/", checks.phase_advance, name="phase-advance"),
    path("calls/<slug:slug>/check/", checks.check_list, name="check-list"),
    path("applications/<slug:number>/check/", checks.check_detail, name="check-detail"),
    path("applications/<slug:number>/check/confirm/", checks.check_confirm, name="check-confirm"),
    path("applications/<slug:number>/check/send-back/", checks.check_send_back, name="check-send-back"),
    path("calls/<slug:slug>/check-results/", checks.check_results, name="check-results"),
    path("calls/<slug:slug>/results/", results.results, name="results"),
    path("calls/<slug:slug>/results/<slug:number>/", results.result_explained, name="result-explained"),
    path("history/", history.history_list, name="history-list"),
    path("history/import/", history.history_upload, name="history-upload"),
    path("history/import/<uuid:pk>/", history.history_preview, name="history-preview"),
]
