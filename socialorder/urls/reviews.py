from django.urls import path

from socialorder.views import reviews

urlpatterns = [
    path("contracts/<int:pk>/follow/", reviews.contract_follow, name="contract-follow"),
    path("contracts/<int:pk>/results/begin/", reviews.review_begin, name="review-begin"),
    path("results/<int:pk>/", reviews.review_detail, name="review-detail"),
    path("results/<int:pk>/conclude/", reviews.review_conclude, name="review-conclude"),
    path("results/<int:pk>/sign/", reviews.review_sign, name="review-sign"),
]
