"""Changes of agreements through the API: a body's system writes one, and never decides on it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from foundation.audit.models import Event
from grants.actions import agreement_amendments as actions
from grants.choices import Side
from grants.models import Amendment
from grants.models.agreement_content import AMENDED
from registry.models import Body
from tests.builders import agreements as build
from tests.builders import api
from tests.builders.api_walk import done, read, refused
from tests.factories.registry import RegionFactory

pytestmark = pytest.mark.django_db


def systems(body: Body) -> tuple[Client, Client]:
    """Of the body, and of one of another region."""
    Body.objects.filter(pk=body.pk).update(region=RegionFactory(code="710000000"))
    body.refresh_from_db()
    return api.system_of(body), api.system_of(api.akimat("other-akimat", "100000000"))


def section(shown: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in shown["sections"] if one["name"] == name)


def test_a_system_writes_a_change_and_another_officer_decides() -> None:
    deal = build.active()
    own, foreign = systems(deal.operator)
    begin = f"agreements/{deal.agreement.number}/begin-amendment/"
    assert refused(foreign, begin) == (404, "not_found")
    made = done(own, begin)
    assert (made["side"], made["status"], made["changes"], made["missing"]) == ("body", "draft", [], [])
    assert done(own, begin)["id"] == made["id"]  # the open one
    address = f"agreement-amendments/{made['id']}"
    shown = read(own, f"{address}/")
    assert shown["allowed_actions"] == ["save-section", "propose", "withdraw"]

    rows = section(shown, "budget")["data"]["rows"]
    save = {"section": "budget", "version": 0}
    more = done(own, f"{address}/save-section/", {**save, "rows": [rows[0] | {"quantity": "400"}, rows[1]]})
    assert [(one["section"], one["field"], one["rule"]) for one in more["missing"]] == [("budget", "rows", "R33")]
    nothing = done(own, f"{address}/propose/", {"reason": "More gloves."}, status=422)
    assert [one["rule"] for one in nothing["errors"]] == ["R33"]
    moved = [rows[0] | {"own": "100000"}, rows[1] | {"unit_cost": "150000"}]
    stale = {**save, "version": 7, "rows": moved}
    assert refused(own, f"{address}/save-section/", stale) == (409, "stale")
    saved = done(own, f"{address}/save-section/", {**stale, "version": section(more, "budget")["version"]})
    assert (section(saved, "budget")["version"], section(saved, "budget")["data"]) == (2, {"rows": moved})
    term = {"section": "term", "version": 3, "values": {"months": "5"}}  # nobody has saved it yet
    assert done(own, f"{address}/save-section/", term)["missing"] == []
    assert [one["field"] for one in done(own, f"{address}/propose/", {}, status=422)["errors"]] == ["reason"]
    sent = done(own, f"{address}/propose/", {"reason": "The accountant costs more."})
    assert (sent["status"], sent["reason"], sent["missing"]) == ("submitted", "The accountant costs more.", [])
    assert (sent["changes"][0]["before"], sent["changes"][0]["after"]) == (str(deal.agreement.months), "5")
    assert refused(own, f"{address}/save-section/", save) == (409, "conflict")
    assert refused(own, f"{address}/approve/") == (403, "not_permitted")  # four eyes
    actions.approve(amendment=Amendment.objects.get(pk=made["id"]), by=deal.second)
    assert done(own, f"{address}/withdraw/")["status"] == "withdrawn"
    kept = Event.objects.filter(subject_type="grants.amendment", subject_id=str(made["id"])).order_by("pk")
    assert [one.verb.rsplit(".", 1)[1] for one in kept] == [
        "started", "section_saved", "section_saved", "section_saved", "proposed", "approved", "withdrawn",
    ]  # fmt: skip


def test_a_part_has_its_fields_and_so_many_rows() -> None:
    deal = build.active()
    own, _foreign = systems(deal.operator)
    amendment = actions.start(agreement=deal.agreement, side=Side.BODY, by=deal.officer)
    address, save = f"agreement-amendments/{amendment.pk}", {"section": "budget", "version": 0}
    shown = read(own, f"{address}/")

    wrong = done(own, f"{address}/save-section/", {**save, "values": {"gift": "1"}, "rows": [{"pen": "1"}]}, status=422)
    assert [one["field"] for one in wrong["errors"]] == ["values.gift", "rows.0.pen"]
    most = AMENDED["indicators"].rows.most
    plan = {
        "section": "indicators",
        "version": 0,
        "rows": section(shown, "indicators")["data"]["rows"][:1] * (most + 1),
    }
    wrong = done(own, f"{address}/save-section/", plan, status=422)
    assert {one["field"].rsplit(".", 1)[0] for one in wrong["errors"]} == {f"rows.{most}"}
    assert refused(own, f"{address}/save-section/", {**save, "section": "project"}) == (422, "invalid")
    assert set(amendment.sections.values_list("version", flat=True)) == {0}


def test_what_the_ngo_writes_is_read_and_decided_and_not_changed() -> None:
    deal = build.active()
    amendment = actions.start(agreement=deal.agreement, side=Side.NGO, by=deal.head)
    own, foreign = systems(deal.operator)
    address = f"agreement-amendments/{amendment.pk}"
    ngo = Client()
    ngo.force_login(deal.head)

    assert refused(own, f"agreements/{deal.agreement.number}/begin-amendment/") == (409, "conflict")
    assert read(own, f"{address}/")["allowed_actions"] == []
    save = {"section": "term", "version": 0, "values": {"months": "5"}}
    assert refused(own, f"{address}/save-section/", save) == (403, "not_permitted")
    assert refused(own, f"{address}/withdraw/") == (403, "not_permitted")
    assert refused(foreign, f"{address}/withdraw/") == (404, "not_found")
    actions.save_section(amendment=amendment, name="term", typed={"months": "5"}, version=0, by=deal.head)
    actions.propose(amendment=amendment, reason="Winter", by=deal.head)
    shown = read(own, f"{address}/")
    assert (shown["allowed_actions"], shown["missing"]) == (["approve", "return", "decline"], [])
    assert [(one["section"], one["after"]) for one in shown["changes"]] == [("Мерзімі", "5")]
    assert done(own, f"{address}/return/", {"reason": "Why?"})["status"] == "draft"
    assert [one["rule"] for one in read(ngo, f"{address}/")["missing"]] == []
    assert [one.amount for one in deal.fresh().lines.all()] == [Decimal(400_000), Decimal(100_000)]
