"""Telling people of visits and findings. Steps: they join the transaction of what they tell of."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_noop, override

from foundation.core.presentation import day
from foundation.notifications.letters import Letter
from monitoring.actions.notices import heads, officers, tell
from monitoring.models import Finding, Visit
from monitoring.verbs import TOPIC

PLANNED = Letter(
    TOPIC,
    gettext_noop("A site visit is planned: %(subject)s"),
    gettext_noop("Day: %(day)s. Place: %(place)s. The checklist is on the page of the visit."),
)
CANCELLED = Letter(
    TOPIC,
    gettext_noop("The site visit will not take place: %(subject)s"),
    gettext_noop("It was planned for %(day)s. Reason: %(reason)s"),
)
REPORTED = Letter(
    TOPIC,
    gettext_noop("A site visit was reported: %(subject)s"),
    gettext_noop("The report, its conclusion and what has to be mended, with the days, are on the page of the visit."),
)
ANSWERED = Letter(
    TOPIC,
    gettext_noop("A finding was answered: %(subject)s"),
    gettext_noop(
        "Finding %(number)d: the organisation says what it has done. Return the answer or settle the finding."
    ),
)
RETURNED = Letter(
    TOPIC,
    gettext_noop("The answer to a finding is not enough: %(subject)s"),
    gettext_noop("Finding %(number)d, to be mended until %(day)s. The officer says: %(text)s"),
)
SETTLED = Letter(
    TOPIC,
    gettext_noop("A finding is settled: %(subject)s"),
    gettext_noop("Finding %(number)d. The officer says: %(text)s"),
)
DUE = Letter(
    TOPIC,
    gettext_noop("A finding is due soon: %(subject)s"),
    gettext_noop("Finding %(number)d has to be mended until %(day)s. Say on the page of the visit what was done."),
)
OVERDUE = Letter(
    TOPIC,
    gettext_noop("A finding is overdue: %(subject)s"),
    gettext_noop("Finding %(number)d had to be mended until %(day)s, and nothing was heard."),
)


def spoken(date: dt.date) -> dict[str, str]:
    """``date`` in words of each language."""
    found = {}
    for language in ("kk", "ru", "en"):
        with override(language):
            found[language] = day(date)
    return found


def tell_planned(visit: Visit) -> None:
    """The organisation, when the visit is announced."""
    _to_heads(visit, PLANNED, "planned", day=spoken(visit.planned_on), place=visit.place)


def tell_cancelled(visit: Visit) -> None:
    """The organisation that was told before."""
    _to_heads(visit, CANCELLED, "cancelled", day=spoken(visit.planned_on), reason=visit.cancel_reason)


def tell_reported(visit: Visit, number: int) -> None:
    """The organisation, of each report."""
    _to_heads(visit, REPORTED, f"reported.{number}")


def _to_heads(visit: Visit, letter: Letter, name: str, **values: object) -> None:
    key = f"monitoring.visit.{visit.pk}.{name}"
    tell(heads(visit.subject), letter, visit.subject, link=visit.get_absolute_url(), key=key, **values)


def tell_answered(finding: Finding) -> None:
    """The officers of the body."""
    _about(finding, ANSWERED, f"answered.{finding.moves.count()}", to_officers=True, number=finding.position)


def tell_judged(finding: Finding, step: str, text: str) -> None:
    """The organisation."""
    letter = RETURNED if step == "return" else SETTLED
    values: dict[str, Any] = {"day": spoken(finding.due_on)} if step == "return" else {}
    name = f"{step}.{finding.moves.count()}"
    _about(finding, letter, name, number=finding.position, text=text, **values)


def tell_due(finding: Finding, *, is_overdue: bool) -> None:
    """The organisation; of an overdue finding the officers too."""
    letter, name = (OVERDUE, "overdue") if is_overdue else (DUE, "due")
    values: dict[str, Any] = {"number": finding.position, "day": spoken(finding.due_on)}
    _about(finding, letter, name, **values)
    if is_overdue:
        _about(finding, letter, name, to_officers=True, **values)


def _about(finding: Finding, letter: Letter, name: str, *, to_officers: bool = False, **values: object) -> None:
    visit = finding.visit
    people = officers(visit.subject) if to_officers else heads(visit.subject)
    key = f"monitoring.finding.{finding.pk}.{name}"
    tell(people, letter, visit.subject, link=visit.get_absolute_url(), key=key, **values)
