"""Addresses of the competition for seats."""

from django.urls import URLPattern, path

from councils.views import candidates, formation

ONE = "<slug:slug>/formation/<int:number>/"
CANDIDATE = f"{ONE}candidates/<int:candidate>/"

urlpatterns: list[URLPattern] = [
    path("formations/", formation.formation_all, name="formation-all"),
    path("<slug:slug>/formation/", formation.formation_list, name="formation-list"),
    path("<slug:slug>/formation/new/", formation.formation_start, name="formation-start"),
    path(ONE, formation.formation_detail, name="formation-detail"),
    path(f"{ONE}edit/", formation.formation_edit, name="formation-edit"),
    path(f"{ONE}group/", formation.group_edit, name="group-edit"),
    path(f"{ONE}extend/", formation.formation_extend, name="formation-extend"),
    path(f"{ONE}cancel/", formation.formation_cancel, name="formation-cancel"),
    path(f"{ONE}approve/", formation.formation_approve, name="formation-approve"),
    path(f"{ONE}vote/", formation.formation_vote, name="formation-vote"),
    path(f"{ONE}nominate/", candidates.candidate_nominate, name="candidate-nominate"),
    path(f"{ONE}stand/", candidates.candidate_stand, name="candidate-stand"),
    path(f"{ONE}step/<slug:step>/", formation.formation_step, name="formation-step"),
    path(CANDIDATE, candidates.candidate_detail, name="candidate-detail"),
    path(f"{CANDIDATE}check/", candidates.candidate_check, name="candidate-check"),
    path(f"{CANDIDATE}withdraw/", candidates.candidate_withdraw, name="candidate-withdraw"),
    path(f"{CANDIDATE}papers/", candidates.paper_add, name="candidate-paper-add"),
    path(f"{CANDIDATE}papers/<int:pk>/", candidates.paper_download, name="candidate-paper"),
    path(f"{CANDIDATE}papers/<int:pk>/remove/", candidates.paper_remove, name="candidate-paper-remove"),
]
