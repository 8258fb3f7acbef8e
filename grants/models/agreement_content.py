"""What an amendment may change: the parts of an application that become the agreement, and the term."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core.content.items import Item, Kind, Part
from grants.choices import AmendedPart
from grants.models.content import PARTS

TERM = Part(
    AmendedPart.TERM,
    AmendedPart.TERM.label,
    intro=_("Counted from the first day of the agreement. The last report moves with the end."),
    items=(Item("months", _("Term in months"), Kind.WHOLE, _("Enter the term in months"), width=3),),
)
BUDGET = replace(
    PARTS[AmendedPart.BUDGET],
    items=(),
    intro=_(
        "Every line is quantity × price of one. What you pay yourself is taken off; the rest of all lines must be exactly"
        " the sum of the grant. Administrative costs may not be higher than direct costs."
    ),
)
CONTENT_PARTS = {
    name.value: PARTS[name] for name in (AmendedPart.WORK_PLAN, AmendedPart.INDICATORS, AmendedPart.TEAM)
} | {AmendedPart.BUDGET.value: BUDGET}
# The task list of an adjustment and of an amendment, in order.
ADJUSTED: Mapping[str, Part] = {
    name.value: CONTENT_PARTS[name] for name in (AmendedPart.BUDGET, AmendedPart.WORK_PLAN, AmendedPart.INDICATORS)
}
AMENDED: Mapping[str, Part] = {AmendedPart.TERM.value: TERM} | {
    name.value: CONTENT_PARTS[name] for name in AmendedPart if name != AmendedPart.TERM
}


def typed_again(said: Mapping[str, Any]) -> dict[str, Any]:
    """What a canonical section says, as it would have been typed."""
    data: dict[str, Any] = {name: str(value) for name, value in said.items() if name != "rows" and value is not None}
    rows = [{name: "" if value is None else str(value) for name, value in row.items()} for row in said.get("rows", [])]
    return data | ({"rows": rows} if rows else {})
