"""Answers before the decision and the terms of a call, from the officer's button to the commission's page."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluation.actions import rounds
from evaluation.models import Answer
from foundation.core.errors import Invalid
from foundation.notifications.models import Message
from grants.actions import phases, term_reminders
from grants.choices import CallStatus
from grants.models import Call
from grants.queries.desk import desk_tasks
from grants.queries.phase_terms import running_term, terms_of
from registry.models import RuleParameters
from tests.builders import decisions as build
from tests.builders.grants import head_of
from tests.evaluation.views.pages import table, words

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def ranked(**values) -> build.Contest:
    """The ranking is computed and the commission does not have it yet."""
    contest = build.scoring(applications=2, answer_days=2, **values)
    build.score(contest, build.default_marks(2))
    rounds.close(round=contest.call.round, by=contest.officer)
    build.compute(contest)
    return contest


def page(name: str, *arguments) -> str:
    return reverse(f"grants:{name}", args=arguments)


def test_from_the_officers_button_to_the_page_of_the_commission() -> None:
    contest = ranked()
    number = contest.applications[0].number
    head = head_of(contest.applications[0].organisation)
    officer, applicant = signed_in(contest.officer), signed_in(head)
    assert applicant.get(page("application-answer", number)).status_code == 404
    with pytest.raises(Invalid) as refusal:
        phases.start_decision(call=contest.fresh(), by=contest.officer)
    assert [str(fault.message) for fault in refusal.value.faults] == [
        "Applicants have not been asked for their answers, which the call has announced."
    ]

    assert "Ask the applicants for their answers" in words(officer.get(page("phase-detail", contest.call.slug)))
    officer.post(page("answers-ask", contest.call.slug))

    assert "You can answer the marks" in str(Message.objects.filter(recipient=head).latest("pk").subject)
    assert [task.url for task in desk_tasks(head)] == [page("application-answer", number)]
    shown = applicant.get(page("application-answer", number))
    assert [row[2] for row in table(shown, "Mean marks of your application")] == ["10.00", "9.00"]
    text = words(shown)
    assert [word for word in ("19.00", "rank 1", "Expert 1", "Because of the garden") if word in text] == []
    assert page("application-answer", number) in applicant.get(page("application-detail", number)).content.decode()
    answered = applicant.post(page("application-answer", number), {"text": "Our budget is on page 3."})
    assert answered.status_code == 302
    again = applicant.post(page("application-answer", number), {"text": "One thing more."})
    assert (again.status_code, "One thing more." in words(again)) == (422, False)
    assert Answer.objects.get().text == "Our budget is on page 3."
    assert desk_tasks(head) == []
    stranger = signed_in(head_of(contest.applications[1].organisation))
    assert stranger.get(page("application-answer", number)).status_code == 404
    with pytest.raises(Invalid, match=r"Applicants may answer their marks until|cannot be taken yet"):
        phases.start_decision(call=contest.fresh(), by=contest.officer)


def test_a_late_answer_is_refused_with_its_words_kept_and_the_commission_reads_the_others() -> None:
    contest = ranked()
    first, second = (application.number for application in contest.applications)
    signed_in(contest.officer).post(page("answers-ask", contest.call.slug))
    signed_in(head_of(contest.applications[0].organisation)).post(
        page("application-answer", first), {"text": "Our budget is on page 3."}
    )

    with time_machine.travel(contest.fresh().round.answers_until + dt.timedelta(minutes=1), tick=False):
        late = signed_in(head_of(contest.applications[1].organisation))
        refused = late.post(page("application-answer", second), {"text": "Kept words."})
        assert refused.status_code == 422
        assert "The time for answers is over" in words(refused)
        assert "Kept words." in words(refused)
        phases.start_decision(call=contest.fresh(), by=contest.officer)
        contest.fresh()
        build.prepare(contest)
        build.declare(contest, contest.commission[0])
        pages = [
            signed_in(person).get(page(name, contest.call.slug))
            for person, name in (
                (contest.secretary, "meeting-detail"),
                (contest.commission[0], "meeting-detail"),
                (contest.secretary, "meeting-propose"),
            )
        ]
    assert ["Our budget is on page 3." in words(one) for one in pages] == [True] * 3


def parameters(**days: int) -> None:
    for code, count in days.items():
        RuleParameters.objects.update_or_create(
            key=f"term.{code}-test",
            defaults={
                "code": f"term.{code}",
                "valid_from": dt.date(2016, 1, 1),
                "values": {"working_days": count},
                "source": "test",
                "certainty": "B",
            },
        )


def test_the_terms_of_a_call_are_its_own_or_those_of_the_reference_tables_and_frozen() -> None:
    RuleParameters.objects.filter(code__startswith="term.").delete()
    parameters(formal_check=10, expert_evaluation=15)

    usual, own = build.announced(applications=0).call, build.announced(applications=0, check_days=4).call

    assert [(call.check_days, call.scoring_days) for call in (usual, own)] == [(10, 15), (4, 15)]
    parameters(formal_check=7)
    assert Call.objects.get(pk=usual.pk).check_days == 10


def test_a_late_phase_is_late_for_everybody_and_nothing_else_happens() -> None:
    contest = build.checking(applications=1, check_days=2, scoring_days=3)
    opened, closed = (dt.datetime(2026, 11, day, 12, tzinfo=dt.UTC) for day in (1, 20))
    Call.objects.filter(pk=contest.call.pk).update(opens_at=opened, closes_at=closed)
    # 20 November 2026 is a Friday: the check should be over on the 24th.
    with time_machine.travel(dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC), tick=False):
        assert running_term(contest.fresh()).left == 1
        term_reminders.remind()
        term_reminders.remind()
        assert Message.objects.filter(recipient=contest.officer).count() == 1
    with time_machine.travel(dt.datetime(2026, 11, 26, 9, tzinfo=dt.UTC), tick=False):
        term_reminders.remind()
        term_reminders.remind()
        assert Message.objects.filter(recipient=contest.officer).count() == 2
        public = Client().get(reverse("grants:call-detail", args=[contest.call.slug]))
        [row] = table(public, "Terms of this call")
        assert (row[0], row[3]) == ("Formal check", "Late late by 2 working days")
        [task] = desk_tasks(contest.officer)
        assert (task.status, task.left) == ("overdue", -2)
        desk = words(signed_in(contest.officer).get(reverse("desk")))
        assert "late by 2 working days" in desk
        assert contest.fresh().status == CallStatus.CHECKING
        build.check(contest, 0)
        phases.start_scoring(call=contest.fresh(), by=contest.officer)
        first, second = terms_of(contest.fresh())
        assert (first.ended_on, first.left, second.left) == (dt.date(2026, 11, 26), -2, 3)
        assert contest.call.round.due_on == dt.date(2026, 12, 1)


def test_a_term_that_ended_in_time_says_so_and_a_draft_has_none() -> None:
    contest = build.scoring(applications=1, check_days=10, scoring_days=15)

    assert [(term.code, term.is_over, term.is_late) for term in terms_of(contest.call)] == [
        ("check", True, False),
        ("scoring", False, False),
    ]
    assert terms_of(Call(status=CallStatus.DRAFT, check_days=3, closes_at=timezone.now())) == []
