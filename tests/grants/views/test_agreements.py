"""Pages of agreements, money and reports: who sees what, what is refused, how many queries a list costs."""

from __future__ import annotations

import re
from decimal import Decimal
from http import HTTPStatus
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from foundation.core.calendar import local_date
from grants.actions import agreement_amendments as amendments
from grants.actions import reports
from grants.choices import AgreementStatus, ReportStatus, Side
from grants.models import Agreement, Amendment, Payment
from tests.builders import agreements as build
from tests.builders import files, signing
from tests.builders.grants import person_of
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def page(client: Client, name: str, *args: Any, **data: Any) -> str:
    response = client.get(reverse(name, args=args), data)
    assert response.status_code == HTTPStatus.OK, response.status_code
    return response.content.decode()


def test_an_award_becomes_a_signed_agreement_page_by_page(client: Client) -> None:
    application = build.funded()
    officer = build.grants.officer_for(application.call)
    client.force_login(officer)
    assert application.number in page(client, "grants:agreement-list")
    client.post(reverse("grants:agreement-start", args=[application.number]))
    agreement = Agreement.objects.get()
    number = agreement.number
    form = page(client, "grants:agreement-prepare", number)
    assert "it is not taken from a law" in form
    posted = dict(re.findall(r'name="([\w-]+)"[^>]*?value="([^"]*)"', form))
    posted |= {"gates_tranches": "on"}
    posted.pop("row-action", None)
    filled = client.post(reverse("grants:agreement-prepare", args=[number]), posted | {"fill": "1", "months": "3"})
    assert filled.status_code == HTTPStatus.OK
    posted.pop("fill", None)
    wrong = client.post(reverse("grants:agreement-prepare", args=[number]), posted | {"tranches-0-amount": "1"})
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "but the grant is 500,000" in wrong.content.decode()
    saved = client.post(reverse("grants:agreement-prepare", args=[number]), posted)
    assert saved.status_code == HTTPStatus.FOUND
    client.post(reverse("grants:agreement-step", args=[number, "propose"]))
    refused = client.post(reverse("grants:agreement-step", args=[number, "approve"]))
    assert refused.status_code == HTTPStatus.FORBIDDEN
    assert "another officer approves" in refused.content.decode()

    _approve_and_sign(client, agreement, officer)


def _approve_and_sign(client: Client, agreement: Agreement, officer: Any) -> None:
    application, number = agreement.application, agreement.number
    second = build.MembershipFactory(organisation=None, body=application.call.operator, role="officer").user
    client.force_login(second)
    page(client, "grants:agreement-step", number, "approve")
    client.post(reverse("grants:agreement-step", args=[number, "approve"]))
    agreement.refresh_from_db()
    assert agreement.status == AgreementStatus.SIGNING
    deal = build.Deal(agreement, officer, second, build.grants.head_of(application.organisation))
    deal.fresh()
    _sign_on_the_page(client, deal, Side.NGO, deal.head)
    _sign_on_the_page(client, deal, Side.BODY, officer)

    assert deal.fresh().status == AgreementStatus.ACTIVE
    detail = page(client, "grants:agreement-detail", number)
    version = deal.version
    assert version.digest in detail
    kept = version.signatures.get(side=Side.NGO)
    for what in ("signature", "document"):
        assert client.get(reverse("grants:signature-file", args=[number, kept.pk, what])).content
    document = client.get(reverse("grants:agreement-document", args=[number, 1]))
    assert document["Content-Type"] == "application/json"
    with translation.override("kk"):
        pdf = client.get(reverse("publishing:agreement-pdf", args=[number, 1]))
    assert pdf.content.startswith(b"%PDF-")
    client.logout()
    card = page(client, "grants:project-detail", number)
    assert "500,000" in card
    assert str(deal.head) not in card
    assert "Aigerim Invented" not in card


def _sign_on_the_page(client: Client, deal: build.Deal, side: str, by: Any) -> None:
    client.force_login(by)
    address = reverse("grants:agreement-sign", args=[deal.agreement.number, 1, side])
    shown = client.get(address)
    request = shown.context["signing"]
    signature = signing.signed(request.content, bin_=request.bin or signing.BIN)
    stranger = signing.signed(request.content, bin_="450140000999")
    if request.bin:
        wrong = client.post(address, {"request": request.pk, "signature": files.upload(stranger, "s.p7s")})
        assert "The certificate belongs to another organisation" in wrong.content.decode()
    done = client.post(address, {"request": request.pk, "signature": files.upload(signature, "s.p7s")})
    assert done.status_code == HTTPStatus.FOUND


