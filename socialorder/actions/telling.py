"""How people are told. A step: it joins the transaction of what it tells of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import override

from foundation.accounts.models import User
from foundation.core.text import FALLBACKS
from foundation.notifications.actions import notify
from foundation.notifications.letters import Letter
from registry.choices import Role
from registry.models import Body, Membership


def tell(people: Iterable[User], letter: Letter, context: Mapping[str, Any], *, link: str, key: str = "") -> None:
    """Each of ``people`` once for a ``key``."""
    for person in people:
        notify(to=person, letter=letter, context=context, link=link, key=key)


def officers_of(body: Body) -> Iterable[User]:
    held = Membership.objects.in_force().filter(body=body, role=Role.OFFICER)
    return User.objects.filter(pk__in=held.values("user")).order_by("pk")


def in_each(text: Callable[[], str]) -> dict[str, str]:
    """A text that is made anew in each language: days and moments."""
    found = {}
    for code in FALLBACKS:
        with override(code):
            found[code] = text()
    return found
