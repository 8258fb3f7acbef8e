"""Documents of the rooms as files: systems get the same bytes as the people of their body, others nothing."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from councils.actions import meetings, years
from foundation.api.scopes import SCOPES
from foundation.core import clock
from foundation.core.calendar import ALMATY
from tests.builders import agreements, api, contracts, councils, formation, partnership
from tests.builders import socialorder as orders

pytestmark = pytest.mark.django_db
KK = {"Accept-Language": "kk", "Accept": "application/pdf"}


def page_of(person: Any, name: str, *args: Any) -> Any:
    client = Client()
    if person is not None:
        client.force_login(person)
    with translation.override("kk"):
        return client.get(reverse(f"publishing:{name}", args=args))


def same(system: Client, address: str, page: Any) -> bool:
    answer = system.get(f"/api/v1/{address}", headers=KK)
    assert (answer.status_code, page.status_code) == (200, 200), (address, answer.content[:300])
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert answer["Content-Disposition"] == page["Content-Disposition"]
    return bool(answer.content == page.content)


def codes(address: str, area: str, *clients: Client) -> list[int]:
    """What a stranger's system, one without the scope and a visitor are told."""
    narrow = api.system_of(api.akimat("narrow"), [name for name in SCOPES if name != f"{area}:read"])
    return [one.get(f"/api/v1/{address}").status_code for one in (*clients, narrow, Client())]


def first_cells(system: Client, address: str) -> list[Any]:
    answer = system.get(f"/api/v1/{address}")
    assert answer.status_code == 200, answer.content
    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).worksheets[0]
    return [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]


def test_agreements_and_applications() -> None:
    deal = agreements.active()
    agreement, application = deal.agreement, deal.agreement.application
    own = api.system_of(application.call.operator)
    other = api.system_of(api.akimat("other"))
    place = f"grant-files/agreements/{agreement.number}/1/"
    sent = f"grant-files/applications/{application.number}/1/"

    assert same(own, place, page_of(deal.officer, "agreement-pdf", agreement.number, 1))
    assert same(own, sent, page_of(deal.officer, "application-pdf", application.number, 1))
    assert codes(place, "grants", other) == [404, 403, 401]
    assert own.get(f"/api/v1/grant-files/applications/{application.number}/0/").status_code == 404
    assert first_cells(own, "grant-files/agreements/?status=active") == [agreement.number]
    assert first_cells(own, "grant-files/agreements/?status=terminated") == []
    assert first_cells(other, "grant-files/agreements/") == []
    assert own.get("/api/v1/grant-files/agreements/?colour=red").status_code == 400
    person = Client()
    person.force_login(deal.head)
    assert person.get("/api/v1/grant-files/agreements/").status_code == 403


def test_an_agreement_on_partnership() -> None:
    agreement = partnership.effective(partnership.chosen())
    own = api.system_of(agreement.application.call.body)

    assert same(own, f"grant-files/partnership/{agreement.pk}/", page_of(None, "partner-agreement-pdf", agreement.pk))
    assert codes("grant-files/partnership/9999999/", "grants", own) == [404, 403, 401]


def test_contracts_and_protocols_of_social_orders() -> None:
    deal = contracts.in_force(bids=1)
    contract = deal.contract
    tender = contract.lot.tender
    own = api.system_of(tender.body)
    place = f"order-files/contracts/{contract.pk}/1/"

    assert same(own, place, page_of(deal.officer, "contract-pdf", contract.pk, 1))
    assert codes(place, "orders", api.system_of(api.akimat("other"))) == [404, 403, 401]
    assert first_cells(own, f"order-files/contracts/?text={contract.number}") == [contract.number]
    assert own.get("/api/v1/order-files/contracts/?colour=red").status_code == 400


def test_protocols_of_openings_and_sittings() -> None:
    world, tender = orders.announced()
    own = api.system_of(tender.body)
    place = f"order-files/tenders/{tender.slug}"
    early = own.get(f"/api/v1/{place}/opening/").status_code
    orders.sealed(world.lot(tender), orders.bid_values("1800000.00"))
    tender = orders.opened(world, tender)

    assert early == 404
    assert same(own, f"{place}/opening/", page_of(None, "opening-pdf", tender.slug))
    assert codes(f"{place}/sittings/1/", "orders", own) == [404, 403, 401]


def test_protocols_and_reports_of_councils() -> None:
    formation.with_parameters()
    built = councils.sitting(3)
    own, council = api.system_of(api.akimat("any")), built.council
    meeting = councils.opened(built, present=2)
    councils.decided(built, meeting, "ff")
    with clock.playing(dt.datetime(2026, 11, 2, 12, tzinfo=ALMATY)):
        meeting = meetings.close(meeting=meeting, by=built.secretary)
    place = f"council-files/{council.slug}/meetings/{meeting.pk}/"
    early = own.get(f"/api/v1/{place}").status_code
    with clock.playing(dt.datetime(2026, 11, 10, 12, tzinfo=ALMATY)):
        meetings.publish(meeting=meeting, by=built.secretary)
        report = years.make_report(council=council, year=2026, by=built.secretary)
        draft = own.get(f"/api/v1/council-files/{council.slug}/years/2026/").status_code
        report = years.write_report(report=report, words_kk="Жыл жақсы өтті", words_ru="Год прошёл", by=built.secretary)
        years.publish_report(report=report, by=built.secretary)

    assert (early, draft) == (404, 404)
    assert same(own, place, page_of(None, "council-protocol", council.slug, meeting.pk))
    yearly = f"council-files/{council.slug}/years/2026/"
    assert same(own, yearly, page_of(None, "council-report", council.slug, 2026))
    assert codes(yearly.replace("2026", "2025"), "councils", own) == [404, 403, 401]
