"""Telling authors and supporters what became of a need."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from foundation.accounts.models import User
from foundation.core import presentation
from foundation.notifications.actions import notify_each
from foundation.notifications.letters import Letter
from foundation.notifications.wording import in_each, trilingual
from registry.choices import BodyKind
from registry.models import Body
from registry.queries.holders import officers_of
from socialorder.choices import NeedStatus
from socialorder.models import Need

TOPIC = "socialorder.needs"
TAKEN = Letter(
    TOPIC,
    gettext_noop("The need “%(title)s” is taken into a topic"),
    gettext_noop("%(body)s has taken it into the topic “%(topic)s”.\n\n%(answer)s"),
)
DECLINED = Letter(
    TOPIC,
    gettext_noop("The need “%(title)s” is answered"),
    gettext_noop("%(body)s has not taken it into its plan.\n\nThe reason: %(answer)s"),
)
HIDDEN = Letter(
    TOPIC,
    gettext_noop("Your need “%(title)s” is hidden from the public"),
    gettext_noop("The reason: %(reason)s"),
)
OVERDUE = Letter(
    TOPIC,
    gettext_noop("The need “%(title)s” waits for an answer beyond its term"),
    gettext_noop("It was due on %(until)s. Everybody sees that it is late."),
)


def tell_overdue(need: Need) -> None:
    """Officers of the akimat of its region."""
    offices = Body.objects.filter(kind=BodyKind.AKIMAT, region=need.region_id)
    people = {person.pk: person for office in offices for person in officers_of(office)}
    context = {"title": need.title, "until": in_each(lambda: presentation.day(need.due_on) if need.due_on else "")}
    key = f"socialorder.need.{need.pk}.overdue.{need.due_on}"
    notify_each(people.values(), OVERDUE, context, link=need.get_absolute_url(), key=key)


def tell_answered(need: Need) -> None:
    """Its author and those who support it."""
    context = {
        "title": need.title,
        "body": trilingual(need.body, "name"),
        "topic": trilingual(need.topic, "title") if need.topic else "",
        "answer": need.answer,
    }
    letter = TAKEN if need.status == NeedStatus.TAKEN else DECLINED
    supporters = need.supports.filter(taken_back_at=None).values("person")
    people = User.objects.filter(pk__in=supporters) | User.objects.filter(pk=need.author_id)
    moment = need.answered_at.isoformat() if need.answered_at else ""
    link = need.get_absolute_url()
    notify_each(
        people.distinct().order_by("pk"), letter, context, link=link, key=f"socialorder.need.{need.pk}.{moment}"
    )


def tell_hidden(need: Need) -> None:
    """Its author."""
    context = {"title": need.title, "reason": need.hidden_reason}
    notify_each([need.author], HIDDEN, context, link=need.get_absolute_url(), key=f"socialorder.need.{need.pk}.hidden")
