"""What a person's own pages show of messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from foundation.accounts.models import User
from foundation.notifications import topics
from foundation.notifications.models import Message, Preference

PAGE_SIZE = 20
# More than this is shown as «99+», so that the count stays cheap for somebody who never looks.
COUNT_MAX = 100


@dataclass(frozen=True)
class Page:
    """Messages newest first; ``after`` is the key of the next page, None on the last one."""

    messages: list[Message]
    after: int | None


def page(user: User, before_id: int | None = None) -> Page:
    """One page of the person's messages, older than ``before_id``."""
    rows = Message.objects.visible_to(user)
    if before_id is not None:
        rows = rows.filter(pk__lt=before_id)
    found = list(rows[: PAGE_SIZE + 1])
    return Page(found[:PAGE_SIZE], found[PAGE_SIZE - 1].pk if len(found) > PAGE_SIZE else None)


def unread_count(user: User) -> int:
    """Messages not opened yet, counted up to COUNT_MAX."""
    return Message.objects.filter(recipient=user, read_at=None).values("pk")[:COUNT_MAX].count()


def mail_choices(user: User) -> list[tuple[str, Any, str]]:
    """(topic, label, choice) for each declared topic."""
    chosen = dict(Preference.objects.filter(user=user).values_list("topic", "mail"))
    return [(code, topics.label(code), chosen.get(code, topics.usual(code))) for code in topics.known()]
