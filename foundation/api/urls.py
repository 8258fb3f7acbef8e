"""Addresses of the API that are no resources. The room-by-room part is put together in ``civilportal.api``."""

from django.urls import path

from foundation.api import views

urlpatterns = [
    path("oauth/token/", views.token, name="api-token"),
    path("oauth/revoke/", views.revoke, name="api-revoke"),
    path("schema/", views.schema, name="api-schema"),
    path("docs/", views.docs, name="api-docs"),
]
