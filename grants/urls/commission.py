"""Addresses of the commission: its sitting, its members, its protocol."""

from django.urls import URLPattern, path

from grants.views import decisions
from grants.views.commission import meetings, members

urlpatterns: list[URLPattern] = [
    path("calls/<slug:slug>/meeting/", decisions.meeting_detail, name="meeting-detail"),
    path("calls/<slug:slug>/meeting/prepare/", decisions.meeting_prepare, name="meeting-prepare"),
    path("calls/<slug:slug>/meeting/list/", decisions.meeting_propose, name="meeting-propose"),
    path("calls/<slug:slug>/meeting/refill/", decisions.meeting_refill, name="meeting-refill"),
    path("calls/<slug:slug>/meeting/open/", decisions.meeting_open, name="meeting-open"),
    path("calls/<slug:slug>/meeting/attendance/", decisions.meeting_attendance, name="meeting-attendance"),
    path("calls/<slug:slug>/meeting/revise/", decisions.meeting_revise, name="meeting-revise"),
    path("calls/<slug:slug>/meeting/conclude/", decisions.meeting_conclude, name="meeting-conclude"),
    path("calls/<slug:slug>/meeting/plan/", meetings.meeting_plan, name="meeting-plan"),
    path("calls/<slug:slug>/meeting/agenda/", meetings.meeting_agenda, name="meeting-agenda"),
    path("calls/<slug:slug>/meeting/materials/", meetings.meeting_materials, name="meeting-materials"),
    path("calls/<slug:slug>/meeting/materials/<int:pk>/", meetings.material_download, name="meeting-material"),
    path(
        "calls/<slug:slug>/meeting/materials/<int:pk>/remove/",
        meetings.material_remove,
        name="meeting-material-remove",
    ),
    path("calls/<slug:slug>/meeting/invite/", meetings.meeting_invite, name="meeting-invite"),
    path("calls/<slug:slug>/meeting/calendar.ics", meetings.meeting_calendar, name="meeting-calendar"),
    path("calls/<slug:slug>/meeting/declare/", members.meeting_declare, name="meeting-declare"),
    path("calls/<slug:slug>/meeting/vote/", members.meeting_vote, name="meeting-vote"),
    path("calls/<slug:slug>/meeting/sign/", members.meeting_sign, name="meeting-sign"),
    path(
        "calls/<slug:slug>/meeting/applications/<slug:number>/",
        members.meeting_application,
        name="meeting-application",
    ),
]
