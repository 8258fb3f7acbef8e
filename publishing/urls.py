from django.urls import include, path

from publishing.views import agreements, applications, councils, data_page, orders, partnership, reports

app_name = "publishing"
reports_urls = [
    path("applications/<slug:number>/<int:version>/pdf/", applications.application_pdf, name="application-pdf"),
    path("calls/<slug:slug>/<slug:kind>/", reports.report_request, name="report-request"),
    path("registry/<slug:form>/", reports.registry_found, name="registry-found"),
    path("registry/", reports.registry_request, name="registry-request"),
    path("agreements/", agreements.agreements_file, name="agreements-file"),
    path("agreements/<slug:number>/<int:version>/", agreements.agreement_pdf, name="agreement-pdf"),
    path("partnership/<int:pk>/", partnership.partner_agreement_pdf, name="partner-agreement-pdf"),
    path("councils/<slug:slug>/meetings/<int:pk>/", councils.council_protocol_pdf, name="council-protocol"),
    path("councils/<slug:slug>/years/<int:year>/", councils.council_report_pdf, name="council-report"),
    path("social-orders/contracts/", orders.contracts_file, name="contracts-file"),
    path("social-orders/contracts/<int:pk>/<int:version>/", orders.contract_pdf, name="contract-pdf"),
    path("social-orders/<slug:slug>/protocol/", orders.opening_pdf, name="opening-pdf"),
    path("<uuid:pk>/download/", reports.report_download, name="report-download"),
]
urlpatterns = [
    path("reports/", include(reports_urls)),
    path("data/", data_page.open_data, name="open-data"),
]
