"""The form of a year's plan: a line of MRP for each direction of the list."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import DateField, MoneyField, NumberField
from grants.models import DirectionList, YearPlan

PREFIX = "line_"


class PlanForm(forms.Form):
    """``values()`` are the arguments of the action but for the plan and the actor."""

    total = MoneyField(
        label=_("Money of the plan"), help_text=_("All that the budget gives for these directions."), min_value=1
    )
    budget_approved_on = DateField(label=_("Day on which the budget was approved"))

    def __init__(self, *args: Any, found: DirectionList, **options: Any) -> None:
        super().__init__(*args, **options)
        self.listed = list(found.directions.select_related("direction"))
        for listed in self.listed:
            self.fields[f"{PREFIX}{listed.pk}"] = NumberField(
                label=_("MRP for: %(title)s") % {"title": listed},
                min_value=0,
                max_digits=12,
                decimal_places=2,
                required=False,
            )

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        multiples = {listed.pk: data[f"{PREFIX}{listed.pk}"] or Decimal(0) for listed in self.listed}
        return {
            "total": data["total"],
            "budget_approved_on": data["budget_approved_on"],
            "multiples": multiples,
        }


def initial_of(plan: YearPlan) -> dict[str, Any]:
    """What the form of an existing plan starts with."""
    lines = {f"{PREFIX}{line.direction_id}": line.multiple for line in plan.lines.all()}
    return {"total": plan.total, "budget_approved_on": plan.budget_approved_on, **lines}
