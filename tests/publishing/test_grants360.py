"""Grants and premiums as the 360Giving Data Standard has them."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from grants.models import Section
from registry.actions import funding
from registry.choices import FundingKind, KatoLevel
from registry.models import DevelopmentGoal, Funding, KatoUnit
from tests.builders import agreements
from tests.factories.registry import OrganisationFactory, RegionFactory
from tests.publishing import schemas

pytestmark = pytest.mark.django_db


def read(**query: str) -> dict[str, Any]:
    answer = Client().get("/data/360giving/grants.json", query)
    found: dict[str, Any] = json.loads(b"".join(answer.streaming_content))
    return found


def placed(deal: agreements.Deal) -> agreements.Deal:
    """Its project serves two goals and works in a district besides its region."""
    DevelopmentGoal.objects.get_or_create(
        number=4, defaults={"name_kk": "Сапалы білім", "name_ru": "Качественное образование", "name_en": "Education"}
    )
    RegionFactory(code="190000000", name_kk="Алматы облысы", name_ru="Алматинская область", name_en="Almaty region")
    region = KatoUnit.objects.get_or_create(
        code="190000000",
        defaults={"level": KatoLevel.REGION, "name_kk": "Алматы облысы", "name_ru": "Алматинская область"},
    )[0]
    KatoUnit.objects.get_or_create(
        code="195200000",
        defaults={
            "level": KatoLevel.DISTRICT,
            "parent": region,
            "name_kk": "Талғар ауданы",
            "name_ru": "Талгарский район",
        },
    )
    section = Section.objects.get(application=deal.agreement.application, name="project")
    section.data |= {
        "sdgs": "4,99",
        "rows": [{"kato": "195200000", "towns": "ИИН 900101300123"}, {"kato": "", "towns": ""}],
    }
    section.save()
    return deal


def past(**given: Any) -> None:
    values = {
        "organisation_name": "ОФ «Молодая гвардия»",
        "bin": "",
        "programme": "ЦУР 2022",
        "amount": Decimal(500_000),
    }
    values |= {"decided_on": dt.date(2022, 7, 1), "source": "https://cisc.kz/protocol"}
    from grants.models import AwardImport, PastAward  # noqa: PLC0415
    from tests.factories.accounts import UserFactory  # noqa: PLC0415

    batch = AwardImport.objects.create(
        digest=f"{AwardImport.objects.count():064x}", file_name="a.csv", row_count=1,
        imported_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), imported_by=UserFactory(),
    )  # fmt: skip
    PastAward.objects.create(batch=batch, **values | given)


@schemas.needs["360giving"]
def test_official_schema_takes_every_grant() -> None:
    placed(agreements.paid())
    past()
    past(bin="450140300004", organisation_name="b")
    for code in ("kk", "ru", "en"):
        assert schemas.faults_of_360giving(read(language=code)) == []


def test_a_grant_says_what_the_portal_knows_of_it() -> None:
    deal = placed(agreements.paid())
    data = read(language="ru")
    [grant] = data["grants"]
    agreement, ngo = deal.agreement, deal.agreement.application.organisation
    call = agreement.application.call
    assert (data["version"], data["license"]) == ("1.4", "https://creativecommons.org/licenses/by/4.0/")
    assert {
        key: grant[key] for key in ("id", "title", "currency", "amountAwarded", "amountDisbursed", "fromOpenCall")
    } == {
        "id": f"360G-civilportal-{agreement.application.number}",
        "title": "Clean banks of the Ishim",
        "currency": "KZT",
        "amountAwarded": 500_000,
        "amountDisbursed": 350_000,
        "fromOpenCall": "Yes",
    }
    assert grant["description"] == f"Clean banks of the Ishim. {call.title_ru}. Clean banks: 12 km"
    assert grant["plannedDates"] == [
        {"startDate": agreement.starts_on.isoformat(), "endDate": agreement.ends_on.isoformat(), "duration": 3}
    ]
    assert (grant["recipientOrganization"][0]["id"], grant["recipientOrganization"][0]["name"]) == (
        f"KZ-BIN-{ngo.bin}",
        ngo.name_ru,
    )
    assert [(one.get("name"), one["geoCode"], one["geoCodeType"]) for one in grant["beneficiaryLocation"]] == [
        ("г. Астана", "710000000", "KATO"),
        ("Талгарский район", "195200000", "KATO"),
    ]
    assert grant["locationScope"] == "GLS040"
    assert grant["grantProgramme"] == [
        {
            "code": call.slug,
            "title": call.title_ru,
            "description": call.summary_en,  # there is no Russian one
            "url": f"http://localhost:8000/ru/grants/calls/{call.slug}/",
        }
    ]
    assert [(one["vocabulary"], one["code"]) for one in grant["classifications"]] == [
        ("KZ-SO-SPHERE", "3"),
        ("UN-SDG", "4"),
    ]
    [payment] = grant["disbursementTransaction"]
    assert (payment["value"], payment["recipient"]) == (350_000, f"KZ-BIN-{ngo.bin}")
    assert '"amountAwarded":500000.00,' in Client().get("/data/360giving/grants.json").getvalue().decode()
    text = json.dumps(data, ensure_ascii=False)
    for secret in ("900101300123", "Pupils of three schools", deal.head.email, deal.officer.email):
        assert secret not in text


def test_awards_of_former_years_and_those_that_count_no_more() -> None:
    deal = agreements.active()
    ngo = OrganisationFactory()
    shared = {
        "title": "Old grant",
        "amount": Decimal("100.50"),
        "decided_on": dt.date(2020, 5, 1),
        "source": "https://x.kz",
    }
    for kind, reference in ((FundingKind.PREMIUM, "p1"), (FundingKind.ORDER, "o1"), (FundingKind.GRANT, "gone")):
        funding.enter(organisation=ngo, kind=kind, reference=reference, values=shared, by=deal.officer)
    funding.annul(kind=FundingKind.GRANT, reference="gone", reason="Not taken up", by=deal.officer)
    past()
    found = {one["id"].removeprefix("360G-civilportal-"): one for one in read()["grants"]}
    number, premium, old = deal.agreement.application.number, *list(found)[1:]
    assert list(found) == [number, "p1", old]
    assert (found[premium]["fundingType"][0]["code"], found[premium]["amountAwarded"]) == ("premium", 100.5)
    assert "fromOpenCall" not in found[premium]
    assert found[premium]["fundingOrganization"][0]["name"] == "https://x.kz"
    assert (found[old]["recipientOrganization"][0]["name"], found[old]["awardDate"]) == (
        "ОФ «Молодая гвардия»",
        "2022-07-01",
    )
    assert found[old]["recipientOrganization"][0]["id"].startswith("name-")
    given_on = Funding.objects.get(reference="p1")
    given_on.out_of = Funding.objects.exclude(pk=given_on.pk).filter(reference__contains=number).get()
    given_on.save()
    assert read()["grants"][1]["relatedActivity"] == [f"360G-civilportal-{number}"]


def test_an_unknown_language_is_told_and_no_grants_are_an_empty_list() -> None:
    assert read()["grants"] == []
    answer = Client().get("/data/360giving/grants.json?language=de")
    assert (answer.status_code, answer.json()["error"]) == (400, "language: one of kk, ru, en")
    assert b"".join(Client().head("/data/360giving/grants.json")) == b""


def test_queries_do_not_grow_with_grants(django_assert_num_queries) -> None:
    deal = agreements.paid()
    with django_assert_num_queries(12):
        assert len(read()["grants"]) == 1
    for _n in range(2):
        agreements.paid(call=deal.agreement.application.call)
    with django_assert_num_queries(12):
        assert len(read()["grants"]) == 3
