"""Addresses of state bodies and reference data."""

from django.urls import URLPattern, path

from registry.views import bodies, people, reference

urlpatterns: list[URLPattern] = [
    path("reference/", reference.reference_list, name="reference-list"),
    path("reference/<slug:name>/", reference.reference_detail, name="reference-detail"),
    path("reference/<slug:name>.csv", reference.reference_download, name="reference-download"),
    path("bodies/", bodies.body_list, name="body-list"),
    path("bodies/new/", bodies.body_create, name="body-create"),
    path("bodies/<slug:code>/", bodies.body_detail, name="body-detail"),
    path("bodies/<slug:code>/edit/", bodies.body_edit, name="body-edit"),
    path("bodies/<slug:code>/people/", people.body_people, name="body-people"),
    path("bodies/<slug:code>/people/invite/", people.body_invite, name="body-invite"),
]
