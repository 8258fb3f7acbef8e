"""Addresses of meetings and votes."""

from django.urls import URLPattern, path

from councils.views import meetings, paper, votes

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/meetings/", meetings.meeting_list, name="meeting-list"),
    path("<slug:slug>/meetings/new/", meetings.meeting_plan, name="meeting-plan"),
    path("<slug:slug>/meetings/<int:pk>/", meetings.meeting_detail, name="meeting-detail"),
    path("<slug:slug>/meetings/<int:pk>/calendar.ics", meetings.meeting_calendar, name="meeting-calendar"),
    path("<slug:slug>/meetings/<int:pk>/edit/", meetings.meeting_edit, name="meeting-edit"),
    path("<slug:slug>/meetings/<int:pk>/cancel/", meetings.meeting_cancel, name="meeting-cancel"),
    path("<slug:slug>/meetings/<int:pk>/minutes/", meetings.minutes_edit, name="minutes-edit"),
    path("<slug:slug>/meetings/<int:pk>/agenda/add/", meetings.item_add, name="item-add"),
    path("<slug:slug>/meetings/<int:pk>/agenda/<int:position>/", meetings.item_detail, name="item-detail"),
    path("<slug:slug>/meetings/<int:pk>/agenda/<int:position>/remove/", meetings.item_remove, name="item-remove"),
    path("<slug:slug>/meetings/<int:pk>/files/<int:file>/", meetings.material_download, name="material-download"),
    path("<slug:slug>/meetings/<int:pk>/attendance/", votes.attendance_mark, name="attendance-mark"),
    path("<slug:slug>/meetings/<int:pk>/here/", votes.attendance_own, name="attendance-own"),
    path("<slug:slug>/meetings/<int:pk>/votes/<int:motion>/open/", votes.vote_open, name="vote-open"),
    path("<slug:slug>/meetings/<int:pk>/votes/<int:motion>/give/", votes.vote_give, name="vote-give"),
    path("<slug:slug>/meetings/<int:pk>/votes/<int:motion>/step-back/", votes.vote_step_back, name="vote-step-back"),
    path("<slug:slug>/meetings/<int:pk>/votes/<int:motion>/hands/", votes.vote_hands, name="vote-hands"),
    path("<slug:slug>/meetings/<int:pk>/votes/<int:motion>/paper/", paper.vote_paper, name="vote-paper"),
    path("<slug:slug>/meetings/<int:pk>/votes/<int:motion>/paper/file/", paper.paper_file, name="vote-paper-file"),
    path("<slug:slug>/meetings/<int:pk>/votes/<int:motion>/close/", votes.vote_close, name="vote-close"),
    path("<slug:slug>/meetings/<int:pk>/<str:step>/", meetings.meeting_step, name="meeting-step"),
]
