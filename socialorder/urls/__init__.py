"""Addresses of social orders. An address with fixed words stands before one with a slug."""

from django.urls import URLPattern

from socialorder.urls import bids, contracts, needs, plans, standards, tenders

app_name = "socialorder"

urlpatterns: list[URLPattern] = [
    *needs.urlpatterns,
    *standards.urlpatterns,
    *plans.urlpatterns,
    *bids.urlpatterns,
    *contracts.urlpatterns,
    *tenders.urlpatterns,
]