def test_money_and_reports_page_by_page(client: Client) -> None:
    deal = build.active()
    number = deal.agreement.number
    client.force_login(deal.officer)
    client.post(reverse("grants:tranche-order", args=[number, 1]))
    told = client.post(reverse("grants:tranche-order", args=[number, 2]), follow=True).content.decode()
    assert "Tranche 1 is not paid yet. Tranche 2 waits until report 1 is accepted." in told
    day = local_date(timezone.now())
    entered = {"reference": "PP-1", "day_0": day.day, "day_1": day.month, "day_2": day.year}
    above = client.post(reverse("grants:tranche-pay", args=[number, 1]), entered | {"amount": "350 000,01"})
    assert above.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Only 350,000" in above.content.decode()
    client.post(reverse("grants:tranche-pay", args=[number, 1]), entered | {"amount": "350 000"})
    assert Payment.objects.get().amount == Decimal(350_000)

    _write_the_report(client, deal)
    _return_the_report(client, deal)
    _accept_in_part(client, deal)


def _write_the_report(client: Client, deal: build.Deal) -> None:
    client.force_login(deal.head)
    place = [deal.agreement.number, 1]
    start = deal.report(1).starts_on
    expense = {
        "line": deal.agreement.lines.get(number=1).pk,
        "spent_on_0": start.day,
        "spent_on_1": start.month,
        "spent_on_2": start.year,
        "supplier": "Invented supplier",
        "purpose": "Gloves",
        "amount": "120 000",
        "file": files.upload(files.pdf(), "bill.pdf"),
    }
    client.post(reverse("grants:report-expenses", args=place), expense)
    assert "Invented supplier" in page(client, "grants:report-expenses", *place)
    fake = expense | {"file": files.upload(files.program(), "bill.pdf")}
    assert client.post(reverse("grants:report-expenses", args=place), fake).status_code == HTTPStatus.OK
    photo = {"title": "Children", "has_people": "on", "file": files.upload(files.png(), "a.png")}
    refused = client.post(reverse("grants:report-photos", args=place), photo)
    assert "say that they have agreed" in refused.content.decode()
    photo |= {"has_consent": "on", "file": files.upload(files.png(), "a.png")}
    client.post(reverse("grants:report-photos", args=place), photo)
    empty = client.post(reverse("grants:report-submit", args=place))
    assert empty.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    for name, typed in build.typed_report(deal).items():
        page(client, "grants:report-section", *place, name)
        section = reverse("grants:report-autosave", args=[*place, name])
        assert client.post(section, typed | {"version": "0"}, headers={"X-Autosave": "1"}).json()["version"] == 1
        stale = client.post(reverse("grants:report-section", args=[*place, name]), {"version": "0", "done": "Other"})
        assert stale.status_code == HTTPStatus.CONFLICT
    page(client, "grants:report-detail", *place)
    sent = client.post(reverse("grants:report-submit", args=place))
    assert sent.status_code == HTTPStatus.FOUND
    report = deal.report(1)
    assert (report.status, report.spent, report.beneficiaries) == (ReportStatus.SUBMITTED, Decimal(120_000), 310)


def _return_the_report(client: Client, deal: build.Deal) -> None:
    place, day = [deal.agreement.number, 1], local_date(timezone.now())
    client.force_login(deal.officer)
    check = page(client, "grants:report-check", *place)
    assert "The banks were cleaned." in check
    address = reverse("grants:report-check", args=place)
    returned = client.post(address, {"version": "1", "decision": "return", "at-narrative-done": "Name the places."})
    assert "Enter until when it is to be corrected." in returned.content.decode()
    until = {"correct_until_0": day.day, "correct_until_1": day.month, "correct_until_2": day.year}
    client.post(address, {"version": "1", "decision": "return", "at-narrative-done": "Name the places.", **until})

    client.force_login(deal.head)
    assert "Name the places." in page(client, "grants:report-section", *place, "narrative")
    client.post(
        reverse("grants:report-section", args=[*place, "narrative"]),
        {"done": "The left bank was cleaned.", "results": "Clean.", "version": "1"},
    )
    client.post(reverse("grants:report-submit", args=place))
    changed = page(client, "grants:report-version", *place, 2)
    assert "<ins>left" in changed


def _accept_in_part(client: Client, deal: build.Deal) -> None:
    place, report = [deal.agreement.number, 1], deal.report(1)
    address = reverse("grants:report-check", args=place)
    client.force_login(deal.officer)
    pk = report.expenses.get().pk
    answer = {"version": "2", "decision": "accept", f"accepted_{pk}": "100 000", f"refusal_{pk}": ""}
    assert "Say why the expense is not accepted" in client.post(address, answer).content.decode()
    answer |= {f"refusal_{pk}": "The bill is for another month.", "remarks": "One bill is in part for another month."}
    assert client.post(address, answer).status_code == HTTPStatus.FOUND
    report.refresh_from_db()
    assert (report.status, report.accepted) == (ReportStatus.PARTLY, Decimal(100_000))
    detail = page(client, "grants:agreement-detail", deal.agreement.number)
    assert "250,000" in detail  # the advance that is left


