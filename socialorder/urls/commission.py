from django.urls import path

from socialorder.views import commission, deciding

urlpatterns = [
    path("tenders/<slug:slug>/commission/", commission.commission_detail, name="commission-detail"),
    path("tenders/<slug:slug>/commission/name/", commission.commission_name, name="commission-name"),
    path("tenders/<slug:slug>/commission/declare/", commission.commission_declare, name="commission-declare"),
    path("tenders/<slug:slug>/sittings/begin/", commission.sitting_begin, name="sitting-begin"),
    path("tenders/<slug:slug>/sittings/<int:number>/", commission.sitting_detail, name="sitting-detail"),
    path(
        "tenders/<slug:slug>/sittings/<int:number>/protocol.json", commission.sitting_download, name="sitting-download"
    ),
    path("tenders/<slug:slug>/sittings/<int:number>/vote/", commission.sitting_vote, name="sitting-vote"),
    path("tenders/<slug:slug>/sittings/<int:number>/sign/", commission.sitting_sign, name="sitting-sign"),
    path(
        "tenders/<slug:slug>/sittings/<int:number>/conclude/",
        commission.sitting_end,
        {"step": "conclude"},
        name="sitting-conclude",
    ),
    path(
        "tenders/<slug:slug>/sittings/<int:number>/dissolve/",
        commission.sitting_end,
        {"step": "dissolve"},
        name="sitting-dissolve",
    ),
    path("tenders/<slug:slug>/results/", deciding.tender_results, name="tender-results"),
    path("tenders/<slug:slug>/repeat/", deciding.tender_repeat, name="tender-repeat"),
]
