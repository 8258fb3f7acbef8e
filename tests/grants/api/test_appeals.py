"""Appeals, awards and the reserve list through the API."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from grants.actions import appeals
from grants.actions.commission import awards
from grants.choices import AppealGround, CheckConclusion
from grants.models import Appeal, Application, Award
from monitoring.models import Subject
from tests.builders import agreements, api
from tests.builders import decisions as build
from tests.builders.api_walk import done, read, refused
from tests.builders.files import pdf, upload
from tests.builders.grants import head_of
from tests.grants.api.test_commission import bytes_of, signed_in, system_of

pytestmark = pytest.mark.django_db


def appealed(contest: build.Contest, index: int) -> Appeal:
    """The head of the NGO appeals, with a file."""
    application = contest.application(index)
    return appeals.submit(
        application=application, ground=AppealGround.FACTS, text="The team is on page 3.",
        upload=upload(pdf(), "page.pdf"), by=head_of(application.organisation),
    )  # fmt: skip


def decided() -> build.Contest:
    """Two grants of 500,000 from 1,000,000; the third waits on the reserve list, the fourth lost."""
    return build.decided(applications=4, reserve_size=1, appeal_days=5, acceptance_days=3)


def test_a_system_takes_an_appeal_and_answers_it() -> None:
    contest = decided()
    appeal, system = appealed(contest, 3), system_of(contest)
    foreign = api.system_of(api.akimat("other-akimat", "100000000"))
    address = f"grant-appeals/{appeal.pk}/"

    shown = read(system, address)
    assert (shown["text"], shown["status"], shown["allowed_actions"]) == (
        "The team is on page 3.",
        "submitted",
        ["take"],
    )
    document = shown["documents"][0]
    assert (document["name"], bytes_of(system, document["id"])) == ("page.pdf", (200, b"%PDF-"))
    assert bytes_of(foreign, document["id"])[0] == 404
    assert foreign.get(f"/api/v1/{address}").status_code == 404
    # Who prepared the sitting does not review what it decided.
    assert refused(signed_in(contest.secretary), f"{address}take/") == (403, "not_permitted")
    said = {"outcome": "granted", "reason": "The team is there.", "total": "18.5"}
    assert refused(system, f"{address}answer/", said) == (409, "conflict")
    assert done(system, f"{address}take/")["allowed_actions"] == ["answer"]
    wrong = done(system, f"{address}answer/", {**said, "reason": "", "total": "900"}, status=422)
    assert [one["field"] for one in wrong["errors"]] == ["reason"]
    high = done(system, f"{address}answer/", {**said, "total": "900"}, status=422)
    assert [one["field"] for one in high["errors"]] == ["total"]
    answered = done(system, f"{address}answer/", said)
    assert (answered["status"], answered["corrected_total"]) == ("granted", "18.50000000")
    assert contest.applications[3].number in {one["number"] for one in answered["moved"]}
    assert refused(system, f"{address}take/")[0] == 409
    _told_to_everybody(appeal, answered)


def _told_to_everybody(appeal: Appeal, answered: dict) -> None:
    """The public log has the reason and the effect, and neither the words of the applicant nor its files."""
    line = read(Client(), f"grant-appeal-log/{appeal.pk}/")
    assert (line["reason"], line["moved"]) == ("The team is there.", answered["moved"])
    assert line["bin"] == appeal.application.organisation.bin
    assert {"text", "documents", "claim"}.isdisjoint(line)


def test_an_appeal_against_the_check_brings_an_application_back() -> None:
    contest = build.checking(applications=2, check_appeal_days=3)
    build.check(contest, 0, CheckConclusion.REFUSE)
    appeal, system = appealed(contest, 0), system_of(contest)
    address = f"grant-appeals/{appeal.pk}/"

    done(system, f"{address}take/")
    partly = done(system, f"{address}answer/", {"outcome": "partly", "reason": "Half."}, status=422)
    assert [one["field"] for one in partly["errors"]] == ["outcome"]
    assert done(system, f"{address}answer/", {"outcome": "granted", "reason": "It is there."})["status"] == "granted"
    assert Application.objects.get(pk=contest.applications[0].pk).status == "admitted"


def test_a_log_does_not_name_who_is_judged_blindly() -> None:
    contest = build.checking(applications=2, check_appeal_days=3, is_blind=True)
    build.check(contest, 0, CheckConclusion.REFUSE)
    appeal = appealed(contest, 0)

    assert read(Client(), f"grant-appeal-log/{appeal.pk}/")["bin"] == ""


def test_what_was_not_taken_up_is_offered_to_the_reserve() -> None:
    contest = decided()
    system, address = system_of(contest), f"reserve-lists/{contest.call.slug}/"
    foreign = api.system_of(api.akimat("other-akimat", "100000000"))
    first, second = build.award(contest, 0), build.award(contest, 1)
    waiting = contest.applications[2].number

    shown = read(system, address)
    assert shown["offers"]["next"] == {"application": waiting, "amount": "500000.00"}
    assert ([one["number"] for one in shown["offers"]["reserve"]], shown["offers"]["left"]) == ([waiting], "0.00")
    assert foreign.get(f"/api/v1/{address}").status_code == 404
    assert refused(foreign, f"grant-awards/{first.pk}/lapse/") == (404, "not_found")
    assert refused(signed_in(contest.secretary), f"{address}offer-next/") == (403, "not_permitted")
    assert refused(system, f"{address}offer-next/") == (422, "invalid")  # no money is left
    assert refused(system, f"grant-awards/{first.pk}/lapse/") == (409, "conflict")  # it can still be answered
    awards.accept(award=second, by=head_of(contest.applications[1].organisation))
    assert refused(system, f"grant-awards/{second.pk}/fall-through/", {"reason": ""}) == (422, "invalid")
    taken = done(system, f"grant-awards/{second.pk}/fall-through/", {"reason": "They have moved away"})
    assert (taken["status"], taken["reason"], taken["allowed_actions"]) == ("fallen", "They have moved away", [])
    offered = done(system, f"{address}offer-next/")
    assert (offered["application"], offered["origin"], offered["amount"]) == (waiting, "reserve", "500000.00")
    Award.objects.filter(pk=first.pk).update(answer_until=timezone.now() - dt.timedelta(minutes=1))
    assert done(system, f"grant-awards/{first.pk}/lapse/")["status"] == "lapsed"
    assert refused(system, f"{address}offer-next/") == (409, "conflict")  # nobody is left on the list
    assert Application.objects.get(pk=contest.applications[0].pk).awarded is None


def test_a_funded_project_is_followed() -> None:
    application = agreements.funded()
    body = application.call.operator
    system = api.system_of(body)

    followed = done(system, f"applications/{application.number}/follow/")
    assert Subject.objects.get(pk=followed["id"]).key == application.number
    assert done(system, f"applications/{application.number}/follow/") == followed
