"""Forms of acceptance acts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import DateField, MoneyField, NumberField, ReasonForm, UploadField
from foundation.documents.kinds import ALLOWED, endings, max_bytes
from socialorder.forms.shared import area
from socialorder.models import Act
from socialorder.rules.offices import LONGEST


class ActForm(forms.Form):
    """What is typed in an act; nothing is required while it is being written."""

    mark_optional = False
    done = area(_("What was done"), 8, required=False, most=LONGEST)
    people = forms.IntegerField(
        label=_("How many people it reached"), required=False, min_value=0, max_value=20_000_000
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, act: Act, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contract = act.stage.contract
        self.indicators = list(contract.indicators.order_by("number"))
        self.lines = list(contract.lines.order_by("number"))
        for one in self.indicators:
            self.fields[f"fact-{one.number}"] = NumberField(
                label=f"{one}, {one.unit}", required=False, max_digits=18, decimal_places=2, min_value=0
            )
            self.fields[f"note-{one.number}"] = forms.CharField(
                label=_("How it can be checked, or why it differs"), required=False, max_length=500
            )
        for line in self.lines:
            self.fields[f"line-{line.number}"] = MoneyField(label=line.name, required=False)

    def values(self) -> dict[str, Any]:
        """The arguments of ``actions.contracts.acts.save``."""
        said = self.cleaned_data
        numbers = [one.number for one in self.indicators]
        return {
            "values": {"done": said["done"], "people": said["people"]},
            "facts": {n: (said[f"fact-{n}"], said[f"note-{n}"]) for n in numbers if said[f"fact-{n}"] is not None},
            "spending": {
                one.number: said[f"line-{one.number}"] for one in self.lines if said[f"line-{one.number}"] is not None
            },
            "saves": said["version"],
        }

    def rows(self) -> dict[str, Any]:
        """The fields in the groups in which the page shows them."""
        return {
            "facts": [(one, self[f"fact-{one.number}"], self[f"note-{one.number}"]) for one in self.indicators],
            "spending": [self[f"line-{one.number}"] for one in self.lines],
        }

    @staticmethod
    def initial_of(act: Act) -> dict[str, Any]:
        found: dict[str, Decimal | str | int | None] = {"done": act.done, "people": act.people, "version": act.saves}
        for fact in act.facts.select_related("indicator"):
            found |= {f"fact-{fact.indicator.number}": fact.value, f"note-{fact.indicator.number}": fact.note}
        return found | {f"line-{one.line.number}": one.amount for one in act.spending.select_related("line")}


class ActFileForm(forms.Form):
    title = forms.CharField(label=_("What the file shows"), max_length=200, required=False)
    file = UploadField(label=_("File"), accept=endings(ALLOWED), max_bytes=max_bytes())


class ReturnForm(ReasonForm):
    """Remarks and the day until which they are to be met."""

    correct_until = DateField(label=_("To be corrected until"), error_messages={"required": _("Enter the day.")})
    field_order = ("reason", "correct_until")
