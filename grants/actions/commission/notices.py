"""Telling the members of the commission of their sitting. Steps: they join the transaction of what they tell of."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_noop

from foundation.accounts.models import User
from foundation.core import presentation
from foundation.notifications.actions import notify_each
from foundation.notifications.letters import Letter
from foundation.notifications.wording import in_each, trilingual
from grants.models import Attendee, Meeting

TOPIC = "grants.commission"
INVITED = Letter(
    TOPIC,
    gettext_noop("The commission meets: “%(call)s”"),
    gettext_noop(
        "The commission meets on %(moment)s. Place: %(place)s.\n\nAgenda, materials and a file for your calendar are on the"
        " page of the meeting. Please say there before the meeting which applications are not for you."
    ),
)
MOVED = Letter(
    TOPIC,
    gettext_noop("The meeting of the commission has changed: “%(call)s”"),
    gettext_noop(
        "The commission meets on %(moment)s. Place: %(place)s.\n\nTake the file for your calendar from the page of the"
        " meeting again."
    ),
)
REMINDED = Letter(
    TOPIC,
    gettext_noop("Reminder: the commission meets on %(moment)s"),
    gettext_noop("Call “%(call)s”. Place: %(place)s. Agenda and materials are on the page of the meeting."),
)
UNDECLARED = Letter(
    TOPIC,
    gettext_noop("Say which applications are not for you, before %(moment)s"),
    gettext_noop(
        "The commission meets then on the call “%(call)s”, and you have not said yet whether you are tied to one of the"
        " applicants. Nobody votes before."
    ),
)
TO_SIGN = Letter(
    TOPIC,
    gettext_noop("The protocol waits for your signature: “%(call)s”"),
    gettext_noop("The commission met on %(moment)s and its decision is published. Sign the protocol on its page."),
)


def tell_invited(meeting: Meeting) -> None:
    """All members, once."""
    _tell(meeting, _people(meeting.attendees.all()), INVITED, "invited")


def tell_moved(meeting: Meeting) -> None:
    """All members, each time that moment, place or link change."""
    _tell(meeting, _people(meeting.attendees.all()), MOVED, "")


def tell_reminder(meeting: Meeting) -> None:
    """All members, once for each moment that was set; those who have not declared hear of that instead."""
    key = meeting.held_at.isoformat()
    silent = meeting.attendees.filter(declared_at=None)
    _tell(meeting, _people(meeting.attendees.exclude(declared_at=None)), REMINDED, f"reminded.{key}")
    _tell(meeting, _people(silent), UNDECLARED, f"reminded.{key}")


def tell_to_sign(meeting: Meeting) -> None:
    """The members who were there."""
    _tell(meeting, _people(meeting.attendees.filter(is_present=True)), TO_SIGN, "sign")


def _people(seats: Iterable[Attendee]) -> Iterable[User]:
    return User.objects.filter(pk__in=[seat.member_id for seat in seats]).order_by("pk")


def _tell(meeting: Meeting, people: Iterable[User], letter: Letter, key: str) -> None:
    context = {
        "call": trilingual(meeting.call, "title"),
        "moment": in_each(lambda: presentation.moment(meeting.held_at, with_zone=True)),
        "place": meeting.place or meeting.video_url or "–",
    }
    link = reverse("grants:meeting-detail", args=[meeting.call.slug])
    notify_each(people, letter, context, link=link, key=f"grants.meeting.{meeting.pk}.{key}" if key else "")
