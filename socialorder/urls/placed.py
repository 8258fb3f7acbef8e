from django.urls import path

from socialorder.views import loads, placed

urlpatterns = [
    path("placed/", placed.placed_list, name="placed-list"),
    path("placed/<int:pk>/", placed.placed_detail, name="placed-detail"),
    path("placed/<int:pk>/compare/", placed.placed_compare, name="placed-compare"),
    path("placed/files/", loads.load_create, name="load-create"),
    path("placed/files/sample/", loads.load_sample, name="load-sample"),
    path("placed/files/<int:pk>/", loads.load_detail, name="load-detail"),
    path("placed/files/<int:pk>/load/", loads.load_want, name="load-want"),
    path("placed/files/<int:pk>/errors/", loads.load_errors, name="load-errors"),
]
