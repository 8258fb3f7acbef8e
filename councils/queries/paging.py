"""Lists by id, the newest first, narrowed by what a reader asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PAGE = 50
OVERDUE = "overdue"


@dataclass(frozen=True)
class Page:
    """Some rows and the id before which the next ones begin; '' when these are the last."""

    rows: list[Any]
    before: str


def narrowed(found: Any, asked: Mapping[str, Any], today: dt.date, *, body: str) -> Any:
    """``found`` by ``status`` (or «overdue»), ``body`` (code of the relation of that name) and ``council`` (slug)."""
    if asked.get("status") == OVERDUE:
        found = found.overdue(today)
    elif asked.get("status"):
        found = found.filter(status=asked["status"])
    if asked.get("body"):
        found = found.filter(**{f"{body}__code": asked["body"]})
    if asked.get("council"):
        found = found.filter(council__slug=asked["council"])
    return found


def cut(found: Any, before: str) -> Page:
    """A page of ``found`` by id, the newest first. One query."""
    if before.isdecimal() and len(before) < 18:
        found = found.filter(pk__lt=int(before))
    rows = list(found.order_by("-pk")[: PAGE + 1])
    return Page(rows[:PAGE], str(rows[PAGE - 1].pk) if len(rows) > PAGE else "")
