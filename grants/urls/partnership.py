"""Addresses of strategic partnership."""

from django.urls import URLPattern, path

from grants.views import partner_agreements as agreements
from grants.views import partnership

urlpatterns: list[URLPattern] = [
    path("directions/proposals/<int:pk>/endorse/", partnership.proposal_endorse, name="proposal-endorse"),
    path("partnership/", partnership.overview, name="partnership-overview"),
    path("partnership/new/", partnership.call_create, name="partner-call-create"),
    path("partnership/calls/<int:pk>/", partnership.call_detail, name="partner-call-detail"),
    path("partnership/calls/<int:pk>/edit/", partnership.call_edit, name="partner-call-edit"),
    path("partnership/calls/<int:pk>/announce/", partnership.call_announce, name="partner-call-announce"),
    path("partnership/calls/<int:pk>/apply/", partnership.call_apply, name="partner-call-apply"),
    path("partnership/calls/<int:pk>/publish/", partnership.call_decide, name="partner-call-decide"),
    path("partnership/calls/<int:pk>/cancel/", partnership.call_cancel, name="partner-call-cancel"),
    path("partnership/applications/<int:pk>/", partnership.application_detail, name="partner-application-detail"),
    path(
        "partnership/applications/<int:pk>/withdraw/",
        partnership.application_withdraw,
        name="partner-application-withdraw",
    ),
    path("partnership/applications/<int:pk>/agreement/", agreements.agreement_create, name="partner-agreement-create"),
    path("partnership/agreements/<int:pk>/", agreements.agreement_detail, name="partner-agreement-detail"),
    path("partnership/agreements/<int:pk>/sign/", agreements.agreement_sign, name="partner-agreement-sign"),
    path("partnership/agreements/<int:pk>/close/", agreements.agreement_close, name="partner-agreement-close"),
    path("partnership/agreements/<int:pk>/report/", agreements.report_create, name="partner-report-create"),
    path("partnership/agreements/<int:pk>/end/<slug:name>/", agreements.agreement_end, name="partner-agreement-end"),
    path("partnership/reports/<int:pk>/", agreements.report_detail, name="partner-report-detail"),
    path("partnership/reports/<int:pk>/edit/", agreements.report_edit, name="partner-report-edit"),
    path("partnership/reports/<int:pk>/decide/", agreements.report_decide, name="partner-report-decide"),
]
