"""What is looked for in opened bids. Every finding carries the figures that it stands on and names no person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations
from typing import Any

from django.db.models import Q

from evaluation.scoring import likeness
from foundation.core.text import fold
from registry.choices import ANNUAL_FILED, FundingKind, FundingStage
from registry.models import AnnualInformation, Founder, Funding, Organisation
from registry.queries.parameters import in_force
from socialorder.choices import FlagRule
from socialorder.choices.bids import IN_CONTEST, TEXTS
from socialorder.models import Bid, Tender
from socialorder.scoring import prices

# Dated and assumed (rule R20): percent of the lot, percent of the other bids' middle, running orders per employee.
FLAGS = "orders.flags"
OTHERS_NEEDED = 2
# Texts of a bid are long enough to be compared from so much common wording on, in thousandths.
NEAR = likeness.NEAR


@dataclass(frozen=True)
class Finding:
    bid: Bid
    rule: str
    inputs: dict[str, Any]
    other: Bid | None = None
    public: dict[str, Any] = field(default_factory=dict)


def findings(tender: Tender, on: dt.date) -> list[Finding]:
    """Everything found in the bids of a tender; nothing by a rule without parameters in force."""
    row = in_force(FLAGS, on)
    limits = {name: Decimal(str(value)) for name, value in (row.values if row else {}).items()}
    found = Bid.objects.filter(lot__tender=tender, status__in=IN_CONTEST).select_related("organisation", "lot")
    bids = list(found.order_by("lot__number", "pk"))
    return [*_prices(bids, limits), *_capacity(bids, limits, on), *_pairs(bids)]


def _prices(bids: Sequence[Bid], limits: dict[str, Decimal]) -> Iterator[Finding]:
    for bid in bids:
        price = bid.price or Decimal(0)
        limit = limits.get("percent_of_lot")
        if limit is not None and prices.is_low(price, bid.lot.amount, limit):
            inputs = {"price": _money(price), "lot": _money(bid.lot.amount), "limit": str(limit)}
            inputs["percent"] = str(prices.percent_of(price, bid.lot.amount))
            yield Finding(bid, FlagRule.LOW_PRICE, inputs)
        others = [one.price for one in bids if one.lot_id == bid.lot_id and one.pk != bid.pk and one.price]
        limit = limits.get("percent_of_others")
        if limit is None or len(others) < OTHERS_NEEDED:
            continue
        middle = prices.middle(others)
        if prices.is_low(price, middle, limit):
            beside = {"price": _money(price), "middle": _money(middle), "limit": str(limit)}
            beside["percent"] = str(prices.percent_of(price, middle))
            yield Finding(bid, FlagRule.BELOW_OTHERS, beside | {"others": str(len(others))})


def _capacity(bids: Sequence[Bid], limits: dict[str, Decimal], on: dt.date) -> Iterator[Finding]:
    per_employee = limits.get("orders_per_employee")
    if per_employee is None:
        return
    for bid in bids:
        running = _running(bid.organisation, on)
        filed = AnnualInformation.objects.filter(
            organisation=bid.organisation, status__in=ANNUAL_FILED, staff__isnull=False
        )
        last = filed.order_by("-year").first()
        staff = last.staff if last else None
        regions = running.exclude(region=None).values("region").distinct().count()
        count = running.count()
        if count and count > (staff or 0) * per_employee:
            inputs = {"running": count, "regions": regions, "staff": staff, "limit": str(per_employee)}
            yield Finding(bid, FlagRule.CAPACITY, inputs | {"year": last.year if last else None})


def _running(organisation: Organisation, on: dt.date) -> Any:
    """Contracts of any body that are in force: each is a row of the ledger from its second signature on."""
    lasts = Q(ends_on=None, stage=FundingStage.RUNNING) | Q(ends_on__gte=on)
    rows = Funding.objects.filter(lasts, organisation=organisation, kind=FundingKind.ORDER, annulled_at=None)
    return rows.exclude(stage__in=(FundingStage.COMPLETED, FundingStage.TERMINATED))


def _pairs(bids: Sequence[Bid]) -> Iterator[Finding]:
    """Pairs of bidders of one tender; the flag stands on the later bid and names the other."""
    looks: tuple[tuple[str, Callable[[Bid, Bid], dict[str, Any]]], ...] = (
        (FlagRule.SAME_PEOPLE, _same_people),
        (FlagRule.SAME_FILE, _same_files),
        (FlagRule.SAME_TEXT, _same_text),
    )
    for one, other in combinations(bids, 2):
        if one.organisation_id == other.organisation_id:
            continue
        for rule, look in looks:
            inputs = look(one, other)
            if inputs:
                yield Finding(other, rule, inputs, one)


def _same_people(one: Bid, other: Bid) -> dict[str, Any]:
    """What the two organisations share, by kind; the values themselves stay in the registry."""
    mine, theirs = _traits(one.organisation), _traits(other.organisation)
    shared = sorted(name for name in mine if mine[name] & theirs[name])
    return {"shared": shared} if shared else {}


def _traits(organisation: Organisation) -> dict[str, set[str]]:
    founders = Founder.objects.filter(organisation=organisation, until=None)
    known = [one.iin or one.bin or fold(one.name) for one in founders]
    return {
        "head": {value for value in (organisation.head_iin, fold(organisation.head_name)) if value},
        "founders": {value for value in known if value},
        "address": {value for value in (fold(organisation.address), fold(organisation.private_address)) if value},
        "phone": {_digits(value) for value in (organisation.phone, organisation.private_phone) if _digits(value)},
        "email": {organisation.email.casefold()} - {""},
    }


def _digits(value: str) -> str:
    return "".join(sign for sign in value if sign.isdigit())[-10:]


def _same_files(one: Bid, other: Bid) -> dict[str, Any]:
    mine = {file["sha256"]: file["name"] for file in (one.content or {}).get("files", ())}
    theirs = {file["sha256"]: file["name"] for file in (other.content or {}).get("files", ())}
    common = sorted(mine.keys() & theirs.keys())
    return {"files": [[mine[each], theirs[each]] for each in common]} if common else {}


def _same_text(one: Bid, other: Bid) -> dict[str, Any]:
    share = likeness.share(likeness.runs(text_of(one)), likeness.runs(text_of(other)))
    return {"percent": round(share / 10), "limit": NEAR // 10} if share >= NEAR else {}


def text_of(bid: Bid) -> str:
    """All that was written in an opened bid."""
    values = (bid.content or {}).get("values", {})
    return "\n".join(str(values.get(name) or "") for name in TEXTS)


def _money(value: Decimal) -> str:
    return format(value, "f")
