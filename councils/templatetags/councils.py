"""Small words for the pages of councils."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django import template

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
