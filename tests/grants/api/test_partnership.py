"""Strategic partnership through the API: a body's system runs its call, publishes the pool, prepares and ends agreements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from grants.actions import partner_applications, partner_calls, partner_reports
from grants.api.resources import RESOURCES
from grants.models import PartnerAgreement, PartnerApplication, PartnerCall, PartnerReport
from tests.builders import api
from tests.builders import partnership as build
from tests.builders.api_walk import Eyes, done, read, refused, walk
from tests.factories.registry import SphereFactory

pytestmark = pytest.mark.django_db
NAMES = ("partner-calls", "partner-applications", "partner-agreements", "partner-reports")
YEAR_AFTER = build.AFTER + dt.timedelta(days=400)


@pytest.fixture(autouse=True)
def now() -> Iterator[Any]:
    with time_machine.travel(build.AFTER, tick=False) as traveller:
        yield traveller


def eyes_of(body: Any) -> Eyes:
    other = api.akimat("other-akimat", "100000000")
    return Eyes(api.system_of(body), api.system_of(other), api.system_of(body, ["registry:read"]), Client())


def as_person(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_everything_is_read_as_on_the_pages(now: Any) -> None:
    body = api.akimat()
    agreement = build.effective(build.chosen(body))
    head = build.head_for(agreement.application)
    calls = [agreement.application.call, build.announced(body), build.draft(body)]
    waiting = [build.applied(calls[1]) for _n in range(2)]
    partner_applications.judge(
        application=waiting[0], verdict="decline", reason="Not yet told", by=build.officer_for(calls[1])
    )
    sent = build.prepared(build.chosen(body))
    now.move_to(YEAR_AFTER)
    eyes = eyes_of(body)
    said = {"done": "Ten kilometres", "results": "Clean", "plans": ""}
    reports = [partner_reports.submit(agreement=agreement, year=year, **said, by=head) for year in (2027, 2028)]
    partner_reports.accept(report=reports[0], by=build.officer_for(calls[0]))

    walk([one for one in RESOURCES if one[0] in NAMES], {
        "partner-calls": [one.pk for one in calls],
        "partner-applications": [agreement.application.pk, *(one.pk for one in waiting), sent.application.pk],
        "partner-agreements": [agreement.pk, sent.pk],
        "partner-reports": [one.pk for one in reports],
    }, eyes)  # fmt: skip

    shown = read(eyes.visitor, f"partner-calls/{calls[0].pk}/")
    assert [(one["bin"], one["reason"], one["agreements"]) for one in shown["pool"]] == [
        (agreement.application.organisation.bin, "The best", [agreement.pk])
    ]
    assert eyes.visitor.get(f"/api/v1/partner-calls/{calls[2].pk}/").status_code == 404
    assert eyes.foreign.get(f"/api/v1/partner-applications/{waiting[0].pk}/").status_code == 404
    assert read(eyes.foreign, "partner-applications/")["results"] == []
    # What is prepared is the body's own until the pool is published.
    applicant = as_person(build.head_for(waiting[0]))
    assert read(applicant, f"partner-applications/{waiting[0].pk}/")["reason"] == ""
    assert read(eyes.own, f"partner-applications/{waiting[0].pk}/")["reason"] == "Not yet told"
    assert [one["id"] for one in read(eyes.visitor, "partner-agreements/")["results"]] == [agreement.pk]
    assert [one["id"] for one in read(eyes.visitor, "partner-reports/")["results"]] == [reports[0].pk]
    assert read(eyes.visitor, f"partner-agreements/{agreement.pk}/")["ngo_sha256"] == agreement.ngo_signature.sha256


def test_a_system_runs_a_call_for_partners_and_publishes_the_pool(now: Any) -> None:
    body, sphere = api.akimat(), SphereFactory()
    known = build.draft(body)  # with the parameters of partnership
    officer = build.officer_for(known)
    partner_calls.cancel(call=known, reason="Another one", by=officer)
    eyes = eyes_of(body)
    now.move_to(build.OPENS)
    sent = {
        "body": body.code, "title_kk": "Серіктестер", "title_ru": "Партнёры", "terms_kk": "Бірге", "terms_ru": "Вместе",
        "spheres": [str(sphere.pk)], "months": 24, "opens_at": build.OPENS.isoformat(),
        "closes_at": build.CLOSES.isoformat(), "rules": ["R13", "region"], "rule_regions": [body.region_id],
    }  # fmt: skip

    wrong = done(eyes.own, "partner-calls/", {**sent, "rule_regions": []}, status=422)
    assert [one["field"] for one in wrong["errors"]] == ["rule_regions"]
    assert refused(eyes.foreign, "partner-calls/", sent) == (422, "invalid")
    call = done(eyes.own, "partner-calls/", sent, status=201)
    address = f"partner-calls/{call['id']}"
    assert (call["status"], call["spheres"], call["allowed_actions"]) == (
        "draft", [sphere.pk], ["announce", "cancel", "change"],
    )  # fmt: skip
    changed = done(eyes.own, f"{address}/", {"months": 12}, "patch")
    assert (changed["months"], changed["title_ru"], changed["eligibility"]) == (12, "Партнёры", call["eligibility"])
    assert done(eyes.own, f"{address}/announce/")["status"] == "announced"
    assert refused(eyes.own, f"{address}/", {"months": 6}, "patch") == (409, "conflict")
    row = PartnerCall.objects.get(pk=call["id"])
    of_any_region(row)
    first, second = build.applied(row), build.applied(row)
    assert refused(eyes.own, f"partner-applications/{first.pk}/judge/", {}) == (409, "conflict")  # the window is open
    now.move_to(build.AFTER)
    judged = {"verdict": "accept", "reason": "Knows rivers"}
    wrong = done(eyes.own, f"partner-applications/{first.pk}/judge/", {"verdict": "accept"}, status=422)
    assert [one["field"] for one in wrong["errors"]] == ["reason"]
    assert done(eyes.own, f"partner-applications/{first.pk}/judge/", judged)["verdict"] == "accept"
    assert refused(eyes.own, f"{address}/decide/") == (422, "invalid")  # one has no decision yet
    done(eyes.own, f"partner-applications/{second.pk}/judge/", {"verdict": "decline", "reason": "Too young"})
    pool = done(eyes.own, f"{address}/decide/")
    assert [one["bin"] for one in pool["pool"]] == [first.organisation.bin]
    assert set(PartnerApplication.objects.values_list("status", flat=True)) == {"accepted", "declined"}
    assert refused(eyes.own, f"{address}/cancel/", {"reason": "Late"})[0] == 409


def of_any_region(call: PartnerCall) -> None:
    """NGOs of the builders are of no region."""
    PartnerCall.objects.filter(pk=call.pk).update(eligibility=[{"code": "R13", "parameters": {}}])
    call.refresh_from_db()


def test_a_system_prepares_agreements_ends_them_and_reads_reports(now: Any) -> None:
    body = api.akimat()
    first, second = build.chosen(body), build.chosen(body)
    eyes = eyes_of(body)
    address = f"partner-applications/{first.pk}/prepare-agreement/"
    facts = {"number": "7", "starts_on": "2027-01-01", "months": 25, "text": "Clean rivers"}

    assert read(eyes.own, f"partner-applications/{first.pk}/")["allowed_actions"] == ["prepare-agreement"]
    wrong = done(eyes.own, address, facts, status=422)
    assert [one["field"] for one in wrong["errors"]] == ["months"]
    made = done(eyes.own, address, {**facts, "months": 24})
    assert (made["status"], made["ends_on"], made["bin"]) == ("sent", "2028-12-31", first.organisation.bin)
    assert refused(eyes.own, address, facts) == (409, "conflict")  # one at a time
    signed = f"partner-agreements/{made['id']}"
    assert read(eyes.own, f"{signed}/")["allowed_actions"] == ["cancel"]
    assert refused(eyes.own, f"{signed}/cancel/", {"reason": ""}) == (422, "invalid")
    assert done(eyes.own, f"{signed}/cancel/", {"reason": "Other terms"})["end_reason"] == "Other terms"

    running, over = build.effective(second), build.effective(first, number="8", months=12)
    assert refused(eyes.own, f"partner-agreements/{over.pk}/close/") == (409, "conflict")  # not its last day
    stranger = as_person(build.head_for(second))
    assert refused(stranger, f"partner-agreements/{over.pk}/terminate/", {"reason": "?"}) == (403, "not_permitted")
    now.move_to(YEAR_AFTER)
    system, head = api.system_of(body), build.head_for(second)
    report = partner_reports.submit(agreement=running, year=2027, done="Ten", results="Clean", plans="", by=head)
    path = f"partner-reports/{report.pk}"
    wrong = done(system, f"{path}/return/", {"remark": " "}, status=422)
    assert [one["field"] for one in wrong["errors"]] == ["remark"]
    assert done(system, f"{path}/return/", {"remark": "Which rivers?"})["status"] == "returned"
    assert refused(system, f"{path}/accept/")[0] == 409
    partner_reports.resubmit(report=report, done="The Ishim", results="Clean", plans="", by=head)
    assert done(system, f"{path}/accept/")["allowed_actions"] == []
    assert PartnerReport.objects.get(pk=report.pk).status == "accepted"
    done(system, f"partner-agreements/{running.pk}/terminate/", {"reason": "No money"})
    done(system, f"partner-agreements/{over.pk}/close/")
    ended = dict(PartnerAgreement.objects.filter(ended_on__isnull=False).values_list("pk", "status"))
    assert ended == {running.pk: "terminated", over.pk: "expired"}
