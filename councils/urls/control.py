"""Addresses of public control, and of references to what money is spent on."""

from django.urls import URLPattern, path

from councils.views import control, references

ONE = "<slug:slug>/control/<int:number>/"
JOINED = "<slug:slug>/references/<str:of>/<int:number>/"

urlpatterns: list[URLPattern] = [
    path("control/", control.control_list, name="control-list"),
    path("<slug:slug>/control/new/", control.control_create, name="control-create"),
    path(ONE, control.control_detail, name="control-detail"),
    path(f"{ONE}edit/", control.control_edit, name="control-edit"),
    path(f"{ONE}cancel/", control.control_cancel, name="control-cancel"),
    path(f"{ONE}people/add/", control.participant_add, name="participant-add"),
    path(f"{ONE}people/<int:pk>/remove/", control.participant_remove, name="participant-remove"),
    path(f"{ONE}people/<int:pk>/dismiss/", control.participant_dismiss, name="participant-dismiss"),
    path(f"{ONE}questions/", control.checklist_write, name="checklist-write"),
    path(f"{ONE}checklist/", control.checklist_fill, name="checklist-fill"),
    path(f"{ONE}facts/add/", control.fact_record, name="fact-record"),
    path(f"{ONE}facts/<int:position>/", control.evidence, name="evidence"),
    path(f"{ONE}document/", control.control_conclude, name="control-conclude"),
    path(f"{JOINED}add/", references.reference_join, name="reference-join"),
    path(f"{JOINED}<int:pk>/", references.reference_part, name="reference-part"),
    path(f"{ONE}<str:step>/", control.control_step, name="control-step"),
]
