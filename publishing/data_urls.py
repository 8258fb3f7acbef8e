"""Addresses of open data: for machines, without a language."""

from django.urls import path

from publishing.views import dumps, opendata

app_name = "data"
urlpatterns = [
    path("registry/ngos.csv", opendata.registry_as_csv, name="registry-csv"),
    path("registry/ngos.jsonl", opendata.registry_as_lines, name="registry-lines"),
    path("popolo/<slug:name>.json", opendata.councils_as_popolo, name="popolo"),
    path("ocds/releases.json", opendata.ocds_releases, name="ocds-releases"),
    path("ocds/records.json", opendata.ocds_records, name="ocds-records"),
    path("360giving/grants.json", opendata.grants_as_360giving, name="360giving"),
    path("dictionary.csv", opendata.dictionary_as_csv, name="dictionary"),
    path("catalog.jsonld", opendata.catalogue_as_dcat, name="catalogue"),
    path("files/<str:name>", dumps.dump_download, name="dump"),
]
