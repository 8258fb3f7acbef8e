from django.urls import path, register_converter

from registry.choices import FileContent
from registry.views import (
    diligence,
    duplicates,
    loading,
    matching,
    money,
    own,
    papers,
    public,
    sheets,
    signals,
    suppliers,
)


class BinConverter:
    """Twelve digits; whether they are a right BIN does not matter for an address."""

    regex = "[0-9]{12}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(BinConverter, "bin")

app_name = "registry"

# Public money and who may get it
oversight_urls = [
    path("<bin:number>/money/", money.ngo_money, name="ngo-money"),
    path("<bin:number>/money/download/", money.ngo_money_csv, name="ngo-money-csv"),
    path("awards/import/", sheets.sheet_upload, {"what": FileContent.AWARDS}, name="award-import"),
    path("awards/import/<uuid:pk>/", sheets.sheet_preview, {"what": FileContent.AWARDS}, name="award-preview"),
    path("unreliable/import/", sheets.sheet_upload, {"what": FileContent.UNRELIABLE}, name="unreliable-import"),
    path(
        "unreliable/import/<uuid:pk>/",
        sheets.sheet_preview,
        {"what": FileContent.UNRELIABLE},
        name="unreliable-preview",
    ),
    path("unreliable/", suppliers.match_list, name="match-list"),
    path("unreliable/<int:pk>/", suppliers.match_detail, name="match-detail"),
    path("signals/", signals.signal_list, name="signal-list"),
    path("signals/<int:pk>/", signals.signal_detail, name="signal-detail"),
    path("<bin:number>/diligence/", diligence.ngo_diligence, name="ngo-diligence"),
    path("<bin:number>/diligence/keep/", diligence.diligence_keep, name="diligence-keep"),
    path("<bin:number>/diligence/kept/", diligence.snapshot_list, name="snapshot-list"),
    path("diligence/<int:pk>/", diligence.snapshot_detail, name="snapshot-detail"),
    path("<bin:number>/observations/new/", diligence.flag_create, name="flag-create"),
    path("observations/<int:pk>/", diligence.flag_detail, name="flag-detail"),
    path("<bin:number>/papers/", papers.ngo_papers, name="ngo-papers"),
    path("papers/<int:pk>/", papers.paper_download, name="paper-download"),
    path("papers/<int:pk>/verify/", papers.paper_decide, {"step": "verify"}, name="paper-verify"),
    path("papers/<int:pk>/reject/", papers.paper_decide, {"step": "reject"}, name="paper-reject"),
]

urlpatterns = [
    *oversight_urls,
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
