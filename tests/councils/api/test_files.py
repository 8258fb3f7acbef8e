"""Files and references of councils through the API: who reads which file, and what a council joins to what."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from councils.actions import councils, motions, paper
from councils.choices import BallotKind
from councils.models import DraftAct, HeadReport, Material
from registry.models import Body, Reference
from tests.builders import agreements, api, council_work, files, formation
from tests.builders import councils as build
from tests.builders.api_walk import Eyes, done, read, refused, send
from tests.factories.registry import RegionFactory

pytestmark = pytest.mark.django_db


def _eyes(body: Body) -> Eyes:
    """A system of the body, one of another body in the same region, one that may read nothing but files, everybody."""
    Body.objects.filter(pk=body.pk).update(region=RegionFactory(code="710000000"))
    body.refresh_from_db()
    other = api.akimat("other-akimat", "710000000")
    return Eyes(api.system_of(body), api.system_of(other), api.system_of(body, ["documents:read"]), Client())


def _kept(system: Client, name: str = "a.pdf") -> str:
    """A file of the system's own, sent first."""
    return str(system.post("/api/v1/documents/", {"file": files.upload(files.pdf(name), name)}).json()["id"])


def _reads(eyes: Eyes, document: str) -> list[int]:
    """What the body's second system, another body's, one without the scope and everybody get."""
    answers = [
        one.get(f"/api/v1/documents/{document}/content/")
        for one in (eyes.own, eyes.foreign, eyes.unscoped, eyes.visitor)
    ]
    for one in answers:
        one.getvalue()  # read to its end, a file is closed
    return [one.status_code for one in answers]


# A key that reads files but not councils gets the files that everybody gets.
FOR_ALL, FOR_THE_BODY = [200, 200, 200, 401], [200, 404, 404, 401]


def test_files_of_meetings_and_work_are_read_by_those_who_see_the_page() -> None:
    built = build.sitting()
    eyes, sender = _eyes(built.body), api.system_of(built.body)
    meeting = build.planned(built)
    item = f"agenda-items/{build.point(meeting).pk}"
    material = done(sender, f"{item}/add-material/", {"file": _kept(sender), "title": "The plan"})
    assert refused(eyes.own, f"{item}/add-material/", {"file": _kept(sender), "title": "Not mine"}) == (422, "invalid")
    assert _reads(eyes, material["document"]) == FOR_THE_BODY  # nobody else knows of the meeting yet
    done(sender, f"council-meetings/{meeting.pk}/announce/")
    assert (_reads(eyes, material["document"]), Material.objects.get().title) == (FOR_ALL, "The plan")

    council_work.with_terms()
    values = {**council_work.act_values(), "body": built.body.code, "file": _kept(sender)}
    act = done(sender, f"councils/{built.council.slug}/write-act/", values)
    assert _reads(eyes, act["file"]) == FOR_THE_BODY
    done(sender, f"draft-acts/{act['id']}/send/")
    assert (_reads(eyes, act["file"]), str(DraftAct.objects.get().file_id)) == (FOR_ALL, act["file"])

    given = council_work.report_values()
    values = {name: given[name] for name in ("topic", "head_name", "head_post", "place")}
    values |= {"held_at": given["held_at"].isoformat(), "questions_until": given["questions_until"].isoformat()}
    values |= {"body": built.body.code, "upload": _kept(sender)}
    report = done(sender, f"councils/{built.council.slug}/plan-head-report/", values)
    assert _reads(eyes, report["file"]) == FOR_THE_BODY
    done(sender, f"head-reports/{report['id']}/announce/")
    assert (_reads(eyes, report["file"]), str(HeadReport.objects.get().file_id)) == (FOR_ALL, report["file"])
    stranger = _kept(sender)
    assert _reads(eyes, stranger) == [404, 404, 404, 401]  # a file that stands nowhere is its sender's alone


def test_evidence_is_read_by_the_two_sides_until_it_is_public() -> None:
    built = build.sitting()
    eyes, sender = _eyes(built.body), api.system_of(built.body)
    control = council_work.announced_control(built)
    address = f"controls/{control.pk}"
    given = [{"text": "A bin lies", "upload": _kept(sender), "is_public": is_public} for is_public in (True, False)]
    facts = [done(sender, f"{address}/record-fact/", one) for one in given]
    assert [_reads(eyes, one["evidence"]) for one in facts] == [FOR_THE_BODY, FOR_THE_BODY]
    assert [one["evidence"] for one in read(eyes.own, f"{address}/")["facts"]] == [one["evidence"] for one in facts]
    done(sender, f"{address}/start/")
    done(sender, f"{address}/end/")
    values = {**council_work.document_values(), "held_on": "2026-11-20", "proposals": [{"text": "Empty daily"}]}
    done(sender, f"{address}/conclude/", values)
    assert [_reads(eyes, one["evidence"]) for one in facts] == [FOR_ALL, FOR_THE_BODY]
    told = read(eyes.visitor, f"{address}/")["facts"]
    assert [one["evidence"] for one in told] == [facts[0]["evidence"], None]


