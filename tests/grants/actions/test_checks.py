from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.audit.models import Event
from foundation.core.errors import Conflict, DeadlinePassed, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from foundation.notifications.models import Message
from grants.actions import applications as applicant
from grants.actions import checks
from grants.actions.commission import decisions
from grants.choices import ApplicationStatus, CheckConclusion, CheckItem, CheckStage
from grants.models import FormalCheck, FormalCheckItem
from grants.queries.conclusions import conclusions
from grants.queries.results import own_result
from registry.models import Membership
from tests.builders import decisions as build

pytestmark = pytest.mark.django_db


def in_days(days: int) -> dt.datetime:
    return timezone.now() + dt.timedelta(days=days)


def returned(**values) -> build.Contest:
    contest = build.checking(applications=1, allows_return=True, **values)
    build.check(contest, 0, CheckConclusion.RETURN, correct_until=in_days(2))
    return contest


def test_admission_keeps_eight_answers_and_one_event() -> None:
    contest = build.checking(applications=1)

    check = build.check(contest, 0)

    assert (check.number, check.version.number, check.reason, check.correct_until) == (1, 1, "", None)
    assert list(check.items.values_list("item", "is_met", "reason")) == [(item.value, True, "") for item in CheckItem]
    application = contest.application(0)
    assert (application.status, application.decision_reason) == (ApplicationStatus.ADMITTED, "")
    event = Event.objects.get(verb="grants.application.admitted")
    assert (event.actor_id, event.changes["no"]) == (str(contest.second.pk), [])


def test_refusal_keeps_the_reasons_of_each_no() -> None:
    contest = build.checking(applications=1)

    check = build.check(contest, 0, CheckConclusion.REFUSE)

    assert list(check.items.filter(is_met=False).values_list("item", "reason")) == [
        (CheckItem.TERRITORY, "No place is named.")
    ]
    application = contest.application(0)
    assert (application.status, application.decision_reason) == (
        ApplicationStatus.NOT_ADMITTED,
        "The territory is missing.",
    )


def test_applicant_is_told_at_once() -> None:
    contest = build.checking(applications=1)

    build.check(contest, 0, CheckConclusion.REFUSE)

    message = Message.objects.get(key__startswith="grants.check.")
    assert message.recipient_id == contest.application(0).submitted_by_id
    assert message.context["reason"] == "The territory is missing."


def test_all_faults_come_at_once_and_nothing_is_written() -> None:
    contest = build.checking(applications=1)
    answers = [one for one in build.answers(goal=" ") if one.item != CheckItem.THEME]

    with pytest.raises(Invalid) as refusal:
        build.check(contest, 0, CheckConclusion.REFUSE, answers=answers, reason="")

    assert [fault.field for fault in refusal.value.faults] == ["theme", "goal_reason", "reason"]
    assert not FormalCheck.objects.exists()
    assert contest.application(0).status == ApplicationStatus.SUBMITTED


def test_second_conclusion_is_refused() -> None:
    contest = build.checking(applications=1)
    build.check(contest, 0)

    with pytest.raises(Conflict):
        build.check(contest, 0, CheckConclusion.REFUSE)

    assert FormalCheck.objects.count() == 1


def test_only_an_officer_of_the_operator_checks() -> None:
    contest, other = build.checking(applications=1), build.checking(applications=1)

    for person in (contest.secretary, contest.commission[0], other.officer, contest.application(0).submitted_by):
        with pytest.raises(NotPermitted):
            checks.conclude(
                application=contest.application(0),
                version=1,
                answers=build.answers(),
                conclusion=CheckConclusion.ADMIT,
                by=person,
            )

    assert not FormalCheck.objects.exists()


def test_check_waits_for_its_phase() -> None:
    contest = build.announced(applications=1)

    with pytest.raises(Conflict):
        build.check(contest, 0)


def test_another_version_sent_meanwhile_is_not_concluded_blindly() -> None:
    contest = build.checking(applications=1)

    with pytest.raises(Conflict):
        build.check(contest, 0, version=2)


def test_return_is_refused_where_the_call_does_not_allow_it() -> None:
    contest = build.checking(applications=1)

    with pytest.raises(Conflict):
        build.check(contest, 0, CheckConclusion.RETURN, correct_until=in_days(2))


def test_a_correction_has_the_working_days_of_the_call_from_the_confirmation() -> None:
    contest = build.checking(applications=1, allows_return=True, correction_days=3)

    # Friday, 13 November 2026: Monday is the first working day.
    with time_machine.travel("2026-11-13 12:00:00+05:00", tick=False):
        check = build.conclude_check(contest, 0, CheckConclusion.RETURN)
    assert check.correct_until is None
    with time_machine.travel("2026-11-13 12:00:00+05:00", tick=False):
        check = checks.confirm(check=check, by=contest.second)

    assert timezone.localtime(check.correct_until).isoformat() == "2026-11-18T18:30:00+05:00"


