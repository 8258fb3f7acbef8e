"""Addresses of open data: for machines, without a language."""

from django.urls import path

from publishing.views import opendata

app_name = "data"
urlpatterns = [
    path("registry/ngos.csv", opendata.registry_as_csv, name="registry-csv"),
    path("popolo/<slug:name>.json", opendata.councils_as_popolo, name="popolo"),
    path("ocds/releases.json", opendata.ocds_releases, name="ocds-releases"),
    path("ocds/records.json", opendata.ocds_records, name="ocds-records"),
]
