"""Pages of strategic partnership."""

from __future__ import annotations

import datetime as dt
import io

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from foundation.accounts.models import SigningRequest
from grants.choices.partnership import PartnerAgreementStatus, PartnerCallStatus
from grants.models import PartnerAgreement, PartnerApplication, PartnerCall, PartnerReport, ProposalEndorsement
from tests.builders import directions, signing
from tests.builders import partnership as build
from tests.builders.evaluation import officer_of
from tests.factories.accounts import UserFactory
from tests.factories.registry import BodyFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(build.AFTER, tick=False) as traveller:
        yield traveller


def url(name: str, *arguments: object) -> str:
    return reverse(f"grants:{name}", args=arguments)


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def read_pdf(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def moment(value: dt.datetime, name: str) -> dict[str, str]:
    parts = (value.day, value.month, value.year, f"{value:%H:%M}")
    return {f"{name}_{number}": str(part) for number, part in enumerate(parts)}


def typed_call(call_body: object, **changes: str) -> dict[str, str]:
    words = {f"{name}_{code}": "Text" for name in ("title", "terms") for code in ("kk", "ru", "en")}
    base = {"body": str(call_body), "months": "24", "rules": "R13"} | words
    return base | moment(build.OPENS, "opens_at") | moment(build.CLOSES, "closes_at") | changes


def test_an_officer_looks_for_partners_and_chooses(client: Client, now) -> None:
    now.move_to(build.OPENS)
    build.draft()
    officer = officer_of(BodyFactory())
    body = officer.memberships.get().body
    client.force_login(officer)
    faulty = client.post(
        url("partner-call-create"),
        typed_call(body.pk, rules="age") | moment(build.OPENS - dt.timedelta(days=60), "closes_at"),
    )
    client.post(url("partner-call-create"), typed_call(body.pk))
    call = PartnerCall.objects.get(body=body)
    client.post(url("partner-call-edit", call.pk), typed_call(body.pk, title_en="Rivers"))
    anonymous = Client()
    assert anonymous.get(call.get_absolute_url()).status_code == 404
    client.post(url("partner-call-announce", call.pk))
    application = build.applied(call)
    assert "Rivers" in text(anonymous, url("partnership-overview"))
    now.move_to(build.AFTER)
    client.force_login(officer)
    assert application.organisation.name_en in text(client, call.get_absolute_url())
    early = client.post(url("partner-call-decide", call.pk))
    client.post(application.get_absolute_url(), {"verdict": "accept", "reason": "The best of all"})
    assert "The best of all" not in text(anonymous, call.get_absolute_url())
    client.post(url("partner-call-decide", call.pk))
    call.refresh_from_db()

    assert sorted(faulty.context["form"].errors) == ["closes_at", "rule_months"]
    assert (early.status_code, "1 application has no decision yet." in early.content.decode()) == (422, True)
    assert (call.status, call.title_en) == (PartnerCallStatus.DECIDED, "Rivers")
    assert "The best of all" in text(anonymous, call.get_absolute_url())
    assert anonymous.get(application.get_absolute_url()).status_code == 302
    anonymous.force_login(UserFactory())
    assert anonymous.get(application.get_absolute_url()).status_code == 404
    other = build.draft(body=BodyFactory())
    client.force_login(build.officer_for(other))
    client.post(url("partner-call-cancel", other.pk), {"reason": "No budget"})
    assert PartnerCall.objects.get(pk=other.pk).status == PartnerCallStatus.CANCELLED


def test_an_ngo_applies_and_takes_it_back(client: Client, now) -> None:
    now.move_to(build.OPENS)
    call, head = build.announced(), MembershipFactory()
    address = url("partner-call-apply", call.pk)
    client.force_login(UserFactory())
    assert client.get(address).status_code == 403
    client.force_login(head.user)
    facts = {"organisation": str(head.organisation.pk), "motivation": "We know rivers", "experience": ""}

    faulty = client.post(address, facts)
    sent = client.post(address, facts | {"experience": "Five years"}, follow=True).content.decode()
    application = PartnerApplication.objects.get()
    assert "Applications of my NGOs" in text(client, url("partnership-overview"))
    client.post(url("partner-application-withdraw", application.pk))
    application.refresh_from_db()

    assert "We know rivers" in faulty.content.decode()
    assert ("The application is sent." in sent, application.status) == (True, "withdrawn")


def test_rules_that_say_no_are_told_in_the_form(client: Client, now) -> None:
    now.move_to(build.OPENS)
    call, head = build.announced(), MembershipFactory(organisation__status="suspended")
    client.force_login(head.user)
    facts = {"organisation": str(head.organisation.pk), "motivation": "A", "experience": "B"}

    answer = client.post(url("partner-call-apply", call.pk), facts)

    assert "(R13)" in answer.context["form"].non_field_errors()[0]


def sign(client: Client, agreement: PartnerAgreement, side: str, **key: str) -> str:
    address = url("partner-agreement-sign", agreement.pk)
    client.get(address)
    asked = SigningRequest.objects.get(subject=f"{agreement.pk}.{side}", signature=None)
    file = SimpleUploadedFile("a.p7s", signing.signed(asked.content, **key))
    return client.post(address, {"request": str(asked.pk), "signature": file}, follow=True).content.decode()


def test_an_agreement_is_signed_by_both_and_reported_on(client: Client, now) -> None:
    application = build.chosen()
    officer, head = build.officer_for(application.call), build.head_for(application)
    client.force_login(officer)
    facts = {"number": "7", "text": "Together", "starts_on_0": "1", "starts_on_1": "1", "starts_on_2": "2027"}
    long = client.post(url("partner-agreement-create", application.pk), facts | {"months": "30"})
    client.post(url("partner-agreement-create", application.pk), facts | {"months": "24"})
    agreement = PartnerAgreement.objects.get()
    anonymous = Client()
    assert anonymous.get(agreement.get_absolute_url()).status_code == 404
    client.force_login(head)
    stranger = sign(client, agreement, "ngo", bin_="450140000015")
    mine = sign(client, agreement, "ngo", bin_=application.organisation.bin)
    client.force_login(officer)
    ours = sign(client, agreement, "body")
    agreement.refresh_from_db()

    assert list(long.context["form"].errors) == ["months"]
    assert "The agreement is signed." not in stranger
    assert ("The agreement is signed." in mine, "The agreement is signed." in ours) == (True, True)
    assert agreement.status == PartnerAgreementStatus.EFFECTIVE
    assert "Together" in text(anonymous, agreement.get_absolute_url())


def test_a_partner_reports_and_is_read(client: Client, now) -> None:
    agreement, anonymous = build.effective(build.chosen()), Client()
    officer, head = build.officer_for(agreement.application.call), build.head_for(agreement.application)
    now.move_to(dt.datetime(2027, 12, 1, tzinfo=dt.UTC))
    client.force_login(head)
    client.post(url("partner-report-create", agreement.pk), {"year": "2027", "done": "Much", "results": "Clean"})
    report = PartnerReport.objects.get()
    assert anonymous.get(report.get_absolute_url()).status_code == 404
    client.force_login(officer)
    decide = url("partner-report-decide", report.pk)
    silent = client.post(decide, {"decision": "return", "remark": ""})
    client.post(decide, {"decision": "return", "remark": "Which rivers?"})
    client.force_login(head)
    assert "Which rivers?" in text(client, report.get_absolute_url())
    client.post(url("partner-report-edit", report.pk), {"year": "2027", "done": "The Ishim", "results": "Clean"})
    client.force_login(officer)
    client.post(decide, {"decision": "accept", "remark": ""})
    assert list(silent.context["form"].errors) == ["remark"]
    assert "The Ishim" in text(anonymous, report.get_absolute_url())
    assert client.get(url("partner-agreement-end", agreement.pk, "nonsense")).status_code == 404
    client.post(url("partner-agreement-end", agreement.pk, "terminate"), {"reason": "No money"})
    agreement.refresh_from_db()
    assert (agreement.status, agreement.end_reason) == (PartnerAgreementStatus.TERMINATED, "No money")


def test_an_agreement_comes_to_its_end(client: Client, now) -> None:
    agreement = build.effective(build.chosen())
    now.move_to(dt.datetime(2029, 1, 2, tzinfo=dt.UTC))
    client.force_login(build.officer_for(agreement.application.call))

    assert "End the agreement" in text(client, agreement.get_absolute_url())
    client.post(url("partner-agreement-close", agreement.pk))

    agreement.refresh_from_db()
    assert agreement.status == PartnerAgreementStatus.EXPIRED


@pytest.mark.parametrize("count", [1, 3])
def test_a_pool_is_read_with_the_same_queries_however_large(
    client: Client, django_assert_num_queries, count: int
) -> None:
    call = build.announced()
    for _number in range(count):
        application = build.applied(call)
        PartnerApplication.objects.filter(pk=application.pk).update(
            status="accepted", verdict="accept", reason="Good", decided_by=build.officer_for(call)
        )
    PartnerCall.objects.filter(pk=call.pk).update(status="decided", decided_at=build.AFTER)

    with django_assert_num_queries(5):
        response = client.get(call.get_absolute_url())

    assert len(response.context["pool"]) == count


def test_a_partner_stands_behind_a_proposal_on_its_page(client: Client) -> None:
    body = BodyFactory()
    application = build.chosen(body)
    build.effective(application)
    found = directions.collecting()
    proposal = directions.proposed(found)
    type(found).objects.filter(pk=found.pk).update(body=body)
    address = url("proposal-endorse", proposal.pk)
    client.force_login(UserFactory())
    assert client.get(address).status_code == 403
    client.force_login(build.head_for(application))

    assert "Stand behind the proposal" in text(client, proposal.get_absolute_url())
    client.post(address, {"organisation": str(application.organisation.pk), "text": "We counted too."})

    assert ProposalEndorsement.objects.get().organisation == application.organisation
    client.logout()
    assert "We counted too." in text(client, proposal.get_absolute_url())


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_agreement_is_a_document_in_each_language(client: Client, language: str) -> None:
    agreement = build.effective(build.chosen())
    unsigned = build.prepared(build.chosen())
    address = reverse("publishing:partner-agreement-pdf", args=[agreement.pk])
    assert address in text(client, agreement.get_absolute_url())

    with translation.override(language):
        answers = [client.get(reverse("publishing:partner-agreement-pdf", args=[agreement.pk])) for _ in range(2)]

    assert {answer["Content-Type"] for answer in answers} == {"application/pdf"}
    assert answers[0].content == answers[1].content
    words = read_pdf(answers[0].content)
    assert [part in words for part in ("Clean rivers together", agreement.number)] == [True, True]
    assert agreement.ngo_signature.name not in words
    # An agreement that is not in force yet is for its sides alone.
    hidden = reverse("publishing:partner-agreement-pdf", args=[unsigned.pk])
    assert client.get(hidden).status_code == 404
    client.force_login(build.head_for(unsigned.application))
    assert client.get(hidden).status_code == 200
