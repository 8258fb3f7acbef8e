"""Numbers, days and moments in the reader's language; colours of statuses. Pure, but for the language in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from foundation.core.calendar import ALMATY

NBSP = "\u00a0"
TENGE = "₸"

_MONTH_NAMES = {
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "en": "January February March April May June July August September October November December",
}
MONTHS = {code: names.split() for code, names in _MONTH_NAMES.items()}
DAY_FORMS = {"kk": "{year} жылғы {day} {month}", "ru": "{day} {month} {year} года", "en": "{day} {month} {year}"}
ZONE_NAMES = {"kk": "Астана уақыты", "ru": "время Астаны", "en": "Astana time"}

_KINDS = {
    "waiting": "submitted planned queued pending announced received formal_check in_review scoring extra assigned invited checking",
    "active": "open active running published signed sent started effective accepting collecting discussing nominating voting",
    "attention": "returned needs_changes due suspended overdue to_correct reserve selected nominated",
    "good": "granted approved admitted passed funded awarded done complete completed paid accepted succeeded decided registered taken elected",
    "bad": "rejected refused failed not_admitted not_funded declined annulled excluded late terminated",
}
KIND_OF_STATUS = {status: kind for kind, statuses in _KINDS.items() for status in statuses.split()}
KINDS = ("neutral", *_KINDS)


def language() -> str:
    """kk, ru or en: the language in force, Kazakh when it is none of them."""
    code = (get_language() or "kk")[:2]
    return code if code in MONTHS else "kk"


def figure(number: Decimal | int, places: int | None = None) -> str:
    """``number`` with groups of three and the decimal sign of the language; ``places`` fixes the decimal places."""
    if places is None and not _has_part(number):
        places = 0
    text = format(number, ",f" if places is None else f",.{places}f")
    if language() != "en":
        text = text.replace(",", NBSP).replace(".", ",")
    return text.replace("-", "\u2212")


def _has_part(number: Decimal | int) -> bool:
    return number != int(number)


def tenge(amount: Decimal | int) -> str:
    """«500 000 ₸» with non-breaking spaces; tiyn are shown only if there are any."""
    return f"{figure(amount, 2 if _has_part(amount) else 0)}{NBSP}{TENGE}"


def days_left(count: int) -> str:
    """How many working days are left of a term; below zero it is over by so many."""
    if count == 0:
        return _("today is the last day")
    if count > 0:
        return ngettext("%(count)d working day left", "%(count)d working days left", count) % {"count": count}
    late = -count
    return ngettext("late by %(count)d working day", "late by %(count)d working days", late) % {"count": late}


def local(moment: dt.datetime) -> dt.datetime:
    """``moment`` on the clocks of Almaty; a naive one is taken for local already."""
    return moment.replace(tzinfo=ALMATY) if timezone.is_naive(moment) else moment.astimezone(ALMATY)


def day(date: dt.date) -> str:
    """«20 June 2022» in the language; a moment counts by its day in Almaty."""
    if isinstance(date, dt.datetime):
        date = local(date).date()
    month = MONTHS[language()][date.month - 1]
    return DAY_FORMS[language()].format(day=date.day, month=month, year=date.year)


def moment(value: dt.datetime, *, with_zone: bool = False) -> str:
    """«20 June 2022, 18:00», with «(Astana time)» where a deadline hangs on it."""
    text = f"{day(value)}, {local(value):%H:%M}"
    return f"{text} ({ZONE_NAMES[language()]})" if with_zone else text


def public_name(full_name: str) -> str:
    """A private person before the public: first name and initial of the surname (rule R70); names are surname first."""
    surname, _space, rest = full_name.strip().partition(" ")
    first = rest.split(" ")[0]
    return f"{first} {surname[:1]}." if first else surname


def kind_of(status: Any) -> str:
    """Kind of a status tag by the code of the status; unknown codes are neutral."""
    return KIND_OF_STATUS.get(str(status), "neutral")


@dataclass(frozen=True)
class Bar:
    """A row of a bar chart; ``percent`` of the longest bar, 0 to 100, one decimal place."""

    label: Any
    shown: str
    percent: Decimal


def bars(rows: Iterable[tuple[Any, ...]]) -> list[Bar]:
    """Bars for rows of (label, number) or (label, number, shown text). Negative numbers get no bar."""
    listed = [(row[0], Decimal(str(row[1] or 0)), row[2] if len(row) > 2 else None) for row in rows]
    longest = max((number for _, number, _ in listed), default=Decimal(0))
    return [
        Bar(label, figure(number) if shown is None else str(shown), _percent(number, longest))
        for label, number, shown in listed
    ]


@dataclass(frozen=True)
class Interval:
    """A row of an interval chart; places in percent of the axis with one decimal place, None where there is none.

    ``shown`` is the point in words, ``between`` the interval; ``mark`` is the place of a second point to compare with.
    """

    label: Any
    shown: str
    between: str
    point: Decimal | None
    begin: Decimal | None
    length: Decimal | None
    mark: Decimal | None


def intervals(rows: Iterable[tuple[Any, ...]], places: int = 0) -> list[Interval]:
    """Rows of (label, point, low, high) or (label, point, low, high, second point); None is left out.

    The axis reaches from the lowest number of all rows to the highest.
    """
    listed = [(row[0], *_decimals(row[1:5])) for row in rows]
    numbers = [number for row in listed for number in row[1:] if number is not None]
    least, most = min(numbers, default=Decimal(0)), max(numbers, default=Decimal(0))

    def place(number: Decimal | None) -> Decimal | None:
        return None if number is None else _percent(number - least, most - least)

    found = []
    for label, point, low, high, mark in listed:
        begin, end = place(low), place(high)
        length = None if begin is None or end is None else max(end - begin, Decimal("0.5"))
        shown = "–" if point is None else figure(point, places)
        between = "–" if low is None or high is None else f"{figure(low, places)} … {figure(high, places)}"
        found.append(Interval(label, shown, between, place(point), begin, length, place(mark)))
    return found


@dataclass(frozen=True)
class Stretch:
    """Where the bar of a step lies: begin and length in percent of the whole term, and its months in words."""

    begin: Decimal
    length: Decimal
    shown: str


def stretches(bars: Iterable[Sequence[int] | None], months: int) -> list[Stretch | None]:
    """Bars of (first month, last month) within ``months``; None where there is none. The first month is 1."""
    found: list[Stretch | None] = []
    for bar in bars:
        if not bar:
            found.append(None)
            continue
        first, last = bar[0], bar[1]
        whole = Decimal(months)
        found.append(
            Stretch(
                begin=_percent(Decimal(first - 1), whole),
                length=_percent(Decimal(last - first + 1), whole),
                shown=str(first) if first == last else f"{first}–{last}",
            )
        )
    return found


def _decimals(values: Sequence[Any]) -> list[Decimal | None]:
    """Four numbers; what is not given is None."""
    return [None if value is None else Decimal(str(value)) for value in (*values, None)][:4]


def _percent(number: Decimal, longest: Decimal) -> Decimal:
    if number <= 0 or longest <= 0:
        return Decimal("0.0")
    return (number * 100 / longest).quantize(Decimal("0.1"))
