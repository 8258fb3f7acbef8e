"""Addresses of the CommonGrants protocol, as its clients form them: without a slash at the end."""

from django.urls import path

from publishing.views import common_grants

app_name = "common-grants"
urlpatterns = [
    path("opportunities", common_grants.opportunity_list, name="opportunity-list"),
    path("opportunities/search", common_grants.opportunity_found, name="opportunity-search"),
    path("opportunities/<uuid:key>", common_grants.opportunity_detail, name="opportunity-detail"),
]
