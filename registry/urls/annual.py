"""Addresses of the yearly information: an organisation's own, its check, the campaign."""

from django.urls import URLPattern, path

from registry.views import annual, annual_campaign, annual_checks, annual_public

urlpatterns: list[URLPattern] = [
    path("annual/check/", annual_checks.check_list, name="annual-check-list"),
    path("annual/import/", annual_campaign.import_create, name="annual-import-create"),
    path("annual/import/<int:pk>/", annual_campaign.import_detail, name="annual-import-detail"),
    path("annual/import/<int:pk>/errors/", annual_campaign.import_errors, name="annual-import-errors"),
    path("annual/<int:year>/", annual_campaign.campaign_detail, name="annual-campaign"),
    path("annual/<int:year>/missing.<str:ending>", annual_campaign.missing_file, name="annual-missing"),
    path("annual/<int:year>/remind/", annual_campaign.remind, name="annual-remind"),
    path("<bin:number>/annual/<int:year>/", annual.annual_edit, name="annual-edit"),
    path("<bin:number>/annual/<int:year>/view/", annual_public.annual_view, name="annual-view"),
    path("<bin:number>/annual/<int:year>/check/", annual_checks.check_detail, name="annual-check"),
    path("<bin:number>/annual/<int:year>/submit/", annual.annual_submit, name="annual-submit"),
    path("<bin:number>/annual/<int:year>/correct/", annual.annual_amend, name="annual-amend"),
    path("<bin:number>/annual/<int:year>/correct/drop/", annual.annual_drop, name="annual-drop"),
    path("<bin:number>/annual/<int:year>/sent/<int:version>/", annual.annual_version, name="annual-version"),
    path("<bin:number>/annual/<int:year>/<slug:name>/", annual.annual_section, name="annual-section"),
    path("<bin:number>/annual/<int:year>/<slug:name>/autosave/", annual.annual_autosave, name="annual-autosave"),
]