def test_a_conclusion_counts_when_another_officer_has_confirmed_it() -> None:
    contest = build.checking(applications=1)
    check = build.conclude_check(contest, 0, CheckConclusion.REFUSE)

    assert contest.application(0).status == ApplicationStatus.SUBMITTED
    assert own_result(contest.application(0)) is None
    assert not Message.objects.filter(key__startswith="grants.check.").exists()
    with pytest.raises(NotPermitted, match="another officer confirms it"):
        checks.confirm(check=check, by=contest.officer)
    with pytest.raises(NotPermitted, match="Only an officer"):
        checks.confirm(check=check, by=contest.secretary)
    with pytest.raises(Conflict, match="A conclusion waits already"):
        checks.conclude(
            application=contest.application(0),
            version=1,
            answers=build.answers(),
            conclusion=CheckConclusion.ADMIT,
            by=contest.second,
        )
    confirmed = checks.confirm(check=check, by=contest.second)

    assert (confirmed.stage, confirmed.reviewed_by) == (CheckStage.CONFIRMED, contest.second)
    assert contest.application(0).status == ApplicationStatus.NOT_ADMITTED
    assert own_result(contest.application(0)) is not None
    with pytest.raises(Conflict, match="answered this conclusion"):
        checks.send_back(check=check, remark="Too late.", by=contest.second)
    with pytest.raises(IntegrityError), transaction.atomic():
        FormalCheck.objects.filter(pk=check.pk).update(checked_by=contest.second)


def test_a_conclusion_is_sent_back_with_a_remark_for_the_first_officer_alone() -> None:
    contest = build.checking(applications=1)
    check = build.conclude_check(contest, 0, CheckConclusion.REFUSE)

    with pytest.raises(Invalid) as refusal:
        checks.send_back(check=check, remark=" ", by=contest.second)
    assert [fault.field for fault in refusal.value.faults] == ["remark"]
    checks.send_back(check=check, remark="The territory is on page 4.", by=contest.second)
    again = build.conclude_check(contest, 0)

    told = Message.objects.get(key__startswith="grants.check.")
    assert (told.recipient, told.context["remark"]) == (contest.officer, "The territory is on page 4.")
    assert (again.number, again.stage) == (2, CheckStage.PROPOSED)
    checks.confirm(check=again, by=contest.second)
    assert contest.application(0).status == ApplicationStatus.ADMITTED


def test_a_body_with_one_officer_is_told_what_to_do() -> None:
    contest = build.checking(applications=1)
    check = build.conclude_check(contest, 0)
    Membership.objects.filter(user=contest.second).update(ended_at=timezone.now())

    with pytest.raises(NotPermitted, match="the body has only you"):
        checks.confirm(check=check, by=contest.officer)


def test_conclusions_are_published_when_the_phase_is_over_and_names_with_the_decision() -> None:
    contest = build.checking(applications=2)
    build.check(contest, 0, CheckConclusion.REFUSE)
    build.check(contest, 1)

    assert conclusions(contest.fresh()) is None
    build.open_scoring(contest)
    published = conclusions(contest.fresh())
    assert published is not None
    assert [(row.is_admitted, row.is_named, [item.item for item in row.unmet]) for row in published.rows] == [
        (False, True, [CheckItem.TERRITORY]),
        (True, False, []),
    ]
    assert (published.admitted, published.is_blind) == (1, True)
    build.rank(contest)
    build.prepare(contest)
    build.open_vote(contest, contest.commission)
    build.vote_for(contest)
    decisions.conclude(meeting=contest.meeting, by=contest.secretary)
    named = conclusions(contest.fresh())
    assert named is not None
    assert not named.is_blind


def test_corrected_application_is_checked_again_and_not_returned_twice() -> None:
    contest = returned()
    application = contest.application(0)
    applicant.submit(application=application, by=application.submitted_by)

    with pytest.raises(Conflict):
        build.check(contest, 0, CheckConclusion.RETURN, correct_until=in_days(2), version=2)
    second = build.check(contest, 0, version=2)

    assert (second.number, second.version.number) == (2, 2)
    assert list(FormalCheck.objects.values_list("conclusion", flat=True)) == ["return", "admit"]


def test_returned_application_is_not_refused_while_it_can_be_corrected() -> None:
    contest = returned()

    with pytest.raises(Conflict):
        build.check(contest, 0, CheckConclusion.REFUSE)
    with time_machine.travel(in_days(30), tick=False):
        build.check(contest, 0, CheckConclusion.REFUSE)

    assert contest.application(0).status == ApplicationStatus.NOT_ADMITTED


def test_returned_application_is_never_admitted_without_a_new_version() -> None:
    contest = returned()

    with time_machine.travel(in_days(30), tick=False), pytest.raises(TransitionNotAllowed):
        build.check(contest, 0)


def test_correction_comes_too_late_after_its_moment() -> None:
    contest = returned()
    application = contest.application(0)

    with time_machine.travel(in_days(30), tick=False), pytest.raises(DeadlinePassed):
        applicant.submit(application=application, by=application.submitted_by)


def test_database_refuses_a_no_without_a_reason_and_a_refusal_without_one() -> None:
    contest = build.checking(applications=1)
    check = build.check(contest, 0)

    with pytest.raises(IntegrityError), transaction.atomic():
        FormalCheckItem.objects.filter(check_of=check, item="goal").update(is_met=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        FormalCheck.objects.filter(pk=check.pk).update(conclusion=CheckConclusion.REFUSE)
    with pytest.raises(IntegrityError), transaction.atomic():
        FormalCheck.objects.filter(pk=check.pk).update(conclusion=CheckConclusion.RETURN, reason="Late")
