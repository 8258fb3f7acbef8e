from django.urls import path

from socialorder.views import standards

urlpatterns = [
    path("standards/", standards.standard_list, name="standard-list"),
    path("standards/write/", standards.standard_write, name="standard-write"),
    path("standards/<slug:code>/<int:version>/", standards.standard_detail, name="standard-detail"),
    path("standards/<slug:code>/<int:version>/edit/", standards.standard_edit, name="standard-edit"),
    path("standards/<slug:code>/<int:version>/approve/", standards.standard_approve, name="standard-approve"),
]
