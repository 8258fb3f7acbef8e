"""Telling the people of an organisation. A step: it joins the transaction of what it tells of."""

from __future__ import annotations

from typing import Any

from foundation.notifications.actions import notify_each
from foundation.notifications.letters import Letter
from foundation.notifications.wording import trilingual
from registry.models import Organisation
from registry.queries.holders import writers_of


def tell_people(organisation: Organisation, letter: Letter, *, link: str, key: str, **values: Any) -> None:
    """Head and editors hear of it once for each ``key``; the letter has a placeholder ``name``."""
    context = {"name": trilingual(organisation, "name"), **values}
    notify_each(writers_of(organisation), letter, context, link=link, key=key)
