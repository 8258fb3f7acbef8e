"""Addresses of reports of heads and of the public reception."""

from django.urls import URLPattern, path

from councils.views import appeals, head_reports

REPORT = "<slug:slug>/head-reports/<int:number>/"
APPEAL = "<slug:slug>/reception/<int:number>/"

urlpatterns: list[URLPattern] = [
    path("head-reports/", head_reports.head_report_list, name="head-report-list"),
    path("<slug:slug>/head-reports/new/", head_reports.head_report_create, name="head-report-create"),
    path(REPORT, head_reports.head_report_detail, name="head-report-detail"),
    path(f"{REPORT}edit/", head_reports.head_report_edit, name="head-report-edit"),
    path(f"{REPORT}cancel/", head_reports.head_report_cancel, name="head-report-cancel"),
    path(f"{REPORT}file/", head_reports.head_report_file, name="head-report-file"),
    path(f"{REPORT}ask/", head_reports.head_question_ask, name="head-question-ask"),
    path(f"{REPORT}questions/<int:question>/read/", head_reports.head_question_moderate, name="head-question-moderate"),
    path(f"{REPORT}questions/<int:question>/answer/", head_reports.head_question_answer, name="head-question-answer"),
    path(f"{REPORT}<str:step>/", head_reports.head_report_step, name="head-report-step"),
    path("<slug:slug>/reception/", appeals.reception, name="reception"),
    path("<slug:slug>/reception/new/", appeals.appeal_create, name="appeal-create"),
    path(APPEAL, appeals.appeal_detail, name="appeal-detail"),
    path(f"{APPEAL}answer/", appeals.appeal_answer, name="appeal-answer"),
    path(f"{APPEAL}publish/", appeals.appeal_publish, name="appeal-publish"),
]
