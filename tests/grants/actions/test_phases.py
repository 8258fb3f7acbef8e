from __future__ import annotations

import json

import pytest

from evaluation.actions import rounds
from evaluation.models import Entry
from foundation.audit.models import Event
from foundation.core.errors import Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from grants.actions import phases
from grants.choices import ApplicationStatus, CallStatus, CheckConclusion
from tests.builders import decisions as build
from tests.factories.registry import OrganisationFactory, SphereFactory

pytestmark = pytest.mark.django_db


def test_check_starts_only_after_the_window() -> None:
    contest = build.announced(applications=1)

    with pytest.raises(Invalid) as refusal:
        phases.start_check(call=contest.call, by=contest.officer)
    build.close_window(contest)
    phases.start_check(call=contest.call, by=contest.officer)

    assert [str(fault.message) for fault in refusal.value.faults] == ["Applications are still being taken."]
    assert contest.fresh().status == CallStatus.CHECKING


def test_scoring_waits_for_every_check() -> None:
    contest = build.checking(applications=3, allows_return=True)
    until = build.timezone.now() + build.dt.timedelta(days=1)
    build.check(contest, 0, CheckConclusion.RETURN, correct_until=until)

    with pytest.raises(Invalid) as refusal:
        phases.start_scoring(call=contest.call, by=contest.officer)

    assert [str(fault.message) for fault in refusal.value.faults] == [
        "2 applications have not been checked.",
        "1 application is with its applicant for correction.",
        "No application is admitted: there is nothing to evaluate.",
    ]
    assert not Entry.objects.exists()


def test_admitted_applications_alone_become_entries() -> None:
    contest = build.checking(applications=3)
    for index, conclusion in enumerate((CheckConclusion.ADMIT, CheckConclusion.REFUSE, CheckConclusion.ADMIT)):
        build.check(contest, index, conclusion)

    phases.start_scoring(call=contest.call, by=contest.officer)

    entries = Entry.objects.filter(round=contest.call.round).order_by("number")
    expected = [contest.application(index) for index in (0, 2)]
    assert [(one.reference, one.organisation_id) for one in entries] == [
        (one.number, one.organisation_id) for one in expected
    ]
    assert Event.objects.get(verb="grants.call.scoring_started").changes["entries"] == 2


def test_entries_do_not_tell_who_applies() -> None:
    contest = build.announced(applications=0)
    organisation = OrganisationFactory(
        name_ru="ОФ «Зелёный берег»", name_kk="«Жасыл жаға» ҚҚ", name_en="Green Bank Fund"
    )
    typed = {
        "project": {
            "title": "«ЗЕЛЁНЫЙ БЕРЕГ» сажает сад",
            "problem": f"Наш фонд Зелёный берег (БСН {organisation.bin}) знает об этом. Green Bank Fund helps.",
            "charter": "Пункт 7 устава фонда",
            "goal": "Aigerim Invented посадит сад. Жасыл жаға бақ егеді.",
        }
    }
    membership = build.MembershipFactory(organisation=organisation)
    contest.applications = [build.build.application_at(call=contest.call, head=membership.user, **typed)]
    build.close_window(contest)
    phases.start_check(call=contest.call, by=contest.officer)
    build.check(contest, 0)

    phases.start_scoring(call=contest.fresh(), by=contest.officer)

    entry = Entry.objects.get(round=contest.call.round)
    text = json.dumps([entry.title, entry.content], ensure_ascii=False).lower()
    hidden = ["зелёный", "жасыл", "green bank", organisation.bin, "aigerim", "пункт 7", "five years"]
    assert [word for word in hidden if word in text] == []
    assert entry.title == "«[…]» сажает сад"
    assert "[…] посадит сад" in text
    assert "12 km" in text


