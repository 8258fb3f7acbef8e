"""Small words for the pages of councils."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from councils.choices import Criterion, RecommendationStatus, ReplyKind
from councils.models import Seat
from foundation.core import presentation

register = template.Library()


@register.simple_tag
def plain_moment(value: dt.datetime) -> str:
    """A moment as text, without the element that pages put around it."""
    return presentation.moment(value, with_zone=True)


@register.simple_tag
def was_there(attendance: Mapping[int, tuple[int, int]], seat: Seat) -> str:
    """«7 of 9»: how often the member was at a meeting; a dash while there was none."""
    here, held = attendance.get(seat.pk, (0, 0))
    return f"{here} / {held}" if held else "–"


@register.simple_tag
def criterion_label(code: str) -> str:
    """What a candidate is asked for, in words."""
    return str(Criterion(code).label)


@register.simple_tag
def month_name(number: int) -> str:
    """«March»."""
    return str(MONTHS[number])


@register.simple_tag
def iso_day(text: str) -> str:
    """A day that stands as text in frozen figures."""
    return presentation.day(dt.date.fromisoformat(text))


@register.simple_tag
def reply_label(row: Mapping[str, Any]) -> str:
    """How a recommendation of frozen figures was answered: «Accepted», «Waits for a reply», with «late» where it was."""
    text = str(ReplyKind(row["answer"]).label if row["answer"] else RecommendationStatus(row["status"]).label)
    return f"{text}, {_('late')}" if row["late"] else text
