from django.urls import URLPattern

app_name = "grants"

# Calls
call_urls: list[URLPattern] = []

# Applications, the applicant's side
application_urls: list[URLPattern] = []

# Formal check, commission, decision and results
officer_urls: list[URLPattern] = []

urlpatterns: list[URLPattern] = [*call_urls, *application_urls, *officer_urls]
