"""Addresses of what came of a project: its surveys and visits, its effect."""

from django.urls import URLPattern, path

from grants.views import following

urlpatterns: list[URLPattern] = [
    path("applications/<slug:number>/follow/", following.application_follow, name="application-follow"),
]
