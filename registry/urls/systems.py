"""Addresses of the keys of a body's systems."""

from django.urls import URLPattern, path

from registry.views import systems

AT = "bodies/<slug:code>/systems/"

urlpatterns: list[URLPattern] = [
    path(AT, systems.system_list, name="system-list"),
    path(f"{AT}new/", systems.system_create, name="system-create"),
    path(f"{AT}<int:pk>/", systems.system_detail, name="system-detail"),
    path(f"{AT}<int:pk>/edit/", systems.system_edit, name="system-edit"),
    path(f"{AT}<int:pk>/secret/", systems.system_rotate, name="system-rotate"),
    path(f"{AT}<int:pk>/revoke/", systems.system_revoke, name="system-revoke"),
    path(f"{AT}<int:pk>/messages/new/", systems.webhook_create, name="webhook-create"),
    path(f"{AT}<int:pk>/messages/<uuid:webhook>/secret/", systems.webhook_rotate, name="webhook-rotate"),
    path(f"{AT}<int:pk>/messages/<uuid:webhook>/stop/", systems.webhook_stop, name="webhook-stop"),
    path(f"{AT}<int:pk>/messages/sent/<uuid:delivery>/repeat/", systems.delivery_repeat, name="delivery-repeat"),
]
