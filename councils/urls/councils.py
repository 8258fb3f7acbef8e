"""Addresses of councils and members."""

from django.urls import URLPattern, path

from councils.views import councils

urlpatterns: list[URLPattern] = [
    path("", councils.council_list, name="council-list"),
    path("new/", councils.council_create, name="council-create"),
    path("<slug:slug>/", councils.council_detail, name="council-detail"),
    path("<slug:slug>/edit/", councils.council_edit, name="council-edit"),
    path("<slug:slug>/term/", councils.term_start, name="term-start"),
    path("<slug:slug>/term/approve/", councils.term_approve, name="term-approve"),
    path("<slug:slug>/members/add/", councils.seat_add, name="seat-add"),
    path("<slug:slug>/members/<int:pk>/", councils.seat_detail, name="seat-detail"),
]
