from django.urls import path

from foundation.notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.message_list, name="message-list"),
    path("read/", views.message_read_all, name="message-read-all"),
    path("settings/", views.preferences, name="preferences"),
    path("<int:pk>/", views.message_detail, name="message-detail"),
]
