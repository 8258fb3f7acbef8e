"""Addresses of councils. An address with fixed words stands before one with a slug."""

from django.urls import URLPattern

from councils.urls import councils, formation, life, meetings, recommendations

app_name = "councils"

urlpatterns: list[URLPattern] = [
    *recommendations.urlpatterns,
    *formation.urlpatterns,
    *life.urlpatterns,
    *councils.urlpatterns,
    *meetings.urlpatterns,
]
