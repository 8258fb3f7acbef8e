"""Addresses of the public list and cards, and of what an organisation changes in its record."""

from django.urls import URLPattern, path

from registry.views import history, official, own, public, record

urlpatterns: list[URLPattern] = [
    path("", public.ngo_list, name="ngo-list"),
    path("suggest/", public.ngo_suggest, name="ngo-suggest"),
    path("new/", official.ngo_create, name="ngo-create"),
    path("no-bin/<int:pk>/", public.ngo_unnumbered, name="ngo-unnumbered"),
    path("no-bin/<int:pk>/history/", history.ngo_history, name="ngo-unnumbered-history"),
    path("no-bin/<int:pk>/history/<day:day>/", history.ngo_as_of, name="ngo-unnumbered-as-of"),
    path("no-bin/<int:pk>/official/", official.ngo_official, name="ngo-unnumbered-official"),
    path("<bin:number>/", public.ngo_detail, name="ngo-detail"),
    path("<bin:number>/history/", history.ngo_history, name="ngo-history"),
    path("<bin:number>/history/<day:day>/", history.ngo_as_of, name="ngo-as-of"),
    path("<bin:number>/logo/", public.ngo_logo, name="ngo-logo"),
    path("<bin:number>/edit/", own.ngo_edit, name="ngo-edit"),
    path("<bin:number>/edit/founders/", record.ngo_founders, name="ngo-founders"),
    path("<bin:number>/edit/logo/", record.ngo_logo_edit, name="ngo-logo-edit"),
    path("<bin:number>/edit/logo/remove/", record.ngo_logo_remove, name="ngo-logo-remove"),
    path("<bin:number>/official/", official.ngo_official, name="ngo-official"),
]
