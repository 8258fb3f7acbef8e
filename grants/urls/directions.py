"""Addresses of priority directions, their proposals, their discussion and the plans of a year."""

from django.urls import URLPattern, path

from grants.views import direction_discussion as discussion
from grants.views import direction_proposals as proposals
from grants.views import directions, plans

urlpatterns: list[URLPattern] = [
    path("directions/", directions.direction_overview, name="direction-overview"),
    path("directions/new/", directions.list_create, name="list-create"),
    path("directions/proposals/", proposals.proposal_own, name="proposal-own"),
    path("directions/proposals/<int:pk>/", proposals.proposal_detail, name="proposal-detail"),
    path("directions/proposals/<int:pk>/answer/", proposals.proposal_answer, name="proposal-answer"),
    path("directions/proposals/<int:pk>/reconsider/", proposals.proposal_reconsider, name="proposal-reconsider"),
    path("directions/proposals/<int:pk>/moderate/", proposals.proposal_moderate, name="proposal-moderate"),
    path("directions/proposals/<int:pk>/withdraw/", proposals.proposal_withdraw, name="proposal-withdraw"),
    path("directions/comments/<int:pk>/answer/", discussion.comment_answer, name="comment-answer"),
    path("directions/comments/<int:pk>/moderate/", discussion.comment_moderate, name="comment-moderate"),
    path("directions/codes/<slug:code>/", discussion.direction_history, name="direction-history"),
    path("directions/plans/<int:pk>/", plans.plan_detail, name="plan-detail"),
    path("directions/plans/<int:pk>/edit/", plans.plan_edit, name="plan-edit"),
    path("directions/plans/<int:pk>/approve/", plans.plan_approve, name="plan-approve"),
    path("directions/listed/<int:pk>/", discussion.direction_detail, name="direction-detail"),
    path("directions/listed/<int:pk>/comment/", discussion.direction_comment, name="direction-comment"),
    path("directions/listed/<int:pk>/support/", discussion.direction_support, name="direction-support"),
    path("directions/listed/<int:pk>/edit/", directions.direction_edit, name="direction-edit"),
    path("directions/listed/<int:pk>/remove/", directions.direction_remove, name="direction-remove"),
    path("directions/<int:pk>/", directions.list_detail, name="list-detail"),
    path("directions/<int:pk>/propose/", proposals.proposal_create, name="proposal-create"),
    path("directions/<int:pk>/proposals/", proposals.proposal_list, name="proposal-list"),
    path("directions/<int:pk>/comments/", discussion.comment_list, name="comment-list"),
    path("directions/<int:pk>/add/", directions.direction_add, name="direction-add"),
    path("directions/<int:pk>/steps/<slug:name>/", directions.list_step, name="list-step"),
    path("directions/<int:pk>/approve/", directions.list_approve, name="list-approve"),
    path("directions/<int:pk>/order/", directions.list_order, name="list-order"),
    path("directions/<int:pk>/plan/", plans.plan_create, name="plan-create"),
]
