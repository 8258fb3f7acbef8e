"""Addresses of commissions, proposals, plans and reports of a year, and of following."""

from django.urls import URLPattern, path

from councils.views import commissions, following, proposals, years

urlpatterns: list[URLPattern] = [
    path("followed/", following.followed_list, name="followed-list"),
    path("<slug:slug>/follow/", following.council_follow, name="council-follow"),
    path("<slug:slug>/unfollow/", following.council_unfollow, name="council-unfollow"),
    path("<slug:slug>/term/end/", commissions.term_end, name="term-end"),
    path("<slug:slug>/commissions/new/", commissions.commission_form, name="commission-form"),
    path("<slug:slug>/commissions/<int:pk>/", commissions.commission_edit, name="commission-edit"),
    path("<slug:slug>/commissions/<int:pk>/dissolve/", commissions.commission_dissolve, name="commission-dissolve"),
    path("<slug:slug>/proposals/", proposals.proposal_list, name="proposal-list"),
    path("<slug:slug>/proposals/new/", proposals.proposal_send, name="proposal-send"),
    path("<slug:slug>/proposals/<int:number>/", proposals.proposal_answer, name="proposal-answer"),
    path("<slug:slug>/proposals/<int:number>/withdraw/", proposals.proposal_withdraw, name="proposal-withdraw"),
    path("<slug:slug>/years/", years.year_list, name="year-list"),
    path("<slug:slug>/plans/<int:year>/", years.plan_detail, name="plan-detail"),
    path("<slug:slug>/plans/<int:year>/edit/", years.plan_edit, name="plan-edit"),
    path("<slug:slug>/plans/<int:year>/approve/", years.plan_approve, name="plan-approve"),
    path("<slug:slug>/plans/<int:year>/outcomes/", years.plan_outcomes, name="plan-outcomes"),
    path("<slug:slug>/reports/<int:year>/", years.year_report, name="year-report"),
    path("<slug:slug>/reports/<int:year>/make/", years.report_make, name="report-make"),
    path("<slug:slug>/reports/<int:year>/edit/", years.report_edit, name="report-edit"),
    path("<slug:slug>/reports/<int:year>/publish/", years.report_publish, name="report-publish"),
]
