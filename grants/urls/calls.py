"""Addresses of calls."""

from django.urls import URLPattern, path

from grants.views import call_pages, call_quotas, call_steps, calls, eligibility, enquiries, nominations

urlpatterns: list[URLPattern] = [
    path("", calls.call_list, name="call-list"),
    path("calls.ics", call_pages.calendar_of_calls, name="calls-calendar"),
    path("calls/new/", calls.call_create, name="call-create"),
    path("calls/<slug:slug>/", calls.call_detail, name="call-detail"),
    path("calls/<slug:slug>/edit/", calls.call_edit, name="call-edit"),
    path("calls/<slug:slug>/preview/", calls.call_preview, name="call-preview"),
    path("calls/<slug:slug>/announce/", calls.call_announce, name="call-announce"),
    path("calls/<slug:slug>/schedule/", call_steps.call_schedule, name="call-schedule"),
    path("calls/<slug:slug>/unschedule/", call_steps.call_unschedule, name="call-unschedule"),
    path("calls/<slug:slug>/copy/", call_steps.call_clone, name="call-clone"),
    path("calls/<slug:slug>/repeat/", call_steps.call_repeat, name="call-repeat"),
    path("calls/<slug:slug>/form/", call_steps.call_questions, name="call-questions"),
    path("calls/<slug:slug>/quotas/", call_quotas.call_quotas, name="call-quotas"),
    path("calls/<slug:slug>/amend/", call_steps.call_amend, name="call-amend"),
    path("calls/<slug:slug>/versions/<int:number>/", call_pages.call_version, name="call-version"),
    path("calls/<slug:slug>/questions/", enquiries.enquiry_list, name="enquiry-list"),
    path("calls/<slug:slug>/questions/ask/", enquiries.enquiry_ask, name="enquiry-ask"),
    path("calls/<slug:slug>/questions/<int:number>/answer/", enquiries.enquiry_answer, name="enquiry-answer"),
    path("calls/<slug:slug>/questions/<int:number>/withhold/", enquiries.enquiry_withhold, name="enquiry-withhold"),
    path("calls/<slug:slug>/nominate/", nominations.nomination_create, name="nomination-create"),
    path("nominations/<int:pk>/", nominations.nomination_detail, name="nomination-detail"),
    path("nominations/<int:pk>/accept/", nominations.nomination_accept, name="nomination-accept"),
    path("nominations/<int:pk>/decline/", nominations.nomination_decline, name="nomination-decline"),
    path("nominations/<int:pk>/withdraw/", nominations.nomination_withdraw, name="nomination-withdraw"),
    path("eligibility/", eligibility.eligibility_test, name="eligibility-test"),
    path(
        "applications/<slug:number>/eligibility/", eligibility.application_eligibility, name="application-eligibility"
    ),
    path("applications/<slug:number>/small-grants/", nominations.regranting_edit, name="regranting-edit"),
    path("calls/<slug:slug>/calendar.ics", call_pages.call_calendar, name="call-calendar"),
]
