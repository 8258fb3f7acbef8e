"""Who prepares and closes a survey, and which answers it takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core import clock
from foundation.core.errors import Conflict, DeadlinePassed, DomainError, Fault
from foundation.core.screening import screened
from monitoring.choices import Access, QuestionKind, SurveyStatus
from monitoring.models import Batch, Question, Remark, Subject, Survey
from monitoring.rules import check_is_officer
from monitoring.workflow import REMARK, SURVEY

LONGEST_REMARK = 1000
MOST_TICKETS = 500
MOST_IN_ALL = 5000
ANSWERED_HERE = _("This device has answered already. Thank you!")
LONGEST_WINDOW = dt.timedelta(days=183)


class TooMany(DomainError):
    """A limit against stuffing; the person can come back later."""

    status_code = 429


class AlreadyAnswered(Conflict):
    """The ticket or this device has given its answer."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was read: question → code of the choice, question → own words (screened)."""

    chosen: dict[str, str]
    words: dict[str, str]


def check_can_plan(user: Any, subject: Subject) -> None:
    """An officer of the body."""
    check_is_officer(user, subject)


def plan_faults(*, opens_at: dt.datetime, closes_at: dt.datetime) -> list[Fault]:
    """What keeps a window from being one."""
    if closes_at <= opens_at:
        return [Fault(_("The survey must close after it opens."), "closes_at")]
    if closes_at <= clock.now():
        return [Fault(_("Enter a moment in the future."), "closes_at")]
    if closes_at - opens_at > LONGEST_WINDOW:
        return [Fault(_("A survey takes answers for half a year at most."), "closes_at")]
    return []


def check_can_open(user: Any, survey: Survey) -> None:
    """An officer; a survey with tickets needs some."""
    check_is_officer(user, survey.subject)
    SURVEY.step("open", survey.status)
    if survey.closes_at <= clock.now():
        raise DeadlinePassed(_("The window of this survey is over. Cancel it and prepare another one."))
    if survey.access == Access.TICKETS and not survey.tickets.exists():
        raise Conflict(_("Issue tickets first: without one nobody can answer."))


def check_can_close(user: Any, survey: Survey) -> None:
    """An officer, at any time; the portal itself (``user`` None) when the window is over."""
    if user is not None:
        check_is_officer(user, survey.subject)
    elif survey.closes_at > clock.now():
        raise Conflict(_("The window of this survey is not over yet."))
    SURVEY.step("close", survey.status)


def check_can_cancel(user: Any, survey: Survey) -> None:
    """An officer, before the first answers were let out: results that exist are not made to vanish."""
    check_is_officer(user, survey.subject)
    SURVEY.step("cancel", survey.status)
    if survey.batches.exists():
        raise Conflict(_("Answers have been let out already: close the survey instead."))


def check_can_issue(user: Any, survey: Survey) -> None:
    """An officer, before and while the survey takes answers."""
    check_is_officer(user, survey.subject)
    if survey.access != Access.TICKETS:
        raise Conflict(_("This survey is answered by one open link; it has no tickets."))
    if survey.status not in {SurveyStatus.PLANNED, SurveyStatus.OPEN}:
        raise Conflict(_("This survey takes no more answers."))


def check_can_exclude(user: Any, batch: Batch) -> None:
    """An officer; what is left out stays counted and is shown with the reason."""
    check_is_officer(user, batch.survey.subject)
    if batch.excluded_at is not None:
        raise Conflict(_("This group of answers is left out already."))


def check_can_judge(user: Any, remark: Remark, step: str) -> None:
    """An officer, once the group of the remark is let out."""
    check_is_officer(user, remark.survey.subject)
    if remark.batch_id is None:
        raise Conflict(_("This remark has not been let out yet."))
    REMARK.step(step, remark.status)


def check_takes_answers(survey: Survey) -> None:
    """Open, by the server's clock."""
    now = clock.now()
    if survey.status == SurveyStatus.PLANNED or (survey.status == SurveyStatus.OPEN and now < survey.opens_at):
        raise Conflict(_("This survey is not open yet."), code="early")
    if survey.status != SurveyStatus.OPEN or now >= survey.closes_at:
        raise DeadlinePassed(_("This survey is over. Thank you for wanting to answer."))


def read(questions: Iterable[Question], typed: Mapping[str, Any]) -> tuple[Given, list[Fault]]:
    """What was typed, and what is wrong with it; fields are codes of questions."""
    chosen: dict[str, str] = {}
    words: dict[str, str] = {}
    faults: list[Fault] = []
    for question in questions:
        value = str(typed.get(question.code) or "").strip()
        fault = _fault(question, value)
        if fault:
            faults.append(fault)
        elif value and question.kind == QuestionKind.TEXT:
            words[question.code] = screened(value)
        elif value:
            chosen[question.code] = value
    return Given(chosen, words), faults


def _fault(question: Question, value: str) -> Fault | None:
    if not value:
        return Fault(_("Answer this question."), question.code) if question.is_required else None
    if question.kind == QuestionKind.TEXT:
        too_long = len(value) > LONGEST_REMARK
        message = _("Shorten this to %(most)d characters: it has %(is)d.") % {"most": LONGEST_REMARK, "is": len(value)}
        return Fault(message, question.code) if too_long else None
    return None if value in question.codes else Fault(_("Choose one of the list"), question.code)
