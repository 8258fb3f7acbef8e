"""How people are told. A step: it joins the transaction of what it tells of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from foundation.accounts.models import User
from foundation.notifications.actions import notify
from foundation.notifications.letters import Letter


def tell(people: Iterable[User], letter: Letter, context: Mapping[str, Any], *, link: str, key: str = "") -> None:
    """Each of ``people`` once for a ``key``."""
    for person in people:
        notify(to=person, letter=letter, context=context, link=link, key=key)
