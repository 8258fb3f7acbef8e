"""Addresses of loading the registry and keeping it clean."""

from django.urls import URLPattern, path

from registry.views import duplicates, loading, matching

urlpatterns: list[URLPattern] = [
    path("import/", loading.import_create, name="import-create"),
    path("import/<int:pk>/", loading.import_detail, name="import-detail"),
    path("import/<int:pk>/load/", loading.import_load, name="import-load"),
    path("import/<int:pk>/errors/", loading.import_errors, name="import-errors"),
    path("duplicates/", duplicates.duplicate_list, name="duplicate-list"),
    path("duplicates/search/", duplicates.duplicate_search, name="duplicate-search"),
    path("duplicates/name/", duplicates.duplicate_name, name="duplicate-name"),
    path("duplicates/<int:pk>/", duplicates.duplicate_detail, name="duplicate-detail"),
    path("duplicates/<int:pk>/dismiss/", duplicates.duplicate_dismiss, name="duplicate-dismiss"),
    path("duplicates/<int:pk>/merge/", duplicates.duplicate_merge, name="duplicate-merge"),
    path("matching/", matching.matching, name="matching"),
]