def test_a_count_on_paper_is_told_and_its_protocol_is_for_the_council() -> None:
    built = build.sitting()
    eyes, by = _eyes(built.body), built.secretary
    councils.change(council=built.council, values={"paper_rule": "Clause 31"}, reason="New rules", by=by)
    built.council.refresh_from_db()
    motion = build.voting(built, build.opened(built, 5), BallotKind.PAPER)
    numbers = {"given_out": 5, "in_box": 4, "invalid": 1, "in_favour": 3, "against": 0, "abstained": 0}
    upload = files.upload(files.pdf(), "protocol.pdf")
    count = paper.enter(motion=motion, numbers=numbers, counted_by=built.seats[:2], protocol=upload, by=by)
    assert read(eyes.own, f"motions/{motion.pk}/")["paper"] is None  # nothing is told before the vote is closed
    motions.close_vote(motion=motion, by=by)
    told = read(eyes.own, f"motions/{motion.pk}/")["paper"]
    assert told == {**numbers, "counted_by": ["Member 01", "Member 02"], "protocol": str(count.protocol_id)}
    assert read(eyes.visitor, f"motions/{motion.pk}/")["paper"] == {**told, "protocol": None}
    assert _reads(eyes, told["protocol"]) == FOR_THE_BODY


def test_papers_of_a_candidate_are_for_the_secretariat() -> None:
    one = formation.closed_with(1)
    eyes = _eyes(one.built.body)
    (paper_,) = read(eyes.own, f"council-candidates/{one.standing[0].pk}/")["papers"]
    assert (paper_["kind"], _reads(eyes, paper_["document"])) == ("cv", FOR_THE_BODY)
    content = eyes.own.get(f"/api/v1/documents/{paper_['document']}/content/")
    assert b"".join(content.streaming_content).startswith(b"%PDF")


def test_a_recommendation_and_a_control_are_joined_to_a_grant_and_parted() -> None:
    deal, built = agreements.active(), build.sitting(3)
    eyes = _eyes(built.body)
    number = deal.agreement.number
    (found,) = read(eyes.visitor, f"money-named/?words={number}")["results"]
    assert (found["target"], read(eyes.visitor, "money-named/")["results"]) == (f"grants.agreement:{number}", [])
    one, control = build.sent(built), council_work.announced_control(built)
    for address in (f"recommendations/{one.pk}", f"controls/{control.pk}"):
        made = _joined(eyes, address, found["target"])
        _parted(eyes, address, made)
    assert Reference.objects.filter(ended_at=None).count() == 0
    assert [row.end_reason for row in Reference.objects.order_by("pk")] == ["Wrong one", "Wrong one"]


def _joined(eyes: Eyes, address: str, target: str) -> dict[str, Any]:
    asked = {"target": target, "note": "Its bins"}
    assert refused(eyes.foreign, f"{address}/join/", asked) == (403, "not_permitted")
    assert refused(eyes.own, f"{address}/join/", {"target": "grants.agreement:none"}) == (422, "invalid")
    with CaptureQueriesContext(connection) as before:
        assert read(eyes.visitor, f"{address}/")["references"] == []
    made = done(eyes.own, f"{address}/join/", asked)
    with CaptureQueriesContext(connection) as after:
        (line,) = read(eyes.visitor, f"{address}/")["references"]
    assert (line["id"], line["target"], line["note"]) == (made["id"], target, "Its bins")
    assert len(after) - len(before) <= 3, address
    again = done(eyes.own, f"{address}/join/", asked, status=422)
    assert [fault["field"] for fault in again["errors"]] == ["target"]
    return made


def _parted(eyes: Eyes, address: str, made: dict[str, Any]) -> None:
    asked = {"reference": made["id"], "reason": "Wrong one"}
    assert refused(eyes.foreign, f"{address}/part/", asked) == (403, "not_permitted")
    foreign = done(eyes.own, f"{address}/part/", {**asked, "reference": 10**6}, status=422)
    assert [fault["field"] for fault in foreign["errors"]] == ["reference"]
    assert done(eyes.own, f"{address}/part/", {**asked, "reason": ""}, status=422)["errors"][0]["field"] == "reason"
    assert done(eyes.own, f"{address}/part/", asked)["end_reason"] == "Wrong one"
    assert send(eyes.own, f"{address}/part/", asked).status_code == 422  # it stands here no more
