"""Addresses of recommendations."""

from django.urls import URLPattern, path

from councils.views import recommendations

urlpatterns: list[URLPattern] = [
    path("recommendations/", recommendations.recommendation_list, name="recommendation-list"),
    path("recommendations/bodies/", recommendations.body_marks, name="body-marks"),
    path("<slug:slug>/recommendations/new/", recommendations.recommendation_write, name="recommendation-write"),
    path(
        "<slug:slug>/recommendations/<int:number>/", recommendations.recommendation_detail, name="recommendation-detail"
    ),
    path(
        "<slug:slug>/recommendations/<int:number>/send/",
        recommendations.recommendation_send,
        name="recommendation-send",
    ),
    path(
        "<slug:slug>/recommendations/<int:number>/reply/",
        recommendations.recommendation_reply,
        name="recommendation-reply",
    ),
    path(
        "<slug:slug>/recommendations/<int:number>/return/",
        recommendations.recommendation_return,
        name="recommendation-return",
    ),
    path(
        "<slug:slug>/recommendations/<int:number>/done/",
        recommendations.recommendation_finish,
        name="recommendation-finish",
    ),
]
