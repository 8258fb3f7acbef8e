"""What an amendment changes, line by line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from foundation.core import presentation
from foundation.core.text import localized_value


@dataclass(frozen=True)
class Difference:
    """One thing before and after; empty: it is not there."""

    label: str
    before: str
    after: str


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Only what differs."""
    found = [
        Difference(_("Term in months"), str(before["months"]), str(after["months"])),
        Difference(_("Last day"), _day(before["ends_on"]), _day(after["ends_on"])),
        Difference(_("Sum of the contract"), _sum(before["amount"]), _sum(after["amount"])),
        *_pairs(before["stages"], after["stages"], _("Stage %(number)s"), _stage),
        *_pairs(before["lines"], after["lines"], _("Budget line %(number)s"), _line),
        *_pairs(before["indicators"], after["indicators"], _("Indicator %(number)s"), _indicator),
    ]
    return [one for one in found if one.before != one.after]


def _pairs(before: Any, after: Any, label: str, words: Any) -> Iterator[Difference]:
    old, new = ({one["number"]: words(one) for one in rows} for rows in (before, after))
    for number in sorted(old.keys() | new.keys()):
        yield Difference(label % {"number": number}, old.get(number, ""), new.get(number, ""))


def _stage(one: Mapping[str, Any]) -> str:
    return f"{one['title']}; {_day(one['due_on'])}; {_sum(one['amount'])}"


def _line(one: Mapping[str, Any]) -> str:
    return f"{one['name']}; {_sum(one['amount'])}"


def _indicator(one: Mapping[str, Any]) -> str:
    return f"{localized_value(one, 'name')}: {presentation.figure(Decimal(one['target']))} {one['unit']}"


def _day(text: str | None) -> str:
    return presentation.day(dt.date.fromisoformat(text)) if text else ""


def _sum(text: str) -> str:
    return presentation.tenge(Decimal(text))
