"""Forms of agreements: terms, tranches, reports, reasons, scans, filters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Fault
from foundation.core.forms import DateField, MoneyField, NumberField, RowFormSet, UploadField, add_faults
from foundation.documents import kinds
from grants.choices import AgreementStatus
from grants.models import Agreement
from grants.rules.agreements import MOST_MONTHS, Plan, PlannedReport, PlannedTranche
from grants.scoring import schedule
from registry.models import Sphere

SCANS = (kinds.PDF, kinds.JPEG, kinds.PNG)
MAX_SCAN_BYTES = 20 * 1024 * 1024


class PlanForm(forms.Form):
    """Terms of carrying out."""

    starts_on = DateField(label=_("First day"), error_messages={"required": _("Enter the first day of the agreement.")})
    months = forms.IntegerField(
        label=_("Term in months"),
        min_value=1,
        max_value=MOST_MONTHS,
        error_messages={"required": _("Enter the term in months")},
    )
    gates_tranches = forms.BooleanField(
        label=_("A tranche waits until the report before it is accepted"), required=False
    )
    signs_reports = forms.BooleanField(label=_("Reports are signed electronically"), required=False)
    line_deviation = NumberField(
        label=_("By how many per cent a budget line may be exceeded without an amendment"),
        max_digits=5,
        decimal_places=2,
        min_value=0,
        max_value=100,
        error_messages={"required": _("Enter a share from 0 to 100 per cent.")},
    )
    indicator_deviation = NumberField(
        label=_("By how many per cent an indicator may differ from its plan without a reason"),
        max_digits=5,
        decimal_places=2,
        min_value=0,
        max_value=100,
        error_messages={"required": _("Enter a share from 0 to 100 per cent.")},
    )


class TrancheForm(forms.Form):
    row_widths: Mapping[str, int] = {"amount": 4, "due_on": 4, "condition": 4}
    amount = MoneyField(label=_("Sum"), error_messages={"required": _("Enter the sum of the tranche.")})
    due_on = DateField(label=_("Day"), error_messages={"required": _("Enter the day of the tranche.")})
    condition = forms.CharField(label=_("Condition"), max_length=300, required=False)


class ReportForm(forms.Form):
    row_widths: Mapping[str, int] = {"ends_on": 6, "due_on": 6}
    ends_on = DateField(label=_("Period until"), error_messages={"required": _("Enter the last day of the period.")})
    due_on = DateField(label=_("To be sent until"), error_messages={"required": _("Enter the day.")})


TrancheFormSet = formset_factory(TrancheForm, formset=RowFormSet, extra=0, min_num=1, max_num=20, validate_min=True)
ReportFormSet = formset_factory(ReportForm, formset=RowFormSet, extra=0, min_num=1, max_num=20, validate_min=True)


class PlanForms:
    """The form with its two lists of rows."""

    def __init__(self, data: Any = None, *, initial: Plan | None = None) -> None:
        first = _initial(initial) if initial else {}
        self.form = PlanForm(data, initial=first)
        self.tranches: Any = TrancheFormSet(data, prefix="tranches", initial=_tranches(initial) if initial else None)
        self.reports: Any = ReportFormSet(data, prefix="reports", initial=_reports(initial) if initial else None)

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.tranches.is_valid(), self.reports.is_valid()])

    def plan(self) -> Plan:
        values = self.form.cleaned_data
        return Plan(
            tranches=[
                PlannedTranche(row["amount"], row["due_on"], row["condition"])
                for row in (one.cleaned_data for one in self.tranches.forms)
                if row
            ],
            reports=[
                PlannedReport(row["ends_on"], row["due_on"])
                for row in (one.cleaned_data for one in self.reports.forms)
                if row
            ],
            **values,
        )

    def add_faults(self, faults: list[Fault]) -> None:
        """Sentences of the rules at their place."""
        for fault in faults:
            if fault.field in ("tranches", "reports"):
                formset = getattr(self, fault.field)
                formset.non_form_errors().append(str(fault.message))
            else:
                add_faults(self.form, [fault])


def _initial(plan: Plan) -> dict[str, Any]:
    names = ("starts_on", "months", "gates_tranches", "signs_reports", "line_deviation", "indicator_deviation")
    return {name: getattr(plan, name) for name in names}


def _tranches(plan: Plan) -> list[dict[str, Any]]:
    return [{"amount": one.amount, "due_on": one.due_on, "condition": one.condition} for one in plan.tranches]


def _reports(plan: Plan) -> list[dict[str, Any]]:
    return [{"ends_on": one.ends_on, "due_on": one.due_on} for one in plan.reports]


def stored_plan(agreement: Agreement) -> Plan | None:
    """What was entered before; None before the first time."""
    if agreement.starts_on is None or agreement.months is None:
        return None
    return Plan(
        starts_on=agreement.starts_on,
        months=agreement.months,
        tranches=[PlannedTranche(one.amount, one.due_on, one.condition) for one in agreement.tranches.all()],
        reports=[PlannedReport(one.ends_on, one.due_on) for one in agreement.reports.all()],
        gates_tranches=agreement.gates_tranches,
        signs_reports=agreement.signs_reports,
        line_deviation=agreement.line_deviation,
        indicator_deviation=agreement.indicator_deviation,
    )


def suggested_plan(
    agreement: Agreement, starts_on: dt.date, months: int, terms: schedule.Terms, overrides: Mapping[dt.date, bool]
) -> Plan:
    """Tranches and reports made from the kind of grant; an officer changes them as was agreed."""
    due = schedule.reports(starts_on, months, terms, overrides)
    return Plan(
        starts_on=starts_on,
        months=months,
        tranches=[PlannedTranche(amount, day) for amount, day in schedule.tranches(agreement.amount, due, terms)],
        reports=[PlannedReport(one.ends_on, one.due_on) for one in due],
        gates_tranches=agreement.gates_tranches,
        signs_reports=agreement.signs_reports,
        line_deviation=agreement.line_deviation,
        indicator_deviation=agreement.indicator_deviation,
    )


class SureForm(forms.Form):
    """Nothing but the button."""


class ScanForm(forms.Form):
    scan = UploadField(label=_("Scan of the signed paper"), accept=kinds.endings(SCANS), max_bytes=MAX_SCAN_BYTES)


class AgreementFilterForm(forms.Form):
    """The filters of the officers' list."""

    mark_optional = False
    status = forms.ChoiceField(label=_("State"), required=False)
    sphere = forms.ChoiceField(label=_("Sphere"), required=False)
    text = forms.CharField(label=_("Number, project or NGO"), max_length=100, required=False)
    overdue = forms.BooleanField(label=_("A report is overdue"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["status"].choices = [("", _("All")), *AgreementStatus.choices]
        fields["sphere"].choices = [("", _("All")), *((str(one.pk), str(one)) for one in Sphere.objects.all())]


class PaymentForm(forms.Form):
    """One payment or return, as the bank confirms it."""

    reference = forms.CharField(
        label=_("Number of the payment"),
        max_length=60,
        error_messages={"required": _("Enter the number of the payment.")},
    )
    day = DateField(label=_("Day"), error_messages={"required": _("Enter the day.")})
    amount = MoneyField(label=_("Sum"), error_messages={"required": _("Enter the sum.")})


class PaymentFileForm(forms.Form):
    file = UploadField(
        label=_("CSV or XLSX file"),
        help_text=_("The first line names the columns: reference, agreement, tranche, paid_on, amount."),
        accept=["csv", "xlsx"],
        max_bytes=5 * 1024 * 1024,
    )
