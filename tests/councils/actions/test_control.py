"""Public control from its plan to the reply of the body (rules R60, R62, R65)."""

from __future__ import annotations

import datetime as dt

import pytest

from councils.actions import recommendations
from councils.actions.control import findings, plans
from councils.choices.control import ControlStatus
from councils.models import Control, Recommendation
from councils.queries.control import control_sight, first_words
from councils.rules.control import EIGHT, people_of
from foundation.core import clock
from foundation.core.calendar import cut_off, local_date
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from tests.builders import council_work as build
from tests.builders import councils
from tests.builders.files import jpeg, upload
from tests.factories.accounts import UserFactory
from tests.factories.registry import FundingFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
FRIDAY = dt.date(2026, 11, 27)


def fields(refusal: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [fault.field for fault in refusal.value.faults]


def test_plan_is_written_changed_and_refused_with_every_fault() -> None:
    built, stranger = councils.sitting(3), UserFactory()
    with pytest.raises(NotPermitted):
        plans.plan(council=built.council, body=built.body, values=build.control_values(), by=stranger)
    wrong = build.control_values(form="x", title=" ", task="", place="", starts_at=None)
    with pytest.raises(Invalid) as refusal:
        plans.plan(council=built.council, body=built.body, values=wrong, by=built.secretary)
    assert fields(refusal) == ["title", "task", "place", "form", "starts_at"]
    control = build.planned_control(built)
    changed = plans.change(
        control=control, body=built.body, values=build.control_values(title="Bins"), by=built.secretary
    )
    assert (changed.title, changed.status, changed.number) == ("Bins", ControlStatus.DRAFT, 1)
    control = plans.announce(control=changed, by=built.secretary)
    with pytest.raises(Conflict, match="its plan stays"):
        plans.change(control=control, body=built.body, values=build.control_values(), by=built.secretary)
    with pytest.raises(Invalid, match="Give the reason"):
        plans.cancel(control=control, reason="", by=built.secretary)
    control = plans.cancel(control=control, reason="Snow", by=built.secretary)
    with pytest.raises(TransitionNotAllowed):
        plans.start(control=control, by=built.secretary)


@pytest.mark.parametrize(
    ("begins", "is_short"),
    [(dt.date(2026, 12, 1), True), (dt.date(2026, 12, 2), False)],  # Friday: the third working day is Wednesday
)
def test_a_hearing_is_told_of_three_working_days_before(begins: dt.date, is_short: bool) -> None:
    built = councils.sitting(3)
    with build.at(FRIDAY):
        control = build.planned_control(built, form="hearing", starts_at=cut_off(begins, dt.time(15)))
        if is_short:
            with pytest.raises(Invalid, match="three working days"):
                plans.announce(control=control, by=built.secretary)
        else:
            assert plans.announce(control=control, by=built.secretary).status == ControlStatus.ANNOUNCED


def test_an_announcement_needs_a_programme_a_moment_and_fitting_people() -> None:
    built = councils.sitting(3)
    bare = build.control_values(programme="", starts_at=clock.now() - dt.timedelta(days=1))
    control = plans.plan(council=built.council, body=built.body, values=bare, by=built.secretary)
    with pytest.raises(Invalid) as refusal:
        plans.announce(control=control, by=built.secretary)
    assert [str(fault.message) for fault in refusal.value.faults] == [
        "Write the plan or programme first.",
        "The moment of the beginning is in the past.",
        "Name at least one participant.",
    ]


def test_participants_are_checked_and_signs_are_dismissed_with_a_reason(django_assert_num_queries) -> None:
    built = councils.sitting(5)
    control = build.planned_control(built)
    with pytest.raises(Invalid, match="takes part already"):
        plans.add_participant(control=control, values=build.person_values(seat=built.seats[0]), by=built.secretary)
    with pytest.raises(Invalid, match="full name"):
        plans.add_participant(control=control, values=build.person_values(full_name=" "), by=built.secretary)
    paid = FundingFactory(organisation=OrganisationFactory(), payer=built.body, decided_on=local_date(clock.now()))
    old = FundingFactory(organisation=OrganisationFactory(), payer=built.body, decided_on=dt.date(2020, 1, 1))
    add = {"control": control, "by": built.secretary}
    tied = plans.add_participant(values=build.person_values(full_name="Tied", organisation=paid.organisation), **add)
    plans.add_participant(values=build.person_values(full_name="Free", organisation=old.organisation), **add)
    worker = plans.add_participant(values=build.person_values(full_name="Works", user=built.secretary), **add)
    declared = plans.add_participant(values=build.person_values(full_name="Open", conflict="My brother"), **add)
    today = local_date(clock.now())
    with django_assert_num_queries(3):
        people = people_of(control, today)
    met = {str(one.participant): [check.is_met for check in one.checks] for one in people[1:]}
    assert met == {
        "Tied": [True, None, None, False],
        "Free": [True, None, None, True],
        "Works": [True, False, None, None],
        "Open": [False, None, None, None],
    }
    with pytest.raises(Invalid) as refusal:
        plans.announce(control=control, by=built.secretary)
    assert [str(fault.message)[:5].strip() for fault in refusal.value.faults] == ["Tied", "Works", "Open"]
    plans.remove_participant(participant=declared, by=built.secretary)
    with pytest.raises(Invalid, match="Everybody reads it"):
        plans.dismiss_sign(participant=tied, reason=" ", by=built.secretary)
    for person in (tied, worker):
        plans.dismiss_sign(participant=person, reason="Returned the money", by=built.secretary)
    control = plans.announce(control=control, by=built.secretary)
    tied.refresh_from_db()
    assert tied.compliance == [["declared", True], ["employed", None], ["state", None], ["paid", False]]
    with pytest.raises(Conflict):
        plans.remove_participant(participant=tied, by=built.secretary)


def test_checklist_and_facts_are_filled_in_by_participants_alone() -> None:
    built, stranger = councils.sitting(3), UserFactory()
    control = build.planned_control(built)
    with pytest.raises(Invalid, match="at least one question"):
        findings.write_checklist(control=control, questions=[" "], by=built.secretary)
    findings.write_checklist(control=control, questions=["Is it empty?", "", "Is it clean?"], by=built.secretary)
    with pytest.raises(Conflict, match="from the announcement"):
        findings.fill_checklist(control=control, answers={1: ("yes", "")}, by=built.users[0])
    control = plans.announce(control=control, by=built.secretary)
    with pytest.raises(NotPermitted, match="Only participants"):
        findings.fill_checklist(control=control, answers={1: ("yes", "")}, by=stranger)
    findings.fill_checklist(control=control, answers={1: ("no", "Full at nine"), 7: ("yes", "")}, by=built.users[0])
    findings.fill_checklist(control=control, answers={1: ("no", "Full at nine"), 2: ("x", "")}, by=built.users[0])
    assert list(control.questions.values_list("answer", "note")) == [("no", "Full at nine"), ("", "")]
    with pytest.raises(Conflict, match="its questions stay"):
        findings.write_checklist(control=control, questions=["New"], by=built.secretary)
    with pytest.raises(Invalid, match="what was found"):
        findings.record_fact(control=control, text=" ", by=built.users[0])
    fact = findings.record_fact(
        control=control,
        text="A bin lies on its side",
        upload=upload(jpeg(), "a.jpg"),
        is_public=True,
        by=built.users[0],
    )
    second = findings.record_fact(control=control, text="Nobody came", is_public=True, by=built.secretary)
    assert (fact.position, fact.is_public, second.position, second.is_public) == (1, True, 2, False)
    (person,) = people_of(control, local_date(clock.now()))
    words = first_words(control, [str(person)])
    assert words["facts"] == "Is it empty? – No (Full at nine)\n1. A bin lies on its side\n2. Nobody came"
    assert words["subjects"] == "Member 01 (Takes part): fits the demands"
    sight = control_sight(control)
    assert (len(sight.questions), len(sight.facts), sight.document, sight.recommendations) == (2, 2, None, [])


def test_the_final_document_has_eight_fields_and_seven_working_days() -> None:
    built = councils.sitting(3)
    assert len(EIGHT) == 8
    with build.at(FRIDAY):
        control = build.ended_control(built)
    assert (control.due_on, control.document_due_on) == (dt.date(2026, 12, 8), dt.date(2026, 12, 8))
    empty = dict.fromkeys(EIGHT, "") | {"kind": "x", "held_on": None}
    with pytest.raises(Invalid) as refusal:
        findings.conclude(control=control, values=empty, proposals=[" "], by=built.secretary)
    assert fields(refusal) == [*EIGHT, "kind"]
    with pytest.raises(NotPermitted):
        findings.conclude(control=control, values=build.document_values(), proposals=["x"], by=UserFactory())
    assert Recommendation.objects.count() == 0
    with build.at(dt.date(2026, 12, 9)):
        document = findings.conclude(
            control=control, values=build.document_values(), proposals=["Empty daily", "Buy bins"], by=built.secretary
        )
    control = Control.objects.get()
    assert (control.status, control.due_on, document.is_late) == (ControlStatus.CONCLUDED, None, True)
    asked = list(document.recommendations.order_by("number"))
    # Ten working days after 9 December; the 16th is a holiday.
    assert [(one.text, one.reply_due_on) for one in asked] == [
        ("Empty daily", dt.date(2026, 12, 24)),
        ("Buy bins", dt.date(2026, 12, 24)),
    ]
    with build.at(dt.date(2026, 12, 25)):
        assert recommendations.remind(today=dt.date(2026, 12, 25)) == 2
    reply = recommendations.reply(
        recommendation=asked[0], kind="declined", text="No money", do_until=None, by=built.secretary
    )
    assert reply.recommendation == asked[0]
    with pytest.raises(TransitionNotAllowed):
        findings.conclude(control=control, values=build.document_values(), proposals=["x"], by=built.secretary)
