"""Telling the sides and the reviewers of a complaint."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_noop

from foundation.core import presentation
from foundation.notifications.actions import notify_each
from foundation.notifications.letters import Letter
from foundation.notifications.wording import in_each, trilingual
from registry.queries.holders import officers_of, writers_of
from socialorder.choices import ComplaintStatus, Party
from socialorder.models import Complaint

TOPIC = "socialorder.complaints"
SENT = Letter(
    TOPIC,
    gettext_noop("A complaint about the tender “%(tender)s”"),
    gettext_noop("%(organisation)s has complained: %(subject)s. Admit it or return it with a reason until %(until)s."),
)
TOLD_BODY = Letter(
    TOPIC,
    gettext_noop("A complaint about your tender “%(tender)s”"),
    gettext_noop("%(organisation)s has complained: %(subject)s. %(reviewer)s reviews it; you do not decide on it."),
)
RETURNED = Letter(
    TOPIC,
    gettext_noop("Your complaint about the tender “%(tender)s” is returned"),
    gettext_noop("The reason: %(reason)s\n\nYou can complain again while the term runs."),
)
ADMITTED = Letter(
    TOPIC,
    gettext_noop("The complaint about the tender “%(tender)s” is admitted"),
    gettext_noop("The decision should be there by %(until)s. The body answers on the page of the complaint."),
)
SAID = Letter(
    TOPIC,
    gettext_noop("A new word in the complaint about the tender “%(tender)s”"),
    gettext_noop("It is on the page of the complaint."),
)
DECIDED = Letter(
    TOPIC,
    gettext_noop("The complaint about the tender “%(tender)s” is decided"),
    gettext_noop("The decision: %(outcome)s.\n\n%(reason)s"),
)
WITHDRAWN = Letter(
    TOPIC,
    gettext_noop("The complaint about the tender “%(tender)s” is withdrawn"),
    gettext_noop("%(organisation)s has withdrawn it."),
)
DONE = Letter(
    TOPIC,
    gettext_noop("The decision on the complaint about the tender “%(tender)s” is carried out"),
    gettext_noop("What was ordered: %(remedy)s."),
)
OVERDUE = Letter(
    TOPIC,
    gettext_noop("A complaint about the tender “%(tender)s” waits beyond its term"),
    gettext_noop("It was due on %(until)s. Everybody sees that it is late."),
)


def tell_sent(complaint: Complaint) -> None:
    _tell(officers_of(complaint.reviewer_body), SENT, complaint, until=complaint.due_on)
    _tell(officers_of(complaint.body), TOLD_BODY, complaint)


def tell_admission(complaint: Complaint) -> None:
    if complaint.status == ComplaintStatus.RETURNED:
        _tell(writers_of(complaint.organisation), RETURNED, complaint)
        return
    _tell(_both(complaint), ADMITTED, complaint, until=complaint.due_on)


def tell_said(complaint: Complaint, side: str) -> None:
    """The other side, and the reviewer."""
    others = officers_of(complaint.body) if side == Party.COMPLAINANT else writers_of(complaint.organisation)
    _tell([*others, *([complaint.reviewer] if complaint.reviewer else [])], SAID, complaint)


def tell_decided(complaint: Complaint) -> None:
    _tell(_both(complaint), DECIDED, complaint)


def tell_withdrawn(complaint: Complaint) -> None:
    _tell([*officers_of(complaint.reviewer_body), *officers_of(complaint.body)], WITHDRAWN, complaint)


def tell_carried_out(complaint: Complaint) -> None:
    people = [*writers_of(complaint.organisation), *([complaint.reviewer] if complaint.reviewer else [])]
    _tell(people, DONE, complaint)


def tell_overdue(complaint: Complaint) -> None:
    """Those who are waited for, once for each term."""
    who = complaint.reviewer_body if complaint.is_pending else complaint.body
    key = f"socialorder.complaint.{complaint.pk}.overdue.{complaint.due_on}"
    _tell(officers_of(who), OVERDUE, complaint, key=key, until=complaint.due_on)


def tell_answer_overdue(complaint: Complaint) -> None:
    key = f"socialorder.complaint.{complaint.pk}.answer.{complaint.answer_due_on}"
    _tell(officers_of(complaint.body), OVERDUE, complaint, key=key, until=complaint.answer_due_on)


def _both(complaint: Complaint) -> list[Any]:
    return [*writers_of(complaint.organisation), *officers_of(complaint.body)]


def _tell(people: Any, letter: Letter, complaint: Complaint, *, key: str = "", until: dt.date | None = None) -> None:
    context = {
        "tender": trilingual(complaint.tender, "title"),
        "organisation": trilingual(complaint.organisation, "name"),
        "reviewer": trilingual(complaint.reviewer_body, "name"),
        "subject": in_each(lambda: str(complaint.get_subject_display())),
        "outcome": in_each(lambda: str(complaint.get_status_display())),
        "remedy": in_each(lambda: str(complaint.get_remedy_display())),
        "reason": complaint.reason,
        "until": in_each(lambda: presentation.day(until) if until else ""),
    }
    notify_each(people, letter, context, link=complaint.get_absolute_url(), key=key)
