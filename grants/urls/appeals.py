"""Addresses of appeals."""

from django.urls import URLPattern, path

from grants.views import appeals

urlpatterns: list[URLPattern] = [
    path("calls/<slug:slug>/appeals/", appeals.appeal_log, name="appeal-log"),
    path("applications/<slug:number>/appeal/", appeals.appeal_create, name="appeal-create"),
    path("appeals/<int:pk>/", appeals.appeal_detail, name="appeal-detail"),
    path("appeals/<int:pk>/files/", appeals.appeal_add_file, name="appeal-add-file"),
    path("appeals/<int:pk>/files/<uuid:document>/", appeals.appeal_file, name="appeal-file"),
    path("appeals/<int:pk>/take/", appeals.appeal_take, name="appeal-take"),
    path("appeals/<int:pk>/answer/", appeals.appeal_answer, name="appeal-answer"),
    path("appeals/<int:pk>/withdraw/", appeals.appeal_withdraw, name="appeal-withdraw"),
]
