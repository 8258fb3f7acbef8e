from django.urls import path, register_converter

from registry.views import duplicates, loading, matching, own, public


class BinConverter:
    """Twelve digits; whether they are a right BIN does not matter for an address."""

    regex = "[0-9]{12}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(BinConverter, "bin")

app_name = "registry"
urlpatterns = [
    path("", public.ngo_list, name="ngo-list"),
    path("import/", loading.import_create, name="import-create"),
    path("import/<int:pk>/", loading.import_detail, name="import-detail"),
    path("import/<int:pk>/errors/", loading.import_errors, name="import-errors"),
    path("duplicates/", duplicates.duplicate_list, name="duplicate-list"),
    path("duplicates/search/", duplicates.duplicate_search, name="duplicate-search"),
    path("duplicates/<int:pk>/", duplicates.duplicate_detail, name="duplicate-detail"),
    path("duplicates/<int:pk>/dismiss/", duplicates.duplicate_dismiss, name="duplicate-dismiss"),
    path("duplicates/<int:pk>/merge/", duplicates.duplicate_merge, name="duplicate-merge"),
    path("matching/", matching.matching, name="matching"),
    path("no-bin/<int:pk>/", public.ngo_unnumbered, name="ngo-unnumbered"),
    path("<bin:number>/", public.ngo_detail, name="ngo-detail"),
    path("<bin:number>/edit/", own.ngo_edit, name="ngo-edit"),
    path("<bin:number>/annual/<int:year>/", own.annual_edit, name="annual-edit"),
]
