"""Telling people of surveys and visits. Steps: they join the transaction of what they tell of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_noop

from foundation.accounts.models import User
from foundation.notifications.actions import notify_each
from foundation.notifications.letters import Letter
from foundation.notifications.wording import trilingual
from monitoring.models import Subject, Survey
from monitoring.verbs import TOPIC
from registry.queries import holders

OPENED = Letter(
    TOPIC,
    gettext_noop("Survey of participants: %(subject)s"),
    gettext_noop(
        "The people whom this work serves are asked how it helped them. The officer gives out tickets or the link;"
        " nobody sees who answered what. The results are published after the closing."
    ),
)
CLOSED = Letter(
    TOPIC,
    gettext_noop("The survey is closed: %(subject)s"),
    gettext_noop("%(count)d answers were let out. The results are on the page of the survey."),
)


def heads(subject: Subject) -> Iterable[User]:
    """Heads of the organisation that does the work."""
    return holders.heads_of(subject.organisation_id)


def officers(subject: Subject) -> Iterable[User]:
    """Officers of the body that follows it."""
    return holders.officers_of(subject.body_id)


def tell(people: Iterable[User], letter: Letter, subject: Subject, *, link: str, key: str, **values: Any) -> None:
    """``letter`` about ``subject`` to each of ``people``, once for each ``key``."""
    context = {"subject": trilingual(subject, "title"), **values}
    notify_each(people, letter, context, link=link, key=key)


def tell_opened(survey: Survey) -> None:
    """The organisation learns that its people are asked."""
    subject = survey.subject
    tell(heads(subject), OPENED, subject, link=subject.get_absolute_url(), key=f"monitoring.survey.{survey.pk}.opened")


def tell_closed(survey: Survey, count: int) -> None:
    """Both sides learn that there are results."""
    subject, key = survey.subject, f"monitoring.survey.{survey.pk}.closed"
    for people in (heads(subject), officers(subject)):
        tell(people, CLOSED, subject, link=survey.get_absolute_url(), key=key, count=count)
