"""Addresses for programs, without a language prefix; ``?lang=`` chooses the language of names."""

from django.urls import path

from registry.api import reconcile

app_name = "reconcile"
urlpatterns = [
    path("", reconcile.service, name="service"),
    path("suggest/entities/", reconcile.suggest_entities, name="suggest-entities"),
    path("suggest/types/", reconcile.suggest_types, name="suggest-types"),
    path("suggest/properties/", reconcile.suggest_properties, name="suggest-properties"),
    path("properties/", reconcile.propose_properties, name="propose-properties"),
    path("preview/<str:identifier>/", reconcile.preview, name="preview"),
    path("view/<str:identifier>/", reconcile.view, name="view"),
]
