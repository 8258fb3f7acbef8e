"""Addresses of applications, the applicant's side."""

from django.urls import URLPattern, path

from grants.views import answers, applications, attachments, conversations, copying, partners, sections, sending

urlpatterns: list[URLPattern] = [
    path("calls/<slug:slug>/start/", applications.application_start, name="application-start"),
    path("applications/", applications.application_list, name="application-list"),
    path("applications/<slug:number>/", applications.application_detail, name="application-detail"),
    path("applications/<slug:number>/preview/", applications.application_preview, name="application-preview"),
    path("applications/<slug:number>/submit/", sending.application_submit, name="application-submit"),
    path("applications/<slug:number>/receipt/", sending.application_receipt, name="application-receipt"),
    path("applications/<slug:number>/reopen/", applications.application_reopen, name="application-reopen"),
    path("applications/<slug:number>/answer/", answers.application_answer, name="application-answer"),
    path("applications/<slug:number>/withdraw/", applications.application_withdraw, name="application-withdraw"),
    path("applications/<slug:number>/versions/<int:version>/", applications.version_detail, name="version-detail"),
    path("applications/<slug:number>/versions/<int:version>/changes/", applications.version_diff, name="version-diff"),
    path(
        "applications/<slug:number>/versions/<int:version>/document/", sending.version_document, name="version-document"
    ),
    path(
        "applications/<slug:number>/versions/<int:version>/signature/",
        sending.version_signature,
        name="version-signature",
    ),
    path("applications/<slug:number>/copy/", copying.application_copy, name="application-copy"),
    path("applications/<slug:number>/messages/", conversations.conversation, name="conversation"),
    path("applications/<slug:number>/messages/files/<int:pk>/", conversations.case_file, name="case-file"),
    path("applications/<slug:number>/partners/", partners.partner_list, name="partner-list"),
    path("applications/<slug:number>/partners/ask/", partners.partner_ask, name="partner-ask"),
    path("applications/<slug:number>/partners/name/", partners.partner_name, name="partner-name"),
    path("applications/<slug:number>/partners/<int:pk>/", partners.partner_answer, name="partner-answer"),
    path("applications/<slug:number>/partners/<int:pk>/remove/", partners.partner_remove, name="partner-remove"),
    path(
        "applications/<slug:number>/partners/<int:pk>/ask-again/", partners.partner_ask_again, name="partner-ask-again"
    ),
    path("applications/<slug:number>/files/<int:pk>/", attachments.attachment_download, name="attachment-download"),
    path("applications/<slug:number>/files/<int:pk>/remove/", attachments.attachment_remove, name="attachment-remove"),
    path("applications/<slug:number>/sections/team/cvs/", attachments.cv_list, name="cv-list"),
    path("applications/<slug:number>/sections/attachments/", attachments.attachment_list, name="attachment-list"),
    path("applications/<slug:number>/sections/<slug:name>/", sections.section_edit, name="section-edit"),
    path(
        "applications/<slug:number>/sections/<slug:name>/autosave/", sections.section_autosave, name="section-autosave"
    ),
    path(
        "applications/<slug:number>/sections/<slug:name>/presence/", sections.section_presence, name="section-presence"
    ),
]
