"""Addresses: pages behind a language prefix, machines' addresses without one."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from civilportal import health, views
from publishing.views import statistics

handler400 = "civilportal.views.bad_request"
handler403 = "civilportal.views.forbidden"
handler404 = "civilportal.views.not_found"
handler500 = "civilportal.views.server_error"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("data/", include("publishing.data_urls")),
    path("common-grants/", include("publishing.common_grants_urls")),
    path("reconcile/", include("registry.api.urls")),
    path("api/", include("civilportal.api")),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("my/", views.desk, name="desk"),
        path("my/jobs/", include("foundation.core.urls")),
        path("my/messages/", include("foundation.notifications.urls")),
        path("my/searches/", include("foundation.searches.urls")),
        path("my/signing/", include("foundation.accounts.urls")),
        path("accounts/", include("allauth.urls")),
        path("registry/", include("registry.urls")),
        path("evaluation/", include("evaluation.urls")),
        path("monitoring/", include("monitoring.urls")),
        path("grants/", include("grants.urls")),
        path("councils/", include("councils.urls")),
        path("social-orders/", include("socialorder.urls")),
        path("audit/", include("foundation.audit.urls")),
        path("statistics/", statistics.statistics_page, name="statistics"),
        path("statistics/<slug:code>.<slug:form>", statistics.statistics_file, name="statistics-file"),
        path("help/", views.help_index, name="help"),
        path("help/<slug:code>/", views.help_topic, name="help-topic"),
        path("", include("publishing.urls")),
    ),
]
