"""What it means for an NGO that a year is filed, late or missing (rules R10–R12)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from registry.choices import Certainty
from registry.models import MonthlyIndex, Organisation
from registry.rules import eligibility
from registry.rules.eligibility import Answer


@dataclass(frozen=True)
class Fine:
    """A parameter of rule R12: so many MRP from a day on. No source was found, so it is an estimate and never law."""

    valid_from: dt.date
    mrp: int
    repeated_mrp: int
    certainty: Certainty


FINES = (Fine(dt.date(2016, 1, 1), 25, 50, Certainty.ASSUMED),)


@dataclass(frozen=True)
class Estimate:
    """What a fine may come to in tenge, with what it is computed from."""

    mrp: int
    repeated_mrp: int
    index: Decimal
    amount: Decimal
    repeated_amount: Decimal


def fine_estimate(on: dt.date) -> Estimate | None:
    """The estimate of rule R12 on the day ``on``; None where no MRP is known."""
    index = MonthlyIndex.objects.on(on)
    fine = next((fine for fine in reversed(FINES) if fine.valid_from <= on), None)
    if index is None or fine is None:
        return None
    return Estimate(
        fine.mrp, fine.repeated_mrp, index.amount, fine.mrp * index.amount, fine.repeated_mrp * index.amount
    )


def consequence(organisation: Organisation, year: int, on: dt.date) -> Answer:
    """Rule R11 answered as if ``year`` were the last due one: the same words that a contest would say."""
    return eligibility.check(organisation, [{"code": "R11", "parameters": {"year": year}}], on=on)[0]
