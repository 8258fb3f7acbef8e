"""Addresses of what came of a project: its surveys and visits, its effect."""

from django.urls import URLPattern, path

from grants.views import effects, following

urlpatterns: list[URLPattern] = [
    path("applications/<slug:number>/follow/", following.application_follow, name="application-follow"),
    path("effects/directions/<int:pk>/", effects.direction_effect, name="direction-effect"),
    path("effects/directions/<int:pk>.json", effects.direction_effect_data, name="direction-effect-data"),
    path("effects/directions/<int:pk>/evaluate/", effects.direction_effect_write, name="direction-effect-write"),
    path("effects/directions/<int:pk>/approve/", effects.direction_effect_approve, name="direction-effect-approve"),
    path("effects/calls/<slug:slug>/", effects.call_effect, name="call-effect"),
    path("effects/calls/<slug:slug>.json", effects.call_effect_data, name="call-effect-data"),
    path("effects/calls/<slug:slug>/evaluate/", effects.call_effect_write, name="call-effect-write"),
    path("effects/calls/<slug:slug>/approve/", effects.call_effect_approve, name="call-effect-approve"),
    path("effects/projects/<slug:number>/", effects.effect_detail, name="effect-detail"),
    path("effects/projects/<slug:number>.json", effects.effect_data, name="effect-data"),
    path("effects/projects/<slug:number>/evaluate/", effects.effect_write, name="effect-write"),
    path("effects/projects/<slug:number>/approve/", effects.effect_approve, name="effect-approve"),
]
