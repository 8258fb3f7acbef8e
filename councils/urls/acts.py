"""Addresses of draft acts."""

from django.urls import URLPattern, path

from councils.views import acts, remarks

ONE = "<slug:slug>/acts/<int:number>/"
REMARK = f"{ONE}remarks/<int:remark>/"

urlpatterns: list[URLPattern] = [
    path("acts/", acts.act_list, name="act-list"),
    path("<slug:slug>/acts/new/", acts.act_create, name="act-create"),
    path(ONE, acts.act_detail, name="act-detail"),
    path(f"{ONE}edit/", acts.act_edit, name="act-edit"),
    path(f"{ONE}file/", acts.act_file, name="act-file"),
    path(f"{ONE}open/", acts.act_open, name="act-open"),
    path(f"{ONE}withdraw/", acts.act_withdraw, name="act-withdraw"),
    path(f"{ONE}opinion/", acts.act_decide, name="act-decide"),
    path(f"{ONE}final/", acts.act_adopt, name="act-adopt"),
    path(f"{ONE}comment/", remarks.act_comment, name="act-comment"),
    path(f"{ONE}point/", remarks.act_point, name="act-point"),
    path(f"{REMARK}remove/", remarks.point_remove, name="point-remove"),
    path(f"{REMARK}hide/", remarks.remark_hide, name="remark-hide"),
    path(f"{REMARK}join/", remarks.remark_group, name="remark-group"),
    path(f"{REMARK}answer/", remarks.remark_answer, name="remark-answer"),
    path(f"{ONE}<str:step>/", acts.act_step, name="act-step"),
]
