"""Grants through the API: a body's system runs its lists of directions, calls, agreements and reports."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from foundation.core.calendar import local_date
from grants.actions import agreement_amendments, direction_comments, enquiries
from grants.api.resources import RESOURCES
from grants.choices import CheckItem, EffectConclusion
from grants.models import Appeal, Application, Award, Call, Effect, Meeting, Tranche
from registry.models import Body
from tests.builders import agreements, api, decisions, directions
from tests.builders import grants as build
from tests.builders.api_walk import Eyes, done, read, refused, send, walk
from tests.factories.accounts import UserFactory
from tests.factories.registry import RegionFactory, SphereFactory
from tests.grants.api import test_cases, test_files, test_partnership
from tests.grants.api.test_commission import bytes_of

pytestmark = pytest.mark.django_db
# Walked on worlds of their own.
ELSEWHERE = (*test_partnership.NAMES, *test_cases.NAMES, *test_files.NAMES)


def _eyes(body: Body) -> Eyes:
    Body.objects.filter(pk=body.pk).update(region=RegionFactory(code="710000000"))
    body.refresh_from_db()
    other = api.akimat("other-akimat", "100000000")
    return Eyes(api.system_of(body), api.system_of(other), api.system_of(body, ["registry:read"]), Client())


def test_every_resource_is_read_refused_and_cheap() -> None:
    contest = decisions.decided(applications=4)
    body = contest.operator
    Call.objects.filter(pk=contest.call.pk).update(closes_at=timezone.now() + dt.timedelta(days=1))
    deals = [agreements.prepared(call=contest.call) for _n in range(2)]
    deals.append(agreements.active(call=contest.call))
    active = deals[-1]
    amendment = agreement_amendments.start(agreement=active.fresh(), side="body", by=active.officer)
    effect = Effect.objects.create(
        call=contest.fresh(), conclusion=EffectConclusion.values[0], reasons="It helped", written_at=timezone.now(),
        written_by=contest.officer,
    )  # fmt: skip
    calls = [contest.call, *(build.call_at(officer=contest.officer) for _n in range(2))]
    asked = [enquiries.ask(call=calls[1], text=f"Question {n}", by=UserFactory()) for n in range(3)]
    collecting = directions.collecting(body, year=2028, directions=3)
    proposed = [directions.proposed(collecting, title=f"Banks {n} of the river") for n in range(3)]
    discussed = directions.discussed(directions.collecting(body, year=2029), _in_days(60))
    said = [_comment(discussed, number) for number in range(3)]
    lists = [collecting, discussed, directions.approved(body)]
    plan = directions.planned(lists[2], 10)
    meetings = [contest.meeting, *(_meeting_like(contest.meeting, call) for call in calls[1:])]
    appealed = [_appeal(application, number) for number, application in enumerate(contest.applications[:3], 1)]
    awarded = Award.objects.filter(application__call=contest.call)
    text = active.version
    eyes = _eyes(body)

    walk([one for one in RESOURCES if one[0] not in ELSEWHERE], {
        "direction-lists": [one.pk for one in lists],
        "directions": [one.pk for one in collecting.directions.all()],
        "direction-proposals": [one.pk for one in proposed],
        "direction-comments": [one.pk for one in said],
        "grant-plans": [plan.pk],
        "calls": [one.slug for one in calls],
        "call-questions": [one.pk for one in asked],
        "applications": [one.number for one in contest.applications],
        "formal-checks": [one.checks.get().pk for one in contest.applications],
        "grant-results": [contest.call.slug],
        "commission-decisions": [contest.meeting.pk],
        "commission-meetings": [one.pk for one in meetings],
        "grant-awards": [one.pk for one in awarded],
        "reserve-lists": [contest.call.slug],
        "grant-appeals": [one.pk for one in appealed],
        "grant-appeal-log": [one.pk for one in appealed],
        "agreement-texts": [text.pk],
        "agreement-signatures": [one.pk for one in text.signatures.all()],
        "agreements": [one.agreement.number for one in deals],
        "agreement-amendments": [amendment.pk],
        "tranches": [one.pk for one in active.agreement.tranches.all()],
        "project-reports": [one.pk for one in active.agreement.reports.all()],
        "projects": [active.agreement.number],
        "effects": [effect.pk],
    }, eyes)  # fmt: skip

    assert read(eyes.foreign, "applications/")["results"] == []
    assert eyes.foreign.get(f"/api/v1/agreements/{active.agreement.number}/").status_code == 404
    assert read(eyes.visitor, "effects/")["results"] == []  # nobody has approved it yet
    assert read(eyes.visitor, "call-questions/")["results"] == []
    assert [one["number"] for one in read(eyes.visitor, "projects/")["results"]] == [active.agreement.number]
    ranking = read(eyes.visitor, f"grant-results/{contest.call.slug}/")["ranking"]
    assert {one["number"] for one in ranking} >= {one.number for one in contest.applications}
    drafts = read(eyes.own, "applications/?limit=200")["results"]
    assert "draft" not in {one["status"] for one in drafts}


def _in_days(days: int) -> dt.date:
    return local_date(timezone.now()) + dt.timedelta(days=days)


def _comment(found: Any, number: int) -> Any:
    listed = found.directions.get()
    return direction_comments.make(listed=listed, organisation=None, text=f"Comment {number}", by=UserFactory())


def _meeting_like(meeting: Meeting, call: Call) -> Meeting:
    return Meeting.objects.create(
        call=call, run=meeting.run, protocol_number="2", held_at=meeting.held_at, prepared_by=meeting.prepared_by
    )


def _appeal(application: Application, number: int) -> Appeal:
    now = timezone.now()
    return Appeal.objects.create(
        application=application, number=number, subject="outcome", ground="facts", text="The team is on page 3.",
        submitted_at=now, submitted_by=application.created_by, due_at=now,
    )  # fmt: skip


def test_a_system_begins_a_call_announces_and_amends_it() -> None:
    draft = build.call_at("draft")
    body, rubric, sphere = draft.operator, draft.rubric, SphereFactory()
    eyes = _eyes(body)
    sent = _call_sent(body, rubric.pk, sphere.pk)

    wrong = done(eyes.own, "calls/", {**sent, "slug": draft.slug, "amount_max": "1"}, status=422)
    assert {one["field"] for one in wrong["errors"]} >= {"slug"}
    call = done(eyes.own, "calls/", sent, status=201)
    assert (call["status"], call["budget"], call["operator"]) == ("draft", "3500000.00", body.code)
    assert eyes.visitor.get("/api/v1/calls/by-system/").status_code == 404
    assert refused(eyes.foreign, "calls/", {**sent, "slug": "other"})[0] == 422
    changed = done(eyes.own, "calls/by-system/", {"budget": "4000000.00"}, "patch")
    assert (changed["budget"], changed["title_ru"]) == ("4000000.00", "Малые гранты")
    assert done(eyes.own, "calls/by-system/announce/")["status"] == "announced"
    later = {"closes_at": (timezone.now() + dt.timedelta(days=90)).isoformat(), "reason": "More time"}
    assert done(eyes.own, "calls/by-system/amend/", later)["number"] == 2
    assert refused(eyes.own, "calls/by-system/start-check/") == (422, "invalid")
    assert "amend" in read(eyes.own, "calls/by-system/")["allowed_actions"]
    assert done(eyes.own, "calls/by-system/cancel/", {"reason": "No money"})["cancel_reason"] == "No money"


def test_a_system_checks_what_was_sent_and_a_second_officer_confirms() -> None:
    contest = decisions.checking()
    eyes = _eyes(contest.operator)
    first, second = contest.applications[0], contest.applications[1]
    answers = {item.value: "yes" for item in CheckItem} | {"version": 1}

    assert read(eyes.own, f"applications/{first.number}/")["allowed_actions"] == ["check", "write-message"]
    check = done(eyes.own, f"applications/{first.number}/check/", {**answers, "conclusion": "admit"})
    assert (check["stage"], check["conclusion"], len(check["items"])) == ("proposed", "admit", len(CheckItem))
    wrong = done(eyes.own, f"applications/{second.number}/check/", {**answers, "conclusion": "refuse"}, status=422)
    assert {one["field"] for one in wrong["errors"]} == {"conclusion", "reason"}
    alone = send(eyes.own, f"formal-checks/{check['id']}/confirm/")
    assert (alone.status_code, alone.json()["code"]) == (403, "not_permitted")  # four eyes
    person = Client()
    person.force_login(contest.second)
    assert done(person, f"formal-checks/{check['id']}/confirm/")["stage"] == "confirmed"
    assert Application.objects.get(pk=first.pk).status == "admitted"


def test_a_system_pays_tranches_and_accepts_reports() -> None:
    deal = agreements.active()
    eyes = _eyes(deal.operator)
    tranche = deal.tranche(1)
    payment = {"reference": "PP-1", "day": _in_days(0).isoformat(), "amount": str(tranche.amount)}

    early = done(eyes.own, f"tranches/{tranche.pk}/record-payment/", payment, status=422)
    assert [one["field"] for one in early["errors"]] == ["tranche"]
    assert done(eyes.own, f"tranches/{tranche.pk}/order-payment/")["allowed_actions"] == ["revoke", "record-payment"]
    paid = done(eyes.own, f"tranches/{tranche.pk}/record-payment/", payment)
    assert (paid["status"], paid["payments"][0]["amount"]) == ("paid", str(tranche.amount))
    assert refused(eyes.own, f"tranches/{deal.tranche(2).pk}/order-payment/")[0] == 409  # waits for a report (R44)
    version = agreements.sent(deal, 1, Decimal(1000))
    report = deal.report(1)
    back = {"version": version.number, "remarks": "Which banks?", "correct_until": _in_days(9).isoformat()}
    nowhere = {**back, "at_fields": [{"section": "narrative", "control": "nothing", "text": "?"}]}
    assert refused(eyes.own, f"project-reports/{report.pk}/return/", nowhere) == (422, "invalid")
    assert done(eyes.own, f"project-reports/{report.pk}/return/", back)["status"] == "returned"
    version = agreements.sent(deal, 1)
    shown = read(eyes.own, f"project-reports/{report.pk}/")
    assert (shown["allowed_actions"], len(shown["expenses"])) == (["accept", "return"], 1)
    paper = shown["expenses"][0]["document"]
    assert (bytes_of(eyes.own, paper), bytes_of(eyes.foreign, paper)[0]) == ((200, b"%PDF-"), 404)
    verdicts = [{"expense": shown["expenses"][0]["id"], "accepted": "400.00", "refusal": "No paper"}]
    sent = {"version": version.number, "remarks": "In part", "verdicts": verdicts}
    assert done(eyes.own, f"project-reports/{report.pk}/accept/", sent)["accepted"] == "400.00"
    assert Tranche.objects.get(pk=tranche.pk).status == "paid"
    assert (
        done(eyes.own, f"agreements/{deal.agreement.number}/terminate/", {"reason": "Gone"})["status"] == "terminated"
    )


def test_a_system_runs_a_list_of_directions() -> None:
    directions.with_parameters()
    body = build.call_at("draft").operator
    eyes = _eyes(body)
    year = timezone.now().year + 1
    begun = {"body": body.code, "year": year, "proposals_until": _in_days(20).isoformat()}
    found = done(eyes.own, "direction-lists/", begun, status=201)
    words = {
        "title_kk": "Өзен",
        "title_ru": "Реки",
        "goal_kk": "Таза",
        "goal_ru": "Чисто",
        "sphere": SphereFactory().pk,
    }
    listed = done(eyes.own, f"direction-lists/{found['id']}/add-direction/", words)
    assert done(eyes.own, f"directions/{listed['id']}/", {"title_ru": "Чистые реки"}, "patch")["goal_ru"] == "Чисто"
    proposal = directions.proposed(directions.DirectionList.objects.get(pk=found["id"]))
    address = f"direction-proposals/{proposal.pk}"
    assert refused(eyes.own, f"{address}/take/", {"into": 10**6}) == (422, "invalid")
    assert done(eyes.own, f"{address}/take/", {"into": listed["id"]})["taken_into"] == listed["id"]
    assert refused(eyes.own, f"{address}/decline/", {"answer": "No"}) == (409, "conflict")
    last = {"last_day": _in_days(60).isoformat()}
    assert done(eyes.own, f"direction-lists/{found['id']}/discuss/", last)["status"] == "discussing"
    assert refused(eyes.own, f"directions/{listed['id']}/", {"title_ru": "Иначе"}, "patch") == (409, "conflict")
    assert done(eyes.own, f"direction-lists/{found['id']}/cancel/", {"reason": "Anew"})["status"] == "cancelled"
    assert Call.objects.filter(operator=body).count() == 1


def _call_sent(body: Body, rubric: int, sphere: int) -> dict[str, Any]:
    now = timezone.now()
    return {
        "operator": body.code, "slug": "by-system", "number_prefix": "SYS", "kind": "small", "title_kk": "Шағын гранттар",
        "title_ru": "Малые гранты", "title_en": "Small grants", "languages": ["kk", "ru"], "spheres": [str(sphere)],
        "opens_at": (now + dt.timedelta(minutes=1)).isoformat(), "closes_at": (now + dt.timedelta(days=40)).isoformat(),
        "budget": "3500000.00", "amount_min": "0", "amount_max": "500000.00", "months_min": 1, "months_max": 6,
        "rules": ["R11"], "rubric": rubric, "main_seats": 3, "reserve_seats": 3, "window_reason": "Usual",
    }  # fmt: skip
