"""Addresses of awards and the reserve list."""

from django.urls import URLPattern, path

from grants.views import awards

urlpatterns: list[URLPattern] = [
    path("calls/<slug:slug>/awards/", awards.award_list, name="award-list"),
    path("calls/<slug:slug>/awards/offer/", awards.award_offer, name="award-offer"),
    path("applications/<slug:number>/award/accept/", awards.award_accept, name="award-accept"),
    path("applications/<slug:number>/award/decline/", awards.award_decline, name="award-decline"),
    path("applications/<slug:number>/award/lapse/", awards.award_lapse, name="award-lapse"),
    path("applications/<slug:number>/award/take-back/", awards.award_fall_through, name="award-fall-through"),
]
