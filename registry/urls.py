import datetime as dt

from django.urls import path, register_converter

from registry.views import duplicates, history, loading, matching, official, own, public, record, reference


class BinConverter:
    """Twelve digits; whether they are a right BIN does not matter for an address."""

    regex = "[0-9]{12}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class DayConverter:
    """A day like 2026-01-31."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> dt.date:
        return dt.date.fromisoformat(value)

    def to_url(self, value: dt.date) -> str:
        return f"{value}"


register_converter(BinConverter, "bin")
register_converter(DayConverter, "day")

app_name = "registry"
urlpatterns = [
    path("", public.ngo_list, name="ngo-list"),
    path("suggest/", public.ngo_suggest, name="ngo-suggest"),
    path("import/", loading.import_create, name="import-create"),
    path("import/<int:pk>/", loading.import_detail, name="import-detail"),
    path("import/<int:pk>/errors/", loading.import_errors, name="import-errors"),
    path("duplicates/", duplicates.duplicate_list, name="duplicate-list"),
    path("duplicates/search/", duplicates.duplicate_search, name="duplicate-search"),
    path("duplicates/<int:pk>/", duplicates.duplicate_detail, name="duplicate-detail"),
    path("duplicates/<int:pk>/dismiss/", duplicates.duplicate_dismiss, name="duplicate-dismiss"),
    path("duplicates/<int:pk>/merge/", duplicates.duplicate_merge, name="duplicate-merge"),
    path("matching/", matching.matching, name="matching"),
    path("reference/", reference.reference_list, name="reference-list"),
    path("reference/<slug:name>/", reference.reference_detail, name="reference-detail"),
    path("reference/<slug:name>.csv", reference.reference_download, name="reference-download"),
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
    path("<bin:number>/annual/<int:year>/", own.annual_edit, name="annual-edit"),
]
