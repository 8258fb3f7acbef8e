"""Addresses of grants, a module for each part. An address with fixed words stands before one with a slug or a number."""

from django.urls import URLPattern

from grants.urls import appeals, applications, awards, calls, officers

app_name = "grants"

urlpatterns: list[URLPattern] = [
    *calls.urlpatterns,
    *applications.urlpatterns,
    *officers.urlpatterns,
    *awards.urlpatterns,
    *appeals.urlpatterns,
]
