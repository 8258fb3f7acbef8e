"""Addresses of agreements, amendments, tranches, payments and reports."""

from django.urls import URLPattern, path

from grants.views import agreements, amendments, projects, report_checks, reports, signing, tranches

OF_AGREEMENT = "agreements/<slug:number>"
OF_AMENDMENT = f"{OF_AGREEMENT}/amendments/<int:place>"
OF_REPORT = f"{OF_AGREEMENT}/reports/<int:place>"

urlpatterns: list[URLPattern] = [
    path("projects/", projects.project_list, name="project-list"),
    path("projects/<slug:number>/", projects.project_detail, name="project-detail"),
    path("agreements/", agreements.agreement_list, name="agreement-list"),
    path("agreements/own/", agreements.agreement_own, name="agreement-own"),
    path("applications/<slug:number>/agreement/", agreements.agreement_start, name="agreement-start"),
    path(f"{OF_AGREEMENT}/", agreements.agreement_detail, name="agreement-detail"),
    path(f"{OF_AGREEMENT}/prepare/", agreements.agreement_prepare, name="agreement-prepare"),
    path(f"{OF_AGREEMENT}/steps/<str:step>/", agreements.agreement_step, name="agreement-step"),
    path(f"{OF_AGREEMENT}/versions/<int:version>/", signing.version_document, name="agreement-document"),
    path(f"{OF_AGREEMENT}/versions/<int:version>/changes/", signing.version_changes, name="agreement-changes"),
    path(f"{OF_AGREEMENT}/versions/<int:version>/sign/<str:side>/", signing.agreement_sign, name="agreement-sign"),
    path(f"{OF_AGREEMENT}/versions/<int:version>/scan/<str:side>/", signing.agreement_scan, name="agreement-scan"),
    path(f"{OF_AGREEMENT}/signatures/<int:pk>/", signing.signature_check, name="signature-check"),
    path(f"{OF_AGREEMENT}/signatures/<int:pk>/<str:what>/", signing.signature_file, name="signature-file"),
    path(f"{OF_AGREEMENT}/amend/<str:side>/", amendments.amendment_start, name="amendment-start"),
    path(f"{OF_AMENDMENT}/", amendments.amendment_detail, name="amendment-detail"),
    path(f"{OF_AMENDMENT}/withdraw/", amendments.amendment_withdraw, name="amendment-withdraw"),
    path(f"{OF_AMENDMENT}/<str:name>/", amendments.amendment_section, name="amendment-section"),
    path(f"{OF_AMENDMENT}/<str:name>/autosave/", amendments.amendment_autosave, name="amendment-autosave"),
    path(f"{OF_AGREEMENT}/tranches/<int:place>/order/", tranches.tranche_order, name="tranche-order"),
    path(f"{OF_AGREEMENT}/tranches/<int:place>/revoke/", tranches.tranche_revoke, name="tranche-revoke"),
    path(f"{OF_AGREEMENT}/tranches/<int:place>/pay/", tranches.tranche_pay, name="tranche-pay"),
    path(f"{OF_AGREEMENT}/return/", tranches.refund_create, name="refund-create"),
    path("payments/import/", tranches.payment_upload, name="payment-upload"),
    path("payments/import/<uuid:pk>/", tranches.payment_preview, name="payment-preview"),
    path("payments/<int:pk>/", tranches.payment_import, name="payment-import"),
    path(f"{OF_REPORT}/", reports.report_detail, name="report-detail"),
    path(f"{OF_REPORT}/expenses/", reports.report_expenses, name="report-expenses"),
    path(f"{OF_REPORT}/expenses/<int:pk>/remove/", reports.expense_remove, name="expense-remove"),
    path(f"{OF_REPORT}/photos/", reports.report_photos, name="report-photos"),
    path(f"{OF_REPORT}/photos/<int:pk>/remove/", reports.photo_remove, name="photo-remove"),
    path(f"{OF_REPORT}/files/<str:what>/<int:pk>/", reports.report_file, name="report-file"),
    path(f"{OF_REPORT}/submit/", reports.report_submit, name="report-submit"),
    path(f"{OF_REPORT}/check/", report_checks.report_check, name="report-check"),
    path(f"{OF_REPORT}/versions/<int:version>/", report_checks.report_version, name="report-version"),
    path(f"{OF_REPORT}/sections/<str:name>/", reports.report_section, name="report-section"),
    path(f"{OF_REPORT}/sections/<str:name>/autosave/", reports.report_autosave, name="report-autosave"),
]
