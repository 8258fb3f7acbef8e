from django.urls import path

from socialorder.views import needs

urlpatterns = [
    path("needs/", needs.need_list, name="need-list"),
    path("needs/propose/", needs.need_propose, name="need-propose"),
    path("needs/<int:pk>/", needs.need_detail, name="need-detail"),
    path("needs/<int:pk>/support/", needs.need_support, name="need-support"),
    path("needs/<int:pk>/take-back/", needs.need_take_back, name="need-take-back"),
    path("needs/<int:pk>/take/", needs.need_take, name="need-take"),
    path("needs/<int:pk>/decline/", needs.need_decline, name="need-decline"),
    path("needs/<int:pk>/reopen/", needs.need_reopen, name="need-reopen"),
    path("needs/<int:pk>/withdraw/", needs.need_withdraw, name="need-withdraw"),
    path("needs/<int:pk>/hide/", needs.need_hide, name="need-hide"),
]
