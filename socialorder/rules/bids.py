"""Who bids, until when, and what a bid must hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core import presentation
from foundation.core.errors import Conflict, DeadlinePassed, Fault, NotPermitted
from registry.models import Organisation
from registry.rules import eligibility, roles
from socialorder.choices import TenderStatus
from socialorder.choices.bids import TEXTS
from socialorder.models import Bid, Lot, Tender

FILES_MAX = 10
LONGEST = 10_000


def check_can_write(user: Any, organisation: Organisation) -> None:
    """Head and editors of the NGO write its bids; raises NotPermitted."""
    if not roles.has_role(user, roles.EDITORS, organisation=organisation):
        raise NotPermitted(_("Only the head or an editor of this organisation can bid for it."))


def check_window(tender: Tender, now: dt.datetime) -> None:
    """Bids are written, sealed, replaced and withdrawn while the window is open, by the server's clock."""
    if tender.status != TenderStatus.ANNOUNCED:
        raise Conflict(_("This tender takes no bids now."))
    if now < tender.opens_at:
        message = _("Bids are taken from %(moment)s.")
        raise Conflict(message % {"moment": presentation.moment(tender.opens_at, with_zone=True)})
    if now >= tender.closes_at:
        raise DeadlinePassed(_("The window is closed: bids wait for their opening as they are."))


def price_of(values: Mapping[str, Any]) -> Decimal | None:
    """The price of a bid; None when there is none that can be read."""
    try:
        price = Decimal(str(values.get("price") or ""))
    except InvalidOperation:
        return None
    return price if price.is_finite() else None


def content_faults(values: Mapping[str, Any], lot: Lot) -> list[Fault]:
    """What is missing or too much, before a bid is sealed."""
    missing = {
        "approach": _("Say how you will reach the goal."),
        "activities": _("Say what you will do and when."),
        "staff": _("Say who will work on it."),
        "experience": _("Say what you have done of this kind."),
    }
    found = [Fault(missing[name], name) for name in TEXTS if not str(values.get(name) or "").strip()]
    price = price_of(values)
    if price is None or price <= 0:
        found.append(Fault(_("Enter your price."), "price"))
    elif price > lot.amount:
        message = _("The price is above the sum of the lot, %(sum)s.")
        found.append(Fault(message % {"sum": presentation.tenge(lot.amount)}, "price"))
    return found


def qualification(lot: Lot) -> list[dict[str, Any]]:
    """Rules of the tender for this lot: R14 asks for the sphere of its topic."""
    spheres = {"spheres": [lot.topic.sphere_id]}
    return [
        {**rule, "parameters": {**rule.get("parameters", {}), **spheres}} if rule["code"] == "R14" else rule
        for rule in lot.tender.eligibility
    ]


def eligibility_answers(lot: Lot, organisation: Organisation, on: dt.date) -> list[eligibility.Answer]:
    """The same rules before a bid is begun, when it is sealed, and after the opening."""
    facts = {"amount": lot.amount, "months": lot.months}
    return eligibility.check(organisation, qualification(lot), on=on, facts=facts)


def eligibility_faults(lot: Lot, organisation: Organisation, on: dt.date) -> list[Fault]:
    """What keeps the NGO from bidding, each with what to do about it."""
    answers = eligibility_answers(lot, organisation, on)
    return [
        Fault(f"{answer.title}: {answer.fact} {answer.remedy}".strip(), "", answer.code, answer.url)
        for answer in answers
        if answer.verdict == eligibility.FAIL
    ]


def check_key(bid: Bid, key: bytes | None) -> bytes:
    """The draft's key came with the request. Raises NotPermitted."""
    if not key:
        raise NotPermitted(_("This draft opens with its key. Enter the key that you got when the bid was begun."))
    return key
