from django.urls import path

from socialorder.views import figures

urlpatterns = [
    path("statistics/", figures.statistics, name="statistics"),
    path("statistics/orders.csv", figures.statistics_csv, name="statistics-csv"),
    path("statistics/<slug:code>/", figures.region_statistics, name="region-statistics"),
]
