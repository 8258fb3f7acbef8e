"""Tasks on the desks of officers, secretaries and members of a commission."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from evaluation.actions import rounds
from grants.actions import phases
from grants.actions.commission import meetings
from grants.choices import CallStatus, CheckConclusion
from grants.models import Call
from grants.queries.desk import desk_tasks
from grants.queries.phase_terms import running_term
from tests.builders import decisions as build

pytestmark = pytest.mark.django_db


def titles(user) -> list[str]:
    return [str(task.title).partition(":")[0] for task in desk_tasks(user)]


def test_officer_is_led_from_phase_to_phase() -> None:
    contest = build.announced(applications=2, allows_return=True)
    officer, seen = contest.officer, []

    def look() -> None:
        seen.append(titles(officer))

    look()
    build.close_window(contest)
    look()
    phases.start_check(call=contest.call, by=officer)
    look()
    build.check(contest, 0)
    until = timezone.now() + dt.timedelta(days=1)
    build.check(contest, 1, CheckConclusion.RETURN, correct_until=until)
    look()
    application = contest.application(1)
    build.build.applications.submit(application=application, by=application.submitted_by)
    build.check(contest, 1, version=2)
    look()
    phases.start_scoring(call=contest.fresh(), by=officer)
    look()

    assert seen == [
        [],
        ["Start the formal check"],
        ["Check 2 applications"],
        [],
        ["Hand the admitted applications to the experts"],
        [],
    ]


def test_officer_hands_the_ranking_over_when_it_is_there() -> None:
    contest = build.scoring(applications=1)
    build.score(contest, build.default_marks(1))
    rounds.close(round=contest.call.round, by=contest.officer)
    before = titles(contest.officer)
    build.compute(contest)

    assert (before, titles(contest.officer)) == ([], ["Hand the ranking to the commission"])


def test_secretary_and_members_are_led_through_the_sitting() -> None:
    contest = build.deciding(applications=1)
    secretary, member = contest.secretary, contest.commission[0]
    seen = [(titles(secretary), titles(member))]
    build.prepare(contest)
    seen.append((titles(secretary), titles(member)))
    meetings.open_voting(meeting=contest.meeting, by=secretary)
    seen.append((titles(secretary), titles(member)))
    build.declare(contest, member)
    seen.append((titles(secretary), titles(member)))
    for person in contest.commission[1:]:
        build.declare(contest, person)
    build.attend(contest, contest.commission)
    seen.append((titles(secretary), titles(member)))
    build.vote_for(contest)
    seen.append((titles(secretary), titles(member)))

    conclude, declare = ["Conclude the meeting of the commission"], ["Say which applications are not for you"]
    assert seen == [
        (["Prepare the meeting of the commission"], []),
        (["Open the vote of the commission"], declare),
        (conclude, declare),
        (conclude, []),
        (conclude, ["Vote on the list"]),
        (conclude, []),
    ]


def test_nothing_waits_after_the_decision_or_for_strangers() -> None:
    contest, other = build.decided(applications=1), build.checking(applications=1)

    people = [contest.officer, contest.secretary, contest.commission[0], other.secretary]
    assert [titles(person) for person in people] == [[], [], ["Sign the protocol"], []]
    assert desk_tasks(AnonymousUser()) == []


def test_check_should_be_over_ten_working_days_after_the_window() -> None:
    # 20 June 2022 is a Monday; the 6th of July, Day of the Capital, is no working day.
    call = Call(closes_at=dt.datetime(2022, 6, 20, 12, 0, tzinfo=dt.UTC), check_days=10, status=CallStatus.CHECKING)

    term = running_term(call)

    assert term.due_at.isoformat() == "2022-07-04T23:59:00+06:00"
