from django.urls import path

from foundation.searches import views

app_name = "searches"
urlpatterns = [
    path("", views.search_list, name="search-list"),
    path("new/<str:code>/", views.search_save, name="search-save"),
    path("<int:pk>/", views.search_detail, name="search-detail"),
    path("<int:pk>/delete/", views.search_delete, name="search-delete"),
]
