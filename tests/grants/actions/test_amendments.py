"""Changing an announced call: what may change, what everybody gets for it, and what stays valid."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from foundation.audit.models import Event
from foundation.core.errors import Conflict, DeadlinePassed, Invalid, NotPermitted
from foundation.notifications.models import Message
from grants.actions import amendments, applications
from grants.choices import ApplicationStatus
from grants.models import Application, Call, CallVersion
from grants.queries.call_versions import compared
from registry.models import RuleParameters
from tests.builders.evaluation import officer_of
from tests.builders.grants import application_at, call_at, officer_for
from tests.factories.registry import BodyFactory, SphereFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
QUESTION = {
    "key": "q1",
    "kind": "yes_no",
    "is_required": True,
    "label_kk": "Серіктес бар ма?",
    "label_ru": "Есть ли партнёр?",
    "label_en": "Is there a partner?",
}


def amend(
    call: Call, *, reason: str = "The holidays fall into the window.", version: int = 1, **facts: Any
) -> CallVersion:
    given = {"closes_at": call.closes_at + 10 * DAY, **facts}
    return amendments.amend(call=call, facts=given, reason=reason, version=version, by=officer_for(call))


def faults_of(call: Call, **facts: Any) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refusal:
        amend(call, **facts)
    assert CallVersion.objects.filter(call=call).count() == 1
    assert Call.objects.get(pk=call.pk).closes_at == call.closes_at
    return [(fault.field, fault.rule) for fault in refusal.value.faults]


def test_an_amendment_gives_more_time_tells_everybody_and_keeps_what_was_sent() -> None:
    call = call_at()
    sent = application_at(call=call)
    draft = application_at(ApplicationStatus.DRAFT, call=call)

    version = amend(
        call, budget=Decimal(5_000_000), questions=[QUESTION], spheres=[*call.spheres.all(), SphereFactory(number=4)]
    )

    now = Call.objects.select_related("round").get(pk=call.pk)
    assert (now.budget, now.round.budget, now.closes_at) == (5_000_000, 5_000_000, call.closes_at + 10 * DAY)
    assert (now.questions, [sphere.number for sphere in now.spheres.order_by("number")]) == ([QUESTION], [3, 4])
    assert [sphere.number for sphere in now.round.spheres.order_by("number")] == [3, 4]
    assert (version.number, version.reason) == (2, "The holidays fall into the window.")
    changed = {
        row.label: (row.before, row.after) for row in compared(call.versions.get(number=1), version) if row.is_changed
    }
    assert changed["Budget"] == ("3,500,000\xa0₸", "5,000,000\xa0₸")
    assert changed["Questions of this call"] == ("–", "1. Is there a partner? (Yes or no: Yes; No)")
    assert set(changed) == {"Budget", "Questions of this call", "Spheres", "The last moment for applications"}
    people = {sent.submitted_by, draft.created_by}
    letters = Message.objects.filter(topic="grants.calls", subject__contains="changed")
    assert {letter.recipient for letter in letters} == people
    assert Event.objects.get(verb="grants.call.amended").changes["budget"] == ["3500000.00", "5000000"]
    # What was sent stays valid as it was; it can be opened again and then answers the new question too.
    sent.refresh_from_db()
    assert (sent.status, "questions" in sent.versions.get().document["sections"]) == (
        ApplicationStatus.SUBMITTED,
        False,
    )
    applications.reopen(application=sent, by=sent.submitted_by)
    with pytest.raises(Invalid, match="Questions of this call: Answer this question"):
        applications.submit(application=sent, by=sent.submitted_by)
    applications.save_section(application=sent, name="questions", typed={"q1": "yes"}, version=0, by=sent.submitted_by)
    again = applications.submit(application=sent, by=sent.submitted_by)
    assert (again.number, again.document["sections"]["questions"]) == (2, {"q1": "yes"})
    # A draft that was open meanwhile has kept what was typed.
    assert draft.sections.get(name="project").data["title"] == "Clean banks of the Ishim"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"reason": " "}, [("reason", "")]),
        ({"amount_max": Decimal(400_000)}, [("amount_max", "")]),
        ({"amount_min": Decimal(200_000)}, [("amount_min", "")]),
        ({"months_max": 5, "months_min": 2}, [("months_max", ""), ("months_min", "")]),
        ({"languages": ["kk"]}, [("languages", "")]),
        ({"eligibility": [{"code": "R13", "parameters": {}}, {"code": "R11", "parameters": {}}]}, [("rules", "")]),
        ({"questions": [QUESTION | {"label_kk": ""}]}, [("rows-0-label_kk", "")]),
    ],
)
def test_limits_can_only_become_wider(facts: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    call = call_at()

    assert faults_of(call, **facts) == expected


def test_spheres_cannot_be_taken_away() -> None:
    call = call_at(spheres=[SphereFactory(), SphereFactory(number=4)])

    assert faults_of(call, spheres=[SphereFactory()]) == [("spheres", "")]
    assert faults_of(call_at(spheres=[]), spheres=[SphereFactory()]) == [("spheres", "")]
    assert amend(call, spheres=[]).facts["spheres"] == []


def test_the_window_grows_and_leaves_the_days_of_the_parameter() -> None:
    RuleParameters.objects.create(
        key="grants.amendment-x",
        code="grants.amendment",
        valid_from="2016-01-01",
        values={"days_left": 5},
        certainty="M",
    )
    call = call_at()
    last_day = call.closes_at - DAY

    assert faults_of(call, closes_at=call.closes_at) == [("closes_at", "R26")]
    assert faults_of(call, closes_at=call.closes_at - DAY) == [("closes_at", "R26")]
    with time_machine.travel(last_day, tick=False):
        assert faults_of(call, closes_at=last_day + 5 * DAY - dt.timedelta(seconds=1)) == [("closes_at", "R26")]
        assert amend(call, closes_at=last_day + 5 * DAY).number == 2


def test_who_may_amend_and_when() -> None:
    call, draft = call_at(), call_at("draft")

    with pytest.raises(NotPermitted):
        amendments.amend(call=call, facts={}, reason="x", version=1, by=officer_of(BodyFactory()))
    with pytest.raises(Conflict, match="simply change it"):
        amend(draft)
    with time_machine.travel(call.closes_at, tick=False):
        assert amend(call).number == 2
    with time_machine.travel(call.closes_at + 20 * DAY), pytest.raises(DeadlinePassed):
        amend(call, version=2)
    Call.objects.filter(pk=call.pk).update(status="checking", closes_at=timezone.now() - DAY / 2)
    with pytest.raises(Conflict, match="no applications any more"):
        amend(call, version=2)


def test_of_two_officers_the_second_is_told_that_the_call_has_changed() -> None:
    call = call_at()
    amend(call, title_en="Rivers")

    with pytest.raises(Conflict, match="A colleague has amended") as refusal:
        amend(Call.objects.get(pk=call.pk), title_en="Lakes")

    assert (refusal.value.code, Call.objects.get(pk=call.pk).title_en) == ("stale", "Rivers")


def test_a_call_announced_before_versions_were_kept_gets_its_first_one() -> None:
    call = call_at()
    call.versions.all().delete()

    version = amend(call, title_en="Rivers")

    assert [(one.number, one.facts["title_en"]) for one in call.versions.all()] == [(1, call.title_en), (2, "Rivers")]
    assert Application.objects.count() == 0
    assert version.number == 2
