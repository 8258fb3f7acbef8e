"""Pages by keyset: «next» begins after the last row, at any depth alike, and rows that come meanwhile shift nothing."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ParseError

LIMIT, LIMIT_MAX = 50, 200


@dataclass(frozen=True)
class Page:
    """Rows as they are shown, and the cursor of the next ones; '' when these are the last."""

    rows: Sequence[Any]
    after: str = ""


class BadCursor(ParseError):
    default_detail = _("This cursor belongs to another list. Begin without it.")
    default_code = "bad_cursor"


def mark_of(asked: Mapping[str, Any]) -> str:
    """A cursor belongs to the filters that it was made for."""
    return hashlib.sha256(repr(sorted((name, str(value)) for name, value in asked.items())).encode()).hexdigest()[:8]


def page(found: QuerySet[Any], order: Sequence[str], *, after: str, limit: int, mark: str) -> tuple[list[Any], str]:
    """At most ``limit`` rows of ``found`` in ``order`` behind the cursor; the last column of ``order`` is unique."""
    if after:
        try:
            found = found.filter(_behind(order, decode(after, mark, len(order))))
        except (ValidationError, ValueError, TypeError):
            raise BadCursor from None
    rows = list(found.order_by(*order)[: limit + 1])
    if len(rows) <= limit:
        return rows, ""
    return rows[:limit], encode([value_of(rows[limit - 1], name.lstrip("-")) for name in order], mark)


def encode(values: Sequence[Any], mark: str) -> str:
    """A cursor as a word for the address."""
    text = json.dumps([mark, *values], default=_text, ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(text: str, mark: str, count: int) -> list[Any]:
    """What stands in a cursor; raises BadCursor."""
    try:
        found, *values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, TypeError, RecursionError, binascii.Error):
        raise BadCursor from None
    if found != mark or len(values) != count or not all(isinstance(value, str | int) for value in values):
        raise BadCursor
    if any(isinstance(value, str) and "\x00" in value for value in values):
        raise BadCursor
    if any(isinstance(value, int) and not 0 <= value < 2**63 for value in values):
        raise BadCursor
    return values


def _behind(order: Sequence[str], values: Sequence[Any]) -> Q:
    found, equal = Q(), Q()
    for name, value in zip(order, values, strict=True):
        column = name.lstrip("-")
        found |= equal & Q(**{f"{column}__{'lt' if name.startswith('-') else 'gt'}": value})
        equal &= Q(**{column: value})
    return found


def value_of(row: Any, column: str) -> Any:
    """What stands in a column of a row, also of a related one."""
    for part in column.split("__"):
        if row is None:
            return None
        row = row[part] if isinstance(row, dict) else getattr(row, part)
    return row


def _text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else str(value)
