"""What a client of CommonGrants asks of a search: words, filters, order, page. What is not understood is told back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Q, QuerySet

from foundation.core.calendar import ALMATY
from grants.models import Call
from publishing.opendata.identifiers import CURRENCY
from publishing.opendata.opportunities import STATES

PAGE_SIZE, PAGE_SIZE_MAX = 10, 100
PAGE_MAX = 100_000
SEARCHED = ("title", "summary")
SORTS = {
    "lastModifiedAt": "changed_at",
    "createdAt": "announced_at",
    "title": "title_kk",
    "status.value": "state",
    "keyDates.closeDate": "closes_at",
    "funding.maxAwardAmount": "amount_max",
    "funding.minAwardAmount": "amount_min",
    "funding.totalAmountAvailable": "budget",
}
BY_DEFAULT = "lastModifiedAt"


class Malformed(ValueError):
    """A request that is not of the protocol; the text says where."""


@dataclass(frozen=True)
class Asked:
    words: str
    filters: Q
    shown_filters: dict[str, Any]
    sort_by: str
    descending: bool
    page: int
    size: int
    filter_faults: list[str] = field(default_factory=list)
    sort_faults: list[str] = field(default_factory=list)


def page_of(data: Mapping[str, Any]) -> tuple[int, int]:
    """Number and size of the page; raises Malformed."""
    return _whole(data, "page", 1, PAGE_MAX), min(_whole(data, "pageSize", PAGE_SIZE, 2**31), PAGE_SIZE_MAX)


def _whole(data: Mapping[str, Any], name: str, default: int, most: int) -> int:
    value = data.get(name)
    if value in (None, ""):
        return default
    if isinstance(value, bool) or not str(value).isascii() or not str(value).isdigit() or not 1 <= int(value) <= most:
        raise Malformed(f"{name}: a whole number from 1 on")
    return int(value)


def asked(body: Any) -> Asked:
    """What the body of a request asks for. Raises Malformed."""
    parts = {name: _object(_object({"body": body}, "body"), name) for name in ("filters", "sorting", "pagination")}
    words = body.get("search") or ""
    if not isinstance(words, str):
        raise Malformed("search: a text")
    condition, faults = _filters(parts["filters"])
    sort_by, descending, sort_faults = _sorting(parts["sorting"])
    number, size = page_of(parts["pagination"])
    return Asked(words.strip(), condition, parts["filters"], sort_by, descending, number, size, faults, sort_faults)


def _object(body: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = body.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Malformed(f"{name}: an object")
    return value


def _filters(asked_for: Mapping[str, Any]) -> tuple[Q, list[str]]:
    condition, faults = Q(), []
    for name, given in asked_for.items():
        if given is None:
            continue
        try:
            condition &= FILTERS[name](given["operator"], given["value"])
        except KeyError:
            faults.append(f"{name}: this filter is not known here")
        except (TypeError, ValueError, AttributeError, InvalidOperation):
            faults.append(f"{name}: this is not understood")
    return condition, faults


def _status(operator: str, value: list[str]) -> Q:
    wanted = Q(state__in=[STATES.index(one) for one in value])
    return _either(operator, "in", "notIn", wanted)


def _closes(operator: str, value: Mapping[str, str]) -> Q:
    wanted = Q()
    if value.get("min"):
        wanted &= Q(closes_at__gte=_first(value["min"]))
    if value.get("max"):
        wanted &= Q(closes_at__lt=_first(value["max"]) + dt.timedelta(days=1))
    return _either(operator, "between", "outside", wanted)


def _first(day: str) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(), ALMATY)


def _amount(column: str) -> Callable[[str, Mapping[str, Any]], Q]:
    def condition(operator: str, value: Mapping[str, Any]) -> Q:
        least, most = (_tenge(value[side]) for side in ("min", "max"))
        return _either(operator, "between", "outside", Q(**{f"{column}__gte": least, f"{column}__lte": most}))

    return condition


def _tenge(money: Mapping[str, str]) -> Decimal:
    found = Decimal(str(money["amount"]))
    if money["currency"] != CURRENCY or not found.is_finite():
        raise ValueError(money)
    return found


def _either(operator: str, inside: str, outside: str, wanted: Q) -> Q:
    if operator not in (inside, outside):
        raise ValueError(operator)
    return wanted if operator == inside else ~wanted


FILTERS: dict[str, Callable[[str, Any], Q]] = {
    "status": _status,
    "closeDateRange": _closes,
    "totalFundingAvailableRange": _amount("budget"),
    "minAwardAmountRange": _amount("amount_min"),
    "maxAwardAmountRange": _amount("amount_max"),
}


def _sorting(given: Mapping[str, Any]) -> tuple[str, bool, list[str]]:
    sort_by, order = given.get("sortBy") or BY_DEFAULT, given.get("sortOrder") or "desc"
    faults = []
    if not isinstance(sort_by, str) or sort_by not in SORTS:
        faults.append(f"sortBy: one of {', '.join(SORTS)}")
        sort_by = BY_DEFAULT
    if order not in ("asc", "desc"):
        faults.append("sortOrder: asc or desc")
        order = "desc"
    return sort_by, order == "desc", faults


def found(rows: QuerySet[Call], wanted: Asked) -> QuerySet[Call]:
    """``rows`` that are asked for, in the order that is."""
    condition = wanted.filters
    if wanted.words:
        fields = [f"{name}_{code}" for name in SEARCHED for code in ("kk", "ru", "en")]
        words = Q()
        for name in fields:
            words |= Q(**{f"{name}__icontains": wanted.words.replace("\x00", "")})
        condition &= words
    column = SORTS[wanted.sort_by]
    return rows.filter(condition).order_by(f"-{column}" if wanted.descending else column, "-pk")
