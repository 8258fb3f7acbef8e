"""Addresses of public money and who may get it."""

from django.urls import URLPattern, path

from registry.choices import FileContent
from registry.views import diligence, money, papers, sheets, signals, suppliers

urlpatterns: list[URLPattern] = [
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