def test_a_change_page_by_page(client: Client) -> None:
    deal = build.active()
    number = deal.agreement.number
    client.force_login(deal.head)
    client.post(reverse("grants:amendment-start", args=[number, "ngo"]))
    place = [number, Amendment.objects.get().number]
    page(client, "grants:amendment-section", *place, "budget")
    client.post(reverse("grants:amendment-section", args=[*place, "term"]), {"months": "4", "version": "0"})
    faulty = client.post(reverse("grants:amendment-detail", args=place), {"reason": ""})
    assert "Give the reason." in faulty.content.decode()
    client.post(reverse("grants:amendment-detail", args=place), {"reason": "The winter came early."})
    client.force_login(deal.officer)
    assert "The winter came early." in page(client, "grants:amendment-detail", *place)
    client.post(reverse("grants:amendment-detail", args=place), {"decision": "approve"})
    build.sign(deal)
    assert "Term in months" in page(client, "grants:agreement-changes", number, 2)
    assert Amendment.objects.get().status == "effective"


def test_strangers_find_nothing_and_viewers_change_nothing(client: Client) -> None:
    deal = build.active()
    number = deal.agreement.number
    client.force_login(UserFactory())
    for name, args in (
        ("grants:agreement-detail", [number]),
        ("grants:report-detail", [number, 1]),
        ("publishing:agreement-pdf", [number, 1]),
        ("grants:agreement-document", [number, 1]),
    ):
        assert client.get(reverse(name, args=args)).status_code == HTTPStatus.NOT_FOUND
    client.force_login(person_of(deal.agreement.application.organisation, "ngo_viewer"))
    page(client, "grants:agreement-detail", number)
    assert (
        client.get(reverse("grants:report-section", args=[number, 1, "narrative"])).status_code == HTTPStatus.FORBIDDEN
    )
    assert client.post(reverse("grants:amendment-start", args=[number, "ngo"])).status_code == HTTPStatus.FORBIDDEN
    client.force_login(deal.head)
    assert client.get(reverse("grants:agreement-list")).status_code == HTTPStatus.FORBIDDEN
    assert client.get(reverse("grants:agreement-sign", args=[number, 1, "body"])).status_code == HTTPStatus.FORBIDDEN
    assert number in page(client, "grants:agreement-own")


def test_lists_cost_the_same_with_one_and_three_rows(client: Client, django_assert_num_queries) -> None:
    deal = build.active()
    client.force_login(deal.officer)
    page(client, "grants:agreement-list")
    with django_assert_num_queries(8):
        page(client, "grants:agreement-list", text="Clean", sphere="3")
    with django_assert_num_queries(16):
        page(client, "grants:agreement-detail", deal.agreement.number)
    for _more in range(2):
        build.active(call=deal.agreement.application.call)
    with django_assert_num_queries(8):
        assert page(client, "grants:agreement-list", text="Clean", sphere="3").count('<th scope="row">') == 3
    book = client.get(reverse("publishing:agreements-file"), {"status": "active"})
    assert b"".join(book.streaming_content).startswith(b"PK")
    client.logout()
    assert page(client, "grants:project-list").count('<th scope="row">') == 3


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_pages_speak_three_languages(client: Client, language: str) -> None:
    deal = build.paid()
    build.sent(deal, 1, Decimal(100_000))
    adjustment = amendments.start(agreement=deal.agreement, side=Side.NGO, by=deal.head)
    with translation.override(language):
        client.force_login(deal.officer)
        for name, args in (
            ("grants:agreement-list", []),
            ("grants:agreement-detail", [deal.agreement.number]),
            ("grants:agreement-step", [deal.agreement.number, "terminate"]),
            ("grants:report-check", [deal.agreement.number, 1]),
            ("grants:report-version", [deal.agreement.number, 1, 1]),
            ("grants:payment-upload", []),
            ("grants:refund-create", [deal.agreement.number]),
            ("grants:project-detail", [deal.agreement.number]),
        ):
            assert page(client, name, *args).count("<h1") == 1
        client.force_login(deal.head)
        for name, args in (
            ("grants:amendment-detail", [deal.agreement.number, adjustment.number]),
            ("grants:report-detail", [deal.agreement.number, 2]),
            ("grants:report-photos", [deal.agreement.number, 2]),
        ):
            assert page(client, name, *args).count("<h1") == 1
    assert reports.PURPOSE == "grants.report"
