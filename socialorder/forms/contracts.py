"""Forms of contracts: terms, stages, budget, payments, penalties, changes, steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Fault
from foundation.core.forms import DateField, MoneyField, NumberField, ReasonForm, RowFormSet, add_faults
from socialorder.choices import ContractStatus, PenaltyKind, Side
from socialorder.forms.shared import area
from socialorder.models import Contract
from socialorder.models.plans import MONTHS_MAX
from socialorder.rules.contracts.amendments import Change
from socialorder.rules.contracts.contracts import Plan, PlannedLine, PlannedStage
from socialorder.scoring.contracts import in_parts

STAGES_MAX, LINES_MAX = 24, 40


class TermForm(forms.Form):
    months = forms.IntegerField(
        label=_("Term in months"),
        min_value=1,
        max_value=MONTHS_MAX,
        error_messages={"required": _("Enter the term in months")},
    )


class TermsForm(TermForm):
    """Term and the last day for signing."""

    starts_on = DateField(label=_("First day"), error_messages={"required": _("Enter the first day of the contract.")})
    sign_until = DateField(
        label=_("To be signed until"),
        help_text=_("If the supplier has not signed by then, the reserve can take its place."),
        error_messages={"required": _("Enter the last day for signing.")},
    )
    field_order = ("starts_on", "months", "sign_until")


class StageForm(forms.Form):
    row_widths: Mapping[str, int] = {"title": 5, "due_on": 4, "amount": 3}
    title = forms.CharField(
        label=_("What is done"), max_length=500, error_messages={"required": _("Say what is done in the stage.")}
    )
    due_on = DateField(label=_("Until"), error_messages={"required": _("Enter the last day of the stage.")})
    amount = MoneyField(label=_("Sum"), error_messages={"required": _("Enter the sum of the stage.")})


class LineForm(forms.Form):
    row_widths: Mapping[str, int] = {"name": 8, "amount": 4}
    name = forms.CharField(
        label=_("Budget line"), max_length=200, error_messages={"required": _("Name the budget line.")}
    )
    amount = MoneyField(label=_("Sum"), error_messages={"required": _("Enter the sum of the line.")})


class TargetForm(forms.Form):
    """The targets of the indicators of one contract."""

    mark_optional = False

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in contract.indicators.order_by("number"):
            self.fields[f"target-{one.number}"] = NumberField(
                label=f"{one}, {one.unit}",
                max_digits=18,
                decimal_places=2,
                initial=one.target,
                error_messages={"required": _("Enter the target.")},
            )

    def targets(self) -> dict[int, Decimal]:
        return {int(name.removeprefix("target-")): value for name, value in self.cleaned_data.items()}


def _rows(form: type[forms.Form], most: int) -> Any:
    return formset_factory(form, formset=RowFormSet, extra=0, min_num=1, max_num=most, validate_min=True)


StageFormSet, LineFormSet = _rows(StageForm, STAGES_MAX), _rows(LineForm, LINES_MAX)


class WholeForms:
    """A form with the rows of stages and of the budget; ``add_faults`` puts sentences of rules in their place."""

    def __init__(self, form: Any, data: Any, contract: Contract, initial: Plan | None = None) -> None:
        self.form = form
        stages = initial.stages if initial else contract.stages.order_by("number")
        lines = initial.lines if initial else contract.lines.filter(amount__gt=0).order_by("number")
        self.stages: Any = StageFormSet(data, prefix="stages", initial=_of(stages, "title", "due_on", "amount"))
        self.lines: Any = LineFormSet(data, prefix="lines", initial=_of(lines, "name", "amount"))

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.stages.is_valid(), self.lines.is_valid()])

    def planned_stages(self) -> list[PlannedStage]:
        return [PlannedStage(**one.cleaned_data) for one in self.stages.forms if one.cleaned_data]

    def planned_lines(self) -> list[PlannedLine]:
        return [PlannedLine(**one.cleaned_data) for one in self.lines.forms if one.cleaned_data]

    def add_faults(self, faults: list[Fault]) -> None:
        for fault in faults:
            if fault.field in ("stages", "lines"):
                getattr(self, fault.field).non_form_errors().append(str(fault.message))
            else:
                add_faults(self.form, [fault])


def _of(rows: Any, *names: str) -> list[dict[str, Any]]:
    return [{name: getattr(one, name) for name in names} for one in rows]


class PlanForms(WholeForms):
    """What an officer enters when a contract is drawn up."""

    def __init__(self, data: Any, contract: Contract, initial: Plan | None = None) -> None:
        first: Any = initial or contract
        values = {name: getattr(first, name) for name in ("starts_on", "months", "sign_until")}
        super().__init__(TermsForm(data, initial=values), data, contract, initial)

    def plan(self) -> Plan:
        return Plan(stages=self.planned_stages(), lines=self.planned_lines(), **self.form.cleaned_data)


class ChangeForm(TermForm, ReasonForm):
    field_order = ("months", "reason")


class ChangeForms(WholeForms):
    """What one side asks for, beginning with what is agreed now."""

    def __init__(self, data: Any, contract: Contract) -> None:
        super().__init__(ChangeForm(data, initial={"months": contract.months}), data, contract)
        self.targets = TargetForm(data, contract=contract)

    def is_valid(self) -> bool:
        return all([super().is_valid(), self.targets.is_valid()])

    def change(self) -> Change:
        return Change(
            months=self.form.cleaned_data["months"],
            stages=self.planned_stages(),
            lines=self.planned_lines(),
            targets=self.targets.targets(),
        )


def suggested(contract: Contract, starts_on: dt.date, ends: list[dt.date], sign_until: dt.date, stage: str) -> Plan:
    """A first plan that adds up: equal stages with these last days, one budget line. An officer changes it."""
    parts = in_parts(contract.amount, len(ends))
    stages = [
        PlannedStage(f"{stage} {number}", day, amount)
        for number, (day, amount) in enumerate(zip(ends, parts, strict=True), 1)
    ]
    lines = [PlannedLine("", contract.amount)]
    return Plan(starts_on, contract.lot.months, sign_until, stages, lines)


class ContractFilterForm(forms.Form):
    """The filters of the list."""

    mark_optional = False
    status = forms.ChoiceField(label=_("State"), required=False)
    text = forms.CharField(label=_("Number, subject, NGO or BIN"), max_length=100, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["status"]
        field.choices = [("", _("All")), *ContractStatus.choices]

    def asked(self) -> dict[str, str]:
        self.is_valid()
        return {name: value.strip() for name, value in self.cleaned_data.items() if value and "\x00" not in value}


class SureForm(forms.Form):
    """Nothing but the button."""


class EndForm(ReasonForm):
    """Termination: who wants it and why."""

    side = forms.ChoiceField(label=_("Who ends the contract"), choices=Side.choices, widget=forms.RadioSelect)
    field_order = ("side", "reason")


class StagePaymentForm(forms.Form):
    """A payment as the bank confirms it."""

    reference = forms.CharField(
        label=_("Number of the payment"),
        max_length=60,
        error_messages={"required": _("Enter the number of the payment.")},
    )
    paid_on = DateField(label=_("Day"), error_messages={"required": _("Enter the day.")})
    amount = MoneyField(label=_("Sum"), error_messages={"required": _("Enter the sum.")})


class PenaltyForm(forms.Form):
    """A sum, or a share of a sum for each day."""

    mark_optional = False
    stage = forms.ChoiceField(label=_("Stage"), required=False)
    clause = forms.CharField(label=_("By which clause"), max_length=200, required=False)
    kind = forms.ChoiceField(
        label=_("How it is counted"), choices=PenaltyKind.choices, widget=forms.RadioSelect, initial=PenaltyKind.SUM
    )
    amount = MoneyField(label=_("Sum of the penalty"), required=False, help_text=_("When it is one sum."))
    base = MoneyField(label=_("The sum that the share is taken of"), required=False)
    rate = NumberField(label=_("Per cent for each day"), required=False, max_digits=7, decimal_places=4, min_value=0)
    days = forms.IntegerField(label=_("Days"), required=False, min_value=1, max_value=3660)
    reason = area(_("What was breached"), 4, required=False, most=2000)

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["stage"]
        stages = contract.stages.order_by("number")
        field.choices = [("", _("The contract as a whole")), *((str(one.number), str(one)) for one in stages)]
