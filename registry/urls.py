import datetime as dt

from django.urls import path, register_converter

from registry.choices import FileContent
from registry.views import (
    annual,
    annual_campaign,
    annual_checks,
    annual_public,
    bodies,
    claims,
    diligence,
    duplicates,
    experts,
    history,
    loading,
    matching,
    money,
    official,
    own,
    papers,
    people,
    public,
    record,
    reference,
    sheets,
    signals,
    suppliers,
)


class BinConverter:
    """Twelve digits; whether they are a right BIN does not matter for an address."""

    regex = "[0-9]{12}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class DayConverter:
    """A day like 2026-01-31."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> dt.date:
        return dt.date.fromisoformat(value)

    def to_url(self, value: dt.date) -> str:
        return f"{value}"


register_converter(BinConverter, "bin")
register_converter(DayConverter, "day")

app_name = "registry"

# Public money and who may get it
oversight_urls = [
    path("<bin:number>/money/", money.ngo_money, name="ngo-money"),
    path("<bin:number>/money/download/", money.ngo_money_csv, name="ngo-money-csv"),
    path("awards/import/", sheets.sheet_upload, {"what": FileContent.AWARDS}, name="award-import"),
    path("awards/import/<uuid:pk>/", sheets.sheet_preview, {"what": FileContent.AWARDS}, name="award-preview"),
    path("unreliable/import/", sheets.sheet_upload, {"what": FileContent.UNRELIABLE}, name="unreliable-import"),
    path(
        "unreliable/import/<uuid:pk>/",
        sheets.sheet_preview,
        {"what": FileContent.UNRELIABLE},
        name="unreliable-preview",
    ),
    path("unreliable/", suppliers.match_list, name="match-list"),
    path("unreliable/<int:pk>/", suppliers.match_detail, name="match-detail"),
    path("signals/", signals.signal_list, name="signal-list"),
    path("signals/<int:pk>/", signals.signal_detail, name="signal-detail"),
    path("<bin:number>/diligence/", diligence.ngo_diligence, name="ngo-diligence"),
    path("<bin:number>/diligence/keep/", diligence.diligence_keep, name="diligence-keep"),
    path("<bin:number>/diligence/kept/", diligence.snapshot_list, name="snapshot-list"),
    path("diligence/<int:pk>/", diligence.snapshot_detail, name="snapshot-detail"),
    path("<bin:number>/observations/new/", diligence.flag_create, name="flag-create"),
    path("observations/<int:pk>/", diligence.flag_detail, name="flag-detail"),
    path("<bin:number>/papers/", papers.ngo_papers, name="ngo-papers"),
    path("papers/<int:pk>/", papers.paper_download, name="paper-download"),
    path("papers/<int:pk>/verify/", papers.paper_decide, {"step": "verify"}, name="paper-verify"),
    path("papers/<int:pk>/reject/", papers.paper_decide, {"step": "reject"}, name="paper-reject"),
]

urlpatterns = [
    *oversight_urls,
    path("", public.ngo_list, name="ngo-list"),
    path("suggest/", public.ngo_suggest, name="ngo-suggest"),
    path("import/", loading.import_create, name="import-create"),
    path("import/<int:pk>/", loading.import_detail, name="import-detail"),
    path("import/<int:pk>/errors/", loading.import_errors, name="import-errors"),
    path("duplicates/", duplicates.duplicate_list, name="duplicate-list"),
    path("duplicates/search/", duplicates.duplicate_search, name="duplicate-search"),
    path("duplicates/name/", duplicates.duplicate_name, name="duplicate-name"),
    path("duplicates/<int:pk>/", duplicates.duplicate_detail, name="duplicate-detail"),
    path("duplicates/<int:pk>/dismiss/", duplicates.duplicate_dismiss, name="duplicate-dismiss"),
    path("duplicates/<int:pk>/merge/", duplicates.duplicate_merge, name="duplicate-merge"),
    path("matching/", matching.matching, name="matching"),
    path("reference/", reference.reference_list, name="reference-list"),
    path("reference/<slug:name>/", reference.reference_detail, name="reference-detail"),
    path("reference/<slug:name>.csv", reference.reference_download, name="reference-download"),
    path("mine/", people.own_list, name="own-list"),
    path("roles/<int:pk>/", people.membership_detail, name="membership-detail"),
    path("invitations/<str:token>/", people.invitation_detail, name="invitation-detail"),
    path("invitations/<str:token>/accept/", people.invitation_accept, name="invitation-accept"),
    path("invitations/<int:pk>/resend/", people.invitation_resend, name="invitation-resend"),
    path("invitations/<int:pk>/revoke/", people.invitation_revoke, name="invitation-revoke"),
    path("claims/", claims.claim_list, name="claim-list"),
    path("claims/<int:pk>/", claims.claim_detail, name="claim-detail"),
    path("claims/<int:pk>/withdraw/", claims.claim_withdraw, name="claim-withdraw"),
    path("claims/<int:pk>/letter/", claims.claim_file, name="claim-file"),
    path("bodies/", bodies.body_list, name="body-list"),
    path("bodies/new/", bodies.body_create, name="body-create"),
    path("bodies/<slug:code>/", bodies.body_detail, name="body-detail"),
    path("bodies/<slug:code>/edit/", bodies.body_edit, name="body-edit"),
    path("bodies/<slug:code>/people/", people.body_people, name="body-people"),
    path("bodies/<slug:code>/people/invite/", people.body_invite, name="body-invite"),
    path("experts/", experts.expert_list, name="expert-list"),
    path("experts/enrol/", experts.expert_enrol, name="expert-enrol"),
    path("experts/me/", experts.expert_own, name="expert-own"),
    path("experts/<int:number>/", experts.expert_detail, name="expert-detail"),
    path("experts/<int:number>/edit/", experts.expert_edit, name="expert-edit"),
    path("experts/<int:number>/suspend/", experts.expert_suspend, name="expert-suspend"),
    path("experts/<int:number>/ties/", experts.tie_create, name="tie-create"),
    path("experts/<int:number>/ties/<int:pk>/", experts.tie_end, name="tie-end"),
    path("experts/<int:number>/work/", experts.work_create, name="work-create"),
    path("experts/<int:number>/work/<int:pk>/", experts.work_end, name="work-end"),
    path("<bin:number>/claim/", claims.claim_start, name="claim-start"),
    path("<bin:number>/claim/sign/", claims.claim_sign, name="claim-sign"),
    path("<bin:number>/claim/letter/", claims.claim_letter, name="claim-letter"),
    path("<bin:number>/people/", people.people_list, name="people-list"),
    path("<bin:number>/people/invite/", people.people_invite, name="people-invite"),
    path("annual/check/", annual_checks.check_list, name="annual-check-list"),
    path("annual/import/", annual_campaign.import_create, name="annual-import-create"),
    path("annual/import/<int:pk>/", annual_campaign.import_detail, name="annual-import-detail"),
    path("annual/import/<int:pk>/errors/", annual_campaign.import_errors, name="annual-import-errors"),
    path("annual/<int:year>/", annual_campaign.campaign_detail, name="annual-campaign"),
    path("annual/<int:year>/missing.<str:ending>", annual_campaign.missing_file, name="annual-missing"),
    path("annual/<int:year>/remind/", annual_campaign.remind, name="annual-remind"),
    path("no-bin/<int:pk>/", public.ngo_unnumbered, name="ngo-unnumbered"),
    path("no-bin/<int:pk>/history/", history.ngo_history, name="ngo-unnumbered-history"),
    path("no-bin/<int:pk>/history/<day:day>/", history.ngo_as_of, name="ngo-unnumbered-as-of"),
    path("no-bin/<int:pk>/official/", official.ngo_official, name="ngo-unnumbered-official"),
    path("<bin:number>/", public.ngo_detail, name="ngo-detail"),
    path("<bin:number>/history/", history.ngo_history, name="ngo-history"),
    path("<bin:number>/history/<day:day>/", history.ngo_as_of, name="ngo-as-of"),
    path("<bin:number>/logo/", public.ngo_logo, name="ngo-logo"),
    path("<bin:number>/edit/", own.ngo_edit, name="ngo-edit"),
    path("<bin:number>/edit/founders/", record.ngo_founders, name="ngo-founders"),
    path("<bin:number>/edit/logo/", record.ngo_logo_edit, name="ngo-logo-edit"),
    path("<bin:number>/edit/logo/remove/", record.ngo_logo_remove, name="ngo-logo-remove"),
    path("<bin:number>/official/", official.ngo_official, name="ngo-official"),
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
