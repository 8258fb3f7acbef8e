from django.urls import path

from socialorder.views import discussion, plans, topics

urlpatterns = [
    path("plans/", plans.plan_list, name="plan-list"),
    path("plans/begin/", plans.plan_create, name="plan-create"),
    path("plans/<slug:body>/<int:year>/", plans.plan_detail, name="plan-detail"),
    path("plans/<slug:body>/<int:year>/discuss/", plans.plan_discuss, name="plan-discuss"),
    path("plans/<slug:body>/<int:year>/approve/", plans.plan_approve, name="plan-approve"),
    path("plans/<slug:body>/<int:year>/amount/", plans.plan_amount, name="plan-amount"),
    path("plans/<slug:body>/<int:year>/topics/add/", topics.topic_add, name="topic-add"),
    path("topics/<int:pk>/", topics.topic_detail, name="topic-detail"),
    path("topics/<int:pk>/edit/", topics.topic_edit, name="topic-edit"),
    path("topics/<int:pk>/drop/", topics.topic_drop, name="topic-drop"),
    path("topics/<int:pk>/comment/", discussion.comment_make, name="comment-make"),
    path("comments/<int:pk>/answer/", discussion.comment_answer, name="comment-answer"),
    path("comments/<int:pk>/hide/", discussion.comment_hide, name="comment-hide"),
]
