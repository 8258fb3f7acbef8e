"""Addresses of councils. An address with fixed words stands before one with a slug."""

from django.urls import URLPattern

from councils.urls import acts, control, councils, formation, life, meetings, recommendations, voices

app_name = "councils"

urlpatterns: list[URLPattern] = [
    *recommendations.urlpatterns,
    *formation.urlpatterns,
    *life.urlpatterns,
    *acts.urlpatterns,
    *control.urlpatterns,
    *voices.urlpatterns,
    *councils.urlpatterns,
    *meetings.urlpatterns,
]
