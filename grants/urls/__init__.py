"""Addresses of grants, a module for each part. An address with fixed words stands before one with a slug or a number."""

from django.urls import URLPattern

from grants.urls import (
    agreements,
    appeals,
    applications,
    awards,
    calls,
    commission,
    directions,
    effect,
    officers,
    partnership,
)

app_name = "grants"

urlpatterns: list[URLPattern] = [
    *calls.urlpatterns,
    *directions.urlpatterns,
    *effect.urlpatterns,
    *applications.urlpatterns,
    *officers.urlpatterns,
    *commission.urlpatterns,
    *agreements.urlpatterns,
    *awards.urlpatterns,
    *appeals.urlpatterns,
    *partnership.urlpatterns,
]
