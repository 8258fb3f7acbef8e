"""Telling members and bodies what happened. Steps: they join the transaction of what they tell of."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_noop

from councils.actions import followers
from councils.models import Meeting, Recommendation
from foundation.accounts.models import User
from foundation.core import presentation
from foundation.notifications.actions import notify_each
from foundation.notifications.letters import Letter
from foundation.notifications.wording import in_each, trilingual
from registry.models import Body
from registry.queries.holders import officers_of

MEETINGS, RECOMMENDATIONS = "councils.meetings", "councils.recommendations"
INVITED = Letter(
    MEETINGS,
    gettext_noop("Meeting of the council: %(topic)s"),
    gettext_noop("%(council)s meets on %(moment)s. Agenda and materials are on its page."),
)
MOVED = Letter(
    MEETINGS,
    gettext_noop("The plan of a meeting has changed: %(topic)s"),
    gettext_noop("%(council)s meets on %(moment)s. Look at its page: day, place or link have changed."),
)
CANCELLED = Letter(
    MEETINGS,
    gettext_noop("A meeting is cancelled: %(topic)s"),
    gettext_noop("%(council)s does not meet on %(moment)s. Reason: %(reason)s"),
)
PUBLISHED = Letter(
    MEETINGS,
    gettext_noop("Minutes are published: %(topic)s"),
    gettext_noop("%(council)s met on %(moment)s. The minutes are on its page."),
)
SENT = Letter(
    RECOMMENDATIONS,
    gettext_noop("Recommendation № %(number)s waits for your reply"),
    gettext_noop("%(council)s has sent a recommendation. The reasoned reply is due on %(due)s."),
)
REPLIED = Letter(
    RECOMMENDATIONS,
    gettext_noop("Recommendation № %(number)s is answered"),
    gettext_noop("%(council)s: the body has replied. Look whether the reply is an answer."),
)
RETURNED = Letter(
    RECOMMENDATIONS,
    gettext_noop("Your reply to recommendation № %(number)s is returned"),
    gettext_noop("%(council)s says: %(reason)s A new reply is due on %(due)s."),
)
DUE = Letter(
    RECOMMENDATIONS,
    gettext_noop("Reply to recommendation № %(number)s is due on %(due)s"),
    gettext_noop("%(council)s waits for your reasoned reply. Everybody sees when it came."),
)
OVERDUE = Letter(
    RECOMMENDATIONS,
    gettext_noop("Reply to recommendation № %(number)s is overdue"),
    gettext_noop("%(council)s has waited for your reasoned reply since %(due)s. The public page says so."),
)


def tell_invited(meeting: Meeting) -> None:
    """The members who have an account."""
    _tell_members(meeting, INVITED, "invited")


def tell_moved(meeting: Meeting) -> None:
    """The members, each time that day, place or link change."""
    _tell_members(meeting, MOVED, "")


def tell_cancelled(meeting: Meeting) -> None:
    """The members, with the reason."""
    _tell_members(meeting, CANCELLED, "cancelled", reason=meeting.cancel_reason)


def tell_published(meeting: Meeting) -> None:
    """The members."""
    _tell_members(meeting, PUBLISHED, "published")


def tell_sent(one: Recommendation) -> None:
    """Officers of the body that is to reply."""
    _tell_body(one.addressee, one, SENT, "")
    _tell_followers(one, followers.RECOMMENDED, "sent")


def tell_replied(one: Recommendation) -> None:
    """The secretariat of the council."""
    _tell_body(one.council.body, one, REPLIED, "")
    _tell_followers(one, followers.ANSWERED, f"replied.{one.reply_due_on}")


def _tell_followers(one: Recommendation, letter: Letter, step: str) -> None:
    key = f"councils.recommendation.{one.pk}.{step}"
    followers.tell(one.council, letter, one.get_absolute_url(), key=key, number=one.number)


def tell_returned(one: Recommendation, reason: str) -> None:
    """Officers of the body whose reply was no answer."""
    _tell_body(one.addressee, one, RETURNED, "", reason=reason)


def tell_due(one: Recommendation, step: int, *, is_overdue: bool) -> None:
    """One step of the ladder, once; overdue ones are told to the secretariat too."""
    letter = OVERDUE if is_overdue else DUE
    key = f"councils.recommendation.{one.pk}.{one.reply_due_on}.{step}"
    _tell_body(one.addressee, one, letter, key)
    if is_overdue:
        _tell_body(one.council.body, one, letter, key)


def _tell_members(meeting: Meeting, letter: Letter, key: str, **values: str) -> None:
    context = {
        "topic": meeting.topic,
        "council": trilingual(meeting.council, "name"),
        "moment": in_each(lambda: presentation.moment(meeting.held_at, with_zone=True)),
        **values,
    }
    seats = meeting.term.seats.filter(ended_on=None, user__isnull=False)
    people = User.objects.filter(pk__in=seats.values("user")).order_by("pk")
    notify_each(
        people,
        letter,
        context,
        link=meeting.get_absolute_url(),
        key=f"councils.meeting.{meeting.pk}.{key}" if key else "",
    )
    name = f"councils.meeting.{meeting.pk}.{key or meeting.held_at.isoformat()}"
    letter = replace(letter, topic=followers.FOLLOWED)
    followers.tell(meeting.council, letter, meeting.get_absolute_url(), key=name, but_members=True, **context)


def _tell_body(body: Body, one: Recommendation, letter: Letter, key: str, **values: str) -> None:
    due_on = one.reply_due_on
    due = in_each(lambda: presentation.day(due_on)) if due_on else ""
    context = {"number": one.number, "council": trilingual(one.council, "name"), "due": due, **values}
    notify_each(officers_of(body), letter, context, link=one.get_absolute_url(), key=key)
