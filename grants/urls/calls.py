"""Addresses of calls."""

from django.urls import URLPattern, path

from grants.views import calls

urlpatterns: list[URLPattern] = [
    path("", calls.call_list, name="call-list"),
    path("calls/new/", calls.call_create, name="call-create"),
    path("calls/<slug:slug>/", calls.call_detail, name="call-detail"),
    path("calls/<slug:slug>/edit/", calls.call_edit, name="call-edit"),
    path("calls/<slug:slug>/preview/", calls.call_preview, name="call-preview"),
    path("calls/<slug:slug>/announce/", calls.call_announce, name="call-announce"),
]