def test_the_direction_of_an_entry_is_the_sphere_that_its_application_names() -> None:
    first, second = SphereFactory(number=4), SphereFactory(number=5)
    contest = build.announced(applications=0, spheres=[first, second])
    contest.applications = [
        build.submitted(contest, title, project={"sphere": number}) for title, number in (("A", "5"), ("B", "4"))
    ]
    build.close_window(contest)
    phases.start_check(call=contest.call, by=contest.officer)
    for index in range(2):
        build.check(contest, index)

    phases.start_scoring(call=contest.fresh(), by=contest.officer)

    entries = Entry.objects.filter(round=contest.fresh().round).order_by("number")
    assert [entry.sphere for entry in entries] == [second, first]


def test_the_direction_of_an_entry_that_names_none_is_the_only_one_that_call_and_applicant_share() -> None:
    contest = build.checking(applications=3)
    first, second, strange = (SphereFactory(number=number) for number in (6, 4, 5))
    contest.call.spheres.set([first, second])
    for application, spheres in zip(contest.applications, ([first, strange], [first, second], [strange]), strict=True):
        application.organisation.spheres.set(spheres)
        build.check(contest, contest.applications.index(application))

    phases.start_scoring(call=contest.call, by=contest.officer)

    entries = Entry.objects.filter(round=contest.fresh().round).order_by("number")
    assert [entry.sphere for entry in entries] == [first, None, None]


def test_the_only_direction_of_a_call_is_that_of_every_entry() -> None:
    contest = build.checking(applications=1)
    only = SphereFactory(number=4)
    contest.call.spheres.set([only])
    build.check(contest, 0)

    phases.start_scoring(call=contest.call, by=contest.officer)

    assert Entry.objects.get(round=contest.fresh().round).sphere == only


def test_entries_are_in_the_language_of_the_application() -> None:
    contest = build.scoring(applications=1)

    content = Entry.objects.get(round=contest.call.round).content

    assert contest.application(0).language == "ru"
    assert any(row[1] == "Clean banks along 12 km." for block in content for row in block.get("rows", []))


def test_decision_waits_for_the_experts_and_the_ranking() -> None:
    contest = build.scoring(applications=2)
    build.score(contest, build.default_marks(2))

    with pytest.raises(Invalid) as early:
        phases.start_decision(call=contest.call, by=contest.officer)
    rounds.close(round=contest.call.round, by=contest.officer)
    with pytest.raises(Invalid) as unranked:
        phases.start_decision(call=contest.fresh(), by=contest.officer)
    build.compute(contest)
    phases.start_decision(call=contest.fresh(), by=contest.officer)

    assert [str(fault.message) for fault in early.value.faults] == ["The experts are still scoring."]
    assert [str(fault.message) for fault in unranked.value.faults] == ["The ranking has not been computed."]
    assert contest.fresh().status == CallStatus.DECIDING


@pytest.mark.parametrize("step", [phases.start_check, phases.start_scoring, phases.start_decision])
def test_steps_are_an_officers_and_from_their_phase_alone(step) -> None:
    contest = build.decided(applications=1)

    with pytest.raises(NotPermitted):
        step(call=contest.call, by=contest.secretary)
    with pytest.raises(TransitionNotAllowed):
        step(call=contest.call, by=contest.officer)


def test_cancelling_needs_a_reason_and_ends_everything() -> None:
    contest = build.checking(applications=1)

    with pytest.raises(Invalid):
        phases.cancel(call=contest.call, reason=" ", by=contest.officer)
    with pytest.raises(NotPermitted):
        phases.cancel(call=contest.call, reason="No money", by=contest.secretary)
    phases.cancel(call=contest.call, reason="No money", by=contest.officer)

    assert contest.fresh().status == CallStatus.CANCELLED
    assert Event.objects.get(verb="grants.call.cancelled").reason == "No money"
    assert contest.application(0).status == ApplicationStatus.SUBMITTED
    with pytest.raises(TransitionNotAllowed):
        phases.start_check(call=contest.call, by=contest.officer)


def test_call_is_not_cancelled_once_experts_work() -> None:
    contest = build.scoring(applications=1)

    with pytest.raises(TransitionNotAllowed):
        phases.cancel(call=contest.call, reason="No money", by=contest.officer)
