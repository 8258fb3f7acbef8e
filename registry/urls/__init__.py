"""Addresses of the registry, a module for each part. An address with fixed words stands before one with a slug."""

from django.urls import URLPattern

from registry.urls import converters  # noqa: F401  the addresses below are read with them

# isort: split
from registry.urls import annual, bodies, loading, money, organisations, people, systems

app_name = "registry"

urlpatterns: list[URLPattern] = [
    *organisations.urlpatterns,
    *people.urlpatterns,
    *bodies.urlpatterns,
    *systems.urlpatterns,
    *annual.urlpatterns,
    *money.urlpatterns,
    *loading.urlpatterns,
]
