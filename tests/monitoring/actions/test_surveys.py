"""From a plan to results: who may, what is refused, what is told."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from foundation.audit.models import Event
from foundation.core.errors import Conflict, DeadlinePassed, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from foundation.notifications.models import Message
from monitoring import tasks
from monitoring.actions import answers, remarks, surveys, templates
from monitoring.choices import Access, RemarkStatus, SurveyStatus
from monitoring.exports import results_csv
from monitoring.models import AddressMark, Answer, Arrival, Batch, DailySalt, Remark, Survey, Template, Ticket
from monitoring.queries.desk import desk_tasks
from monitoring.queries.results import results
from monitoring.queries.surveys import standing
from monitoring.rules.surveys import AlreadyAnswered, TooMany
from monitoring.visibility import sees_results
from tests.builders import monitoring as build
from tests.builders.registry import officer
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_lists_of_questions_are_loaded_once() -> None:
    assert (templates.load(), templates.load()) == (2, 0)
    assert [(one.kind, one.code, one.questions.count()) for one in Template.objects.newest()] == [
        ("checklist", "project-visit", 7),
        ("survey", "participants", 6),
    ]


def test_only_an_officer_of_the_body_prepares_a_survey() -> None:
    work = build.followed()

    for stranger in (officer(), work.head, UserFactory()):
        with pytest.raises(NotPermitted):
            surveys.plan(subject=work.subject, facts=build.facts(), tickets=3, by=stranger)
    assert Survey.objects.count() == 0


@pytest.mark.parametrize(
    ("tickets", "opens", "closes", "field"),
    [
        (0, 0, 7, "tickets"),
        (501, 0, 7, "tickets"),
        (5, 8, 7, "closes_at"),
        (5, -9, -1, "closes_at"),
        (5, 0, 200, "closes_at"),
    ],
)
def test_a_window_and_tickets_must_make_sense(tickets: int, opens: int, closes: int, field: str) -> None:
    work, now = build.followed(), timezone.now()
    window = {"opens_at": now + dt.timedelta(days=opens), "closes_at": now + dt.timedelta(days=closes)}

    with pytest.raises(Invalid) as refusal:
        surveys.plan(subject=work.subject, facts=build.facts(**window), tickets=tickets, by=work.officer)

    assert [fault.field for fault in refusal.value.faults] == [field]


def test_a_survey_lives_from_its_plan_to_its_closing() -> None:
    work = build.followed()
    survey = build.planned(work, tickets=7)
    assert [task.title for task in desk_tasks(work.officer)] == [f"Open the survey: {work.subject}"]

    with pytest.raises(Conflict, match="not open yet"):
        build.answer(survey, 1)
    surveys.open_survey(survey=survey, by=work.officer)
    surveys.issue_tickets(survey=survey, count=3, by=work.officer)
    build.answered(survey, [5, 4, 5, 3, 5, 5, 4])
    with time_machine.travel(survey.closes_at + dt.timedelta(seconds=1), tick=False):
        with pytest.raises(DeadlinePassed):
            build.answer(survey, 8)
        assert tasks.close_surveys() == 1
    survey.refresh_from_db()

    assert (survey.status, survey.tickets.count()) == (SurveyStatus.CLOSED, 10)
    found = results(survey)
    assert (found.total, found.issued, found.used, found.is_shown) == (7, 10, 7, True)
    satisfaction = found.satisfaction
    assert satisfaction is not None
    assert satisfaction.mean is not None
    assert (satisfaction.mean.mean, [row.share.count for row in satisfaction.rows]) == (
        Decimal("4.43"),
        [0, 0, 1, 2, 4],
    )
    assert [step[1] for step in satisfaction.steps][:2] == [
        "1 × 0 + 2 × 0 + 3 × 1 + 4 × 2 + 5 × 4 = 31",
        "31 / 7 = 4.43",
    ]
    assert list(
        Event.objects.filter(verb__startswith="monitoring.survey").order_by("pk").values_list("verb", flat=True)
    ) == [
        "monitoring.survey.planned",
        "monitoring.survey.tickets_issued",
        "monitoring.survey.opened",
        "monitoring.survey.tickets_issued",
        "monitoring.survey.released",
        "monitoring.survey.closed",
    ]
    assert sorted(Message.objects.values_list("recipient", "subject")) == sorted(
        [
            (work.head.pk, "Survey of participants: %(subject)s"),
            (work.head.pk, "The survey is closed: %(subject)s"),
            (work.officer.pk, "The survey is closed: %(subject)s"),
        ]
    )


def test_results_stay_hidden_below_five_answers() -> None:
    work = build.followed()
    survey = surveys.close(survey=build.answered(build.opened(work), [5, 5, 5, 1]), by=work.officer)

    found = results(survey)

    assert (found.total, found.is_shown, found.questions, found.doubts, Batch.objects.count()) == (0, False, [], [], 0)
    assert results_csv(found).count("\n") == 1


def test_a_ticket_is_good_for_one_answer() -> None:
    work = build.followed()
    survey, other = build.opened(work), build.opened(work)
    build.answer(survey, 3)

    with pytest.raises(AlreadyAnswered):
        build.answer(survey, 3)
    for text in (build.code(other, 4), build.code(survey, 4)[:-1] + "_", "", "4"):
        with pytest.raises(Invalid) as refusal:
            answers.receive(survey=survey, typed={"q1": "5", "q2": "no"}, visitor=answers.Visitor(ticket=text))
        assert [fault.field for fault in refusal.value.faults] == ["ticket"]
    with pytest.raises(AlreadyAnswered):  # signed by us, yet never printed
        answers.receive(survey=survey, typed={"q1": "5", "q2": "no"}, visitor=answers.Visitor(build.code(survey, 21)))

    assert (Answer.objects.count(), list(Ticket.objects.filter(is_used=True).values_list("number", flat=True))) == (
        1,
        [3],
    )


def test_every_wrong_answer_is_told_and_the_ticket_is_kept() -> None:
    survey = build.opened(build.followed())
    typed = {"q1": "6", "q2": "", "q3": "west", "q4": "x" * 1001}

    with pytest.raises(Invalid) as refusal:
        answers.receive(survey=survey, typed=typed, visitor=answers.Visitor(build.code(survey, 1)))

    assert [(fault.field, str(fault.message)) for fault in refusal.value.faults] == [
        ("q1", "Choose one of the list"),
        ("q2", "Answer this question."),
        ("q3", "Choose one of the list"),
        ("q4", "Shorten this to 1000 characters: it has 1001."),
    ]
    assert Ticket.objects.filter(is_used=True).count() == 0


def test_an_open_link_has_limits_and_forgets_addresses() -> None:
    survey = build.opened(build.followed(), access=Access.LINK, per_address=2, per_hour=3)
    home, same, other = "2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "203.0.113.9"
    typed = {"q1": "4", "q2": "no"}

    for address in (home, same):
        answers.receive(survey=survey, typed=typed, visitor=answers.Visitor(address=address))
    with pytest.raises(TooMany, match="network"):
        answers.receive(survey=survey, typed=typed, visitor=answers.Visitor(address=home))
    answers.note_refusal(survey=survey)
    answers.receive(survey=survey, typed=typed, visitor=answers.Visitor(address=other))
    with pytest.raises(TooMany, match="in an hour"):
        answers.receive(survey=survey, typed=typed, visitor=answers.Visitor(address="203.0.113.10"))

    assert Arrival.objects.values_list("taken", "refused").get() == (3, 1)
    marks = list(AddressMark.objects.values_list("digest", "taken").order_by("-taken"))
    assert ([taken for _digest, taken in marks], all(home not in digest for digest, _taken in marks)) == ([2, 1], True)
    assert tasks.forget_addresses() == 0
    with time_machine.travel(timezone.now() + dt.timedelta(days=1)):
        assert tasks.forget_addresses() == 1
    assert (AddressMark.objects.count(), DailySalt.objects.count(), Answer.objects.count()) == (0, 0, 3)


def test_own_words_are_screened_before_they_are_stored_and_read_before_they_are_published() -> None:
    work = build.followed()
    survey = build.answered(build.opened(work), [5] * 5, q4="Thank Aizhan, 87011234567")
    remark = Remark.objects.first()
    assert remark is not None
    with pytest.raises(Conflict, match="let out"):
        remarks.judge(remark=remark, step="publish", by=work.officer)
    surveys.close(survey=survey, by=work.officer)
    assert [task.status_label for task in desk_tasks(work.officer)] == ["5 remarks"]

    first, second, *_rest = Remark.objects.filter(survey=survey)
    remarks.judge(remark=first, step="publish", by=work.officer)
    with pytest.raises(Invalid):
        remarks.judge(remark=second, step="hide", by=work.officer)
    remarks.judge(remark=second, step="hide", reason="Names a person", by=work.officer)
    with pytest.raises(NotPermitted):
        remarks.judge(remark=first, step="hide", reason="no", by=work.head)
    with pytest.raises(TransitionNotAllowed):
        remarks.judge(remark=first, step="publish", by=work.officer)

    assert [one.text for one in results(survey).remarks] == ["Thank Aizhan, […]"]
    assert Remark.objects.filter(status=RemarkStatus.WAITING).count() == 3
    assert "Aizhan" not in str(list(Event.objects.values()))


def test_a_group_that_an_officer_doubts_is_left_out_with_a_reason() -> None:
    work = build.followed()
    survey = surveys.close(survey=build.answered(build.opened(work), [5] * 10 + [1] * 5), by=work.officer)
    first, *others = Batch.objects.order_by("number")
    assert (first.size, [batch.size for batch in others], results(survey).total) == (5, [5, 5], 15)

    with pytest.raises(Invalid):
        surveys.exclude(batch=first, reason=" ", by=work.officer)
    with pytest.raises(NotPermitted):
        surveys.exclude(batch=first, reason="Stuffed", by=work.head)
    surveys.exclude(batch=first, reason="All came from one desk", by=work.officer)
    with pytest.raises(Conflict):
        surveys.exclude(batch=first, reason="Again", by=work.officer)

    found = results(survey)
    assert found.total == 10
    assert found.doubts[-1] == "5 answers were left out by an officer: All came from one desk"


def test_a_survey_is_cancelled_only_before_answers_were_let_out() -> None:
    work = build.followed()
    empty, full = build.answered(build.opened(work), [5, 5]), build.answered(build.opened(work), [5] * 10)

    with pytest.raises(Invalid):
        surveys.cancel(survey=empty, reason="", by=work.officer)
    surveys.cancel(survey=empty, reason="Wrong list", by=work.officer)
    with pytest.raises(Conflict, match="close the survey"):
        surveys.cancel(survey=full, reason="I do not like it", by=work.officer)

    assert (empty.answers.count(), full.answers.count()) == (0, 10)


def test_who_sees_what_while_it_runs() -> None:
    work, stranger = build.followed(), UserFactory()
    survey = build.answered(build.opened(work, access=Access.LINK, reached=100), [4] * 10)

    assert [sees_results(user, survey) for user in (work.officer, work.head, stranger)] == [True, True, False]
    shown = standing(survey, work.officer)
    assert [shown[name] for name in ("taken", "released", "waiting", "has_results")] == [10, 5, 5, True]
    assert [burst.taken for burst in shown["bursts"]] == [10]
    assert results(survey).doubts[1:3] == [
        "The link was open: the portal limits answers from one device, but cannot know who answered.",
        "5 of 100 people answered. Those who did not may think otherwise.",
    ]
