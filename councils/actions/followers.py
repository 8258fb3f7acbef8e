"""Following a council, and telling those who follow it. They are told by a job: there may be many of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from councils.models import Council, Follow, Seat
from foundation.accounts.models import User
from foundation.core import clock, jobs
from foundation.notifications.actions import notify_each
from foundation.notifications.letters import Letter
from foundation.notifications.wording import trilingual

FOLLOWED = "councils.followed"
AT_ONCE = 200
RECOMMENDED = Letter(
    FOLLOWED,
    gettext_noop("%(council)s: recommendation № %(number)s is sent"),
    gettext_noop("Its words and the day of the reply are on its page."),
)
ANSWERED = Letter(
    FOLLOWED,
    gettext_noop("%(council)s: recommendation № %(number)s is answered"),
    gettext_noop("The reply of the body and its reasons are on its page."),
)
COMPETITION = Letter(
    FOLLOWED,
    gettext_noop("%(council)s: a competition for seats is announced"),
    gettext_noop("Organisations and citizens name candidates until %(until)s."),
)
LISTED = Letter(
    FOLLOWED,
    gettext_noop("%(council)s: the list of candidates is published"),
    gettext_noop("The result of each criterion and the reasons are on its page."),
)
COMPOSED = Letter(
    FOLLOWED,
    gettext_noop("%(council)s: members are approved"),
    gettext_noop("Who sits in the council now, and how it was voted on, is on its page."),
)


@transaction.atomic(durable=True)
def follow(*, council: Council, by: User) -> Follow:
    """Be told of meetings, recommendations and competitions of ``council``. A second time changes nothing."""
    return Follow.objects.get_or_create(council=council, user=by, defaults={"since": clock.now()})[0]


@transaction.atomic(durable=True)
def unfollow(*, council: Council, by: User) -> None:
    """Be told no more."""
    Follow.objects.filter(council=council, user=by).delete()


@dataclass(frozen=True, slots=True)
class Told:
    """What followers are told, as it stands in a job."""

    subject: str
    body: str
    context: Mapping[str, Any]
    link: str
    key: str
    but_members: bool = False


def tell(
    council: Council, letter: Letter, link: str, /, *, key: str, but_members: bool = False, **context: Any
) -> None:
    """A step: have everybody who follows ``council`` told once of ``key``; members are told of meetings anyhow."""
    if not Follow.objects.filter(council=council).exists():
        return
    values = {**context, "council": trilingual(council, "name")}
    message = Told(letter.subject, letter.body, values, link, key, but_members)
    jobs.enqueue("councils.tell_followers", key=f"followers-{key}", council_id=council.pk, message=asdict(message))


@transaction.atomic(durable=True)
def tell_some(*, council_id: int, message: Told, after: int) -> int:
    """Tell the next followers after the id ``after``; the id of the last one told, 0 when there is nobody more."""
    people = User.objects.filter(
        pk__in=Follow.objects.filter(council=council_id).values("user"), pk__gt=after, is_active=True
    )
    if message.but_members:
        sitting = Seat.objects.in_force().filter(term__council=council_id, user__isnull=False)
        people = people.exclude(pk__in=sitting.values("user"))
    some = list(people.order_by("pk")[:AT_ONCE])
    letter = Letter(FOLLOWED, message.subject, message.body)
    notify_each(some, letter, message.context, link=message.link, key=message.key)
    return some[-1].pk if some else 0
