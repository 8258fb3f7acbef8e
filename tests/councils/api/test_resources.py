"""Councils through the API: the secretariat and the bodies that answer, from their own systems."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from councils.actions import appeals, commissions, head_reports, proposals, years
from councils.actions.acts import remarks
from councils.actions.formation import competitions
from councils.actions.years import NewPoint
from councils.api.resources import RESOURCES
from councils.choices import BallotKind
from councils.models import Candidate, DraftAct, Formation, Recommendation
from foundation.core import clock
from foundation.core.calendar import local_date
from registry.models import Body
from tests.builders import api, council_work, formation
from tests.builders import councils as build
from tests.builders.api_walk import Eyes, done, read, refused, walk
from tests.factories.accounts import UserFactory
from tests.factories.registry import RegionFactory

pytestmark = pytest.mark.django_db


def _sitting() -> tuple[Any, Eyes]:
    built = build.sitting()
    Body.objects.filter(pk=built.body.pk).update(region=RegionFactory(code="710000000"))
    built.body.refresh_from_db()
    other = api.akimat("other-akimat", "100000000")
    unscoped = api.system_of(built.body, ["registry:read"])
    return built, Eyes(api.system_of(built.body), api.system_of(other), unscoped, Client())


def test_every_resource_is_read_refused_and_cheap() -> None:
    built, eyes = _sitting()
    council, by = built.council, built.secretary
    others = [build.entered(slug=f"other-{n}") for n in range(2)]
    meeting = build.opened(built, 5)
    motions = [build.decided(built, meeting, "ffaa-"), build.decided(built, meeting, "fffff", BallotKind.SECRET)]
    motions.append(build.voting(built, meeting))
    sittings = [meeting, build.planned(built), build.planned(built)]
    acts = [council_work.decided(built), council_work.sent(built), council_work.sent(built)]
    for number in (1, 2):
        remarks.add_point(act=acts[1], article=None, text=f"Point {number}", by=by)
    said = remarks.comment(act=acts[2], article=None, text="From a member", by=built.users[1])
    checks = [council_work.planned_control(built), council_work.announced_control(built)]
    checks.append(council_work.ended_control(built))
    heard = [council_work.announced_report(built) for _n in range(3)]
    asked = [head_reports.ask(report=heard[0], text=f"Question {n}", by=UserFactory()) for n in range(3)]
    wrote = [_appeal(council, f"Appeal {n}") for n in range(3)]
    proposed = [_proposed(council, f"Point {n}") for n in range(3)]
    formed = [_commission(built, n) for n in range(3)]
    this_year = local_date(clock.now()).year
    planned = [_plan(built, this_year + n) for n in range(2)]
    counted = [years.make_report(council=council, year=this_year - n, by=by) for n in range(3)]
    sent = [build.sent(built) for _n in range(3)]
    contests, standing = _contests(built)

    walk(RESOURCES, {
        "councils": [council.slug, *(one.council.slug for one in others)],
        "council-terms": [built.term.pk],
        "council-seats": [one.pk for one in built.seats],
        "council-commissions": [one.pk for one in formed],
        "council-competitions": [one.pk for one in contests],
        "council-candidates": [one.pk for one in standing],
        "council-meetings": [one.pk for one in sittings],
        "agenda-items": [build.point(one).pk for one in sittings],
        "motions": [one.pk for one in motions],
        "recommendations": [one.pk for one in sent],
        "draft-acts": [one.pk for one in acts],
        "act-remarks": [said.pk, *(one.pk for one in acts[1].remarks.all())],
        "controls": [one.pk for one in checks],
        "control-participants": [one.participants.get().pk for one in checks],
        "head-reports": [one.pk for one in heard],
        "head-questions": [one.pk for one in asked],
        "appeals": [one.pk for one in wrote],
        "agenda-proposals": [one.pk for one in proposed],
        "money-named": ["?words=nothing"],
        "council-plans": [one.pk for one in planned],
        "council-year-reports": [one.pk for one in counted],
    }, eyes)  # fmt: skip

    by_name = read(eyes.visitor, f"motions/{motions[0].pk}/")
    assert [one["choice"] for one in by_name["votes"]] == ["for", "for", "against", "against", "abstain"]
    secret = read(eyes.own, f"motions/{motions[1].pk}/")
    assert (secret["votes"], secret["numbers"]["in_favour"]) == ([], 5)
    running = read(eyes.own, f"motions/{motions[2].pk}/")
    assert (running["votes"], running["numbers"]) == ([], {})
    assert [one["id"] for one in read(eyes.visitor, "council-meetings/")["results"]] == [meeting.pk]
    assert read(eyes.visitor, f"controls/{checks[2].pk}/")["questions"] == []
    assert eyes.foreign.get(f"/api/v1/appeals/{wrote[0].pk}/").status_code == 404
    assert read(eyes.visitor, "head-questions/")["results"] == []
    assert read(eyes.visitor, "agenda-proposals/")["results"] == []


def _contests(built: Any) -> tuple[list[Formation], list[Candidate]]:
    """Two competitions that were cancelled, and one with three candidates."""
    values, by = {"kind": "renewal", "places": 3, "state_places": 1}, built.secretary
    begun = []
    with clock.playing(formation.START):
        for number in range(3):
            begun.append(competitions.start(council=built.council, values=values, by=by))
            if number < 2:
                competitions.cancel(formation=begun[-1], reason="The terms were wrong", by=by)
    one = formation.announced(formation.Competition(built, begun[-1]))
    return begun, [formation.citizen(one) for _n in range(3)]


def _appeal(council: Any, topic: str) -> Any:
    council_work.with_terms()
    return appeals.send(council=council, topic=topic, text="The yard is dark", may_publish=True, by=UserFactory())


def _proposed(council: Any, title: str) -> Any:
    return proposals.propose(council=council, title=title, text="It matters", side="citizen", by=UserFactory())


def _commission(built: Any, number: int) -> Any:
    names = {f"name_{code}": f"Commission {number}" for code in ("kk", "ru", "en")}
    seats = built.seats
    return commissions.form(council=built.council, names=names, chair=seats[0], members=seats[:2], by=built.secretary)


def _plan(built: Any, year: int) -> Any:
    points = [NewPoint(month=3, title="Rivers", responsible="")]
    return years.write_plan(council=built.council, year=year, points=points, by=built.secretary)


def test_an_akimat_replies_to_recommendations_from_its_system() -> None:
    built, eyes = _sitting()
    asked = Body.objects.get(code="other-akimat")
    address = f"councils/{built.council.slug}/write-recommendation/"
    one = done(eyes.own, address, {"addressee": asked.code, "text": "Test the water"})
    assert refused(eyes.foreign, f"recommendations/{one['id']}/reply/") == (404, "not_found")  # still a draft
    assert done(eyes.own, f"recommendations/{one['id']}/send/")["status"] == "sent"
    address = f"recommendations/{one['id']}"

    assert read(eyes.foreign, f"{address}/")["allowed_actions"] == ["reply"]
    assert read(eyes.own, f"{address}/")["allowed_actions"] == ["join", "part"]
    assert refused(eyes.own, f"{address}/reply/", {"kind": "accepted", "text": "Yes"}) == (403, "not_permitted")
    until = (local_date(clock.now()) + dt.timedelta(days=30)).isoformat()
    incomplete = done(eyes.foreign, f"{address}/reply/", {"kind": "accepted", "text": "Yes"}, status=422)
    assert [one["field"] for one in incomplete["errors"]] == ["do_until"]
    replied = done(eyes.foreign, f"{address}/reply/", {"kind": "accepted", "text": "Yes", "do_until": until})
    assert (replied["status"], replied["replies"][0]["text"], replied["do_until"]) == ("replied", "Yes", until)
    assert done(eyes.own, f"{address}/return/", {"reason": "Of which river?"})["status"] == "sent"
    done(eyes.foreign, f"{address}/reply/", {"kind": "accepted", "text": "Of Esil", "do_until": until})
    assert done(eyes.foreign, f"{address}/finish/", {"result": "Tested"})["result"] == "Tested"
    assert refused(eyes.foreign, f"{address}/finish/", {"result": "Twice"}) == (409, "conflict")
    overdue = read(eyes.visitor, "recommendations/?status=overdue")["results"]
    assert (overdue, Recommendation.objects.get().status) == ([], "done")
    assert eyes.visitor.get("/api/v1/recommendations/?status=castle").status_code == 422


def test_a_draft_act_goes_from_the_body_to_the_council_and_back() -> None:
    built, eyes = _sitting()
    council_work.with_terms()
    sent = {**council_work.act_values(), "body": built.body.code}
    act = done(eyes.own, f"councils/{built.council.slug}/write-act/", sent)
    address = f"draft-acts/{act['id']}"
    changed = done(eyes.own, f"{address}/", {"title_ru": "О чистой воде"}, "patch")
    assert (changed["title_ru"], len(changed["articles"])) == ("О чистой воде", 2)
    assert eyes.visitor.get(f"/api/v1/{address}/").status_code == 404
    assert done(eyes.own, f"{address}/send/")["status"] == "sent"
    article = changed["articles"][1]["id"]
    point = done(eyes.own, f"{address}/add-point/", {"article": article, "text": "Four times a year"})
    wrong = done(eyes.own, f"{address}/add-point/", {"article": 10**6, "text": "No such article"}, status=422)
    assert [one["field"] for one in wrong["errors"]] == ["article"]
    opinion = {"opinion": "remarks", "opinion_text": "Good, but", "own_rules": "Clause 12"}
    assert done(eyes.own, f"{address}/decide/", opinion)["allowed_actions"] == ["answer", "withdraw"]
    early = done(eyes.own, f"{address}/answer/", status=422)
    assert early["errors"]
    done(eyes.own, f"act-remarks/{point['id']}/answer/", {"verdict": "accepted", "text": "We agree"})
    assert read(eyes.visitor, f"act-remarks/{point['id']}/")["answer"] == ""  # not sent yet
    assert done(eyes.own, f"{address}/answer/")["status"] == "answered"
    assert read(eyes.visitor, f"act-remarks/{point['id']}/")["answer"] == "We agree"
    final = {"kazakh": council_work.FINAL_KAZAKH, "russian": council_work.FINAL_RUSSIAN, "act_number": "12-7"}
    final["adopted_on"] = local_date(clock.now()).isoformat()
    assert done(eyes.own, f"{address}/adopt/", final)["status"] == "adopted"
    assert DraftAct.objects.get().act_number == "12-7"


def test_the_secretariat_runs_a_meeting_from_its_system() -> None:
    built, eyes = _sitting()
    plan = {"topic": "Rivers", "held_at": "2027-03-01T10:00:00+05:00", "place": "Hall"}
    meeting = done(eyes.own, f"councils/{built.council.slug}/plan-meeting/", plan)
    address = f"council-meetings/{meeting['id']}"
    item = done(eyes.own, f"{address}/add-item/", {"title": "Water", "kind": "question"})
    assert done(eyes.own, f"{address}/", {"place": "Hall 2"}, "patch")["topic"] == "Rivers"
    assert done(eyes.own, f"{address}/announce/")["held_at"] == "2027-03-01T05:00:00Z"
    done(eyes.own, f"{address}/open/")
    here = {"members": [{"seat": seat.pk, "where": "here"} for seat in built.seats]}
    assert all(one["is_present"] for one in done(eyes.own, f"{address}/mark-attendance/", here)["attendance"])
    wanted = {"text": "Test the water", "ballot": "open", "majority": "simple"}
    motion = done(eyes.own, f"agenda-items/{item['id']}/put-motion/", wanted)
    barred = {"conflicts": [{"seat": built.seats[4].pk, "reason": "Owns the pipe"}]}
    assert done(eyes.own, f"motions/{motion['id']}/open-vote/", barred)["allowed_actions"] == [
        "enter-hands",
        "close-vote",
    ]
    assert eyes.own.post(f"/api/v1/motions/{motion['id']}/vote/").status_code == 404  # a key never votes
    counted = done(eyes.own, f"motions/{motion['id']}/close-vote/")
    assert (counted["status"], counted["numbers"]["taking_part"]) == ("rejected", 4)
    done(eyes.own, f"agenda-items/{item['id']}/record/", {"text": "They spoke"})
    closed = done(eyes.own, f"{address}/close/")
    assert closed["minutes_ru"]
    assert read(eyes.visitor, f"{address}/")["minutes_ru"] == ""
    published = done(eyes.own, f"{address}/publish/")
    assert read(eyes.visitor, f"{address}/")["minutes_ru"] == published["minutes_ru"]


def test_a_composition_is_approved_with_its_members() -> None:
    _built, eyes = _sitting()
    body = api.akimat("third-akimat", "710000000")
    system = api.system_of(body)
    names = {f"name_{code}": "Council" for code in ("kk", "ru", "en")}
    sent = {"body": body.code, "slug": "third", "level": "region", "region": "710000000", **names}
    assert done(system, "councils/", sent, status=201)["slug"] == "third"
    assert refused(eyes.own, "councils/", {**sent, "slug": "not-ours"}) == (422, "invalid")
    term = done(system, "councils/third/start-term/", {"size": 5})
    seats = [{"full_name": f"Member {n}", "side": "citizen", "occupation": "teacher"} for n in range(5)]
    act = {"decision_number": "7", "decided_on": "2026-01-10", "starts_on": "2026-01-10", "ends_on": "2029-01-09"}
    wrong = done(system, f"council-terms/{term['id']}/approve/", {**act, "seats": [{"full_name": "A"}]}, status=422)
    assert [one["field"] for one in wrong["errors"]] == ["seats.0.side"]
    answer = done(system, f"council-terms/{term['id']}/approve/", {**act, "seats": seats})
    assert (answer["status"], answer["allowed_actions"]) == ("sitting", ["add-seat", "end"])
    listed = read(eyes.visitor, "council-seats/?council=third")["results"]
    assert {tuple(sorted(one)) for one in listed} == {SEAT}
    changed = done(system, "councils/third/", {"name_en": "New name", "reason": "Renamed"}, "patch")
    assert (changed["name_en"], changed["name_ru"]) == ("New name", "Council")


SEAT = tuple(sorted((
    "id", "council", "term", "full_name", "side", "organisation", "occupation", "is_public_servant", "post",
    "started_on", "ended_on", "end_reason", "allowed_actions",
)))  # fmt: skip
