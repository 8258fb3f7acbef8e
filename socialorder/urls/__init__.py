"""Addresses of social orders. An address with fixed words stands before one with a slug."""

from django.urls import URLPattern

from socialorder.urls import bids, complaints, contracts, figures, needs, placed, plans, reviews, standards, tenders

app_name = "socialorder"

urlpatterns: list[URLPattern] = [
    *needs.urlpatterns,
    *standards.urlpatterns,
    *placed.urlpatterns,
    *figures.urlpatterns,
    *reviews.urlpatterns,
    *plans.urlpatterns,
    *bids.urlpatterns,
    *complaints.urlpatterns,
    *contracts.urlpatterns,
    *tenders.urlpatterns,
]
