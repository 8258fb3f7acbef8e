from django.urls import path

from foundation.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.chain, name="chain"),
    path("chain.jsonl", views.chain_download, name="chain-download"),
    path("events/", views.event_list, name="event-list"),
    path("events/<int:pk>.json", views.event_download, name="event-download"),
]
