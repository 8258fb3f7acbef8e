"""Addresses for programs, without a language prefix of pages. The language of names is a part of the address, since
programs add their own questions behind it; without it the browser's is taken, or that of ``?lang=``."""

from django.urls import URLPattern, include, path, re_path

from registry.api import reconcile

app_name = "reconcile"
SERVICE: list[URLPattern] = [
    path("", reconcile.service, name="service"),
    path("suggest/entities/", reconcile.suggest_entities, name="suggest-entities"),
    path("suggest/types/", reconcile.suggest_types, name="suggest-types"),
    path("suggest/properties/", reconcile.suggest_properties, name="suggest-properties"),
    path("properties/", reconcile.propose_properties, name="propose-properties"),
    path("preview/<str:identifier>/", reconcile.preview, name="preview"),
    path("view/<str:identifier>/", reconcile.view, name="view"),
]
urlpatterns = [*SERVICE, re_path(r"^(?P<lang>kk|ru|en)/", include(SERVICE))]
