"""Forms of reports: expenses, photographs, the officer's decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from foundation.core.content.items import Part
from foundation.core.forms import DateField, MoneyField, UploadField
from foundation.documents import kinds
from grants.actions.expenses import PAPERS, PICTURES
from grants.models import Agreement, AgreementLine, Expense

MAX_BYTES = 20 * 1024 * 1024


class ExpenseForm(forms.Form):
    """One expense with its paper."""

    line = forms.ModelChoiceField(
        label=_("Budget line"),
        queryset=AgreementLine.objects.none(),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose the budget line."), "invalid_choice": _("Choose one of the list")},
    )
    spent_on = DateField(label=_("Day of the payment"), error_messages={"required": _("Enter the day.")})
    supplier = forms.CharField(
        label=_("Supplier"), max_length=300, error_messages={"required": _("Enter who was paid.")}
    )
    purpose = forms.CharField(
        label=_("What for"), max_length=300, error_messages={"required": _("Say what was paid for.")}
    )
    paper_number = forms.CharField(label=_("Number of the paper"), max_length=60, required=False)
    amount = MoneyField(label=_("Sum"), error_messages={"required": _("Enter the sum.")})
    file = UploadField(
        label=_("Bill, receipt or act"),
        accept=kinds.endings(PAPERS),
        max_bytes=MAX_BYTES,
        error_messages={"required": _("Choose the file of the bill, receipt or act.")},
    )

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["line"]
        field.queryset = agreement.lines.filter(amount__gt=0)


class PhotoForm(forms.Form):
    title = forms.CharField(label=_("What is in the picture"), max_length=200, required=False)
    file = UploadField(
        label=_("Photograph"),
        accept=kinds.endings(PICTURES),
        max_bytes=MAX_BYTES,
        error_messages={"required": _("Choose the photograph.")},
    )
    has_people = forms.BooleanField(label=_("There are people in the picture"), required=False)
    has_consent = forms.BooleanField(
        label=_("Everybody in the picture (for children their parents) has agreed to be shown in the report"),
        required=False,
    )


class SignedForm(forms.Form):
    """Nothing but the button."""


class DecisionForm(forms.Form):
    """Accept or return, with what is accepted of each expense and a remark at each answer."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("accept", _("Accept")), ("return", _("Return for correction"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the decision.")},
    )
    remarks = forms.CharField(
        label=_("About the report as a whole"), max_length=3000, widget=forms.Textarea, required=False
    )
    correct_until = DateField(label=_("To be corrected until"), required=False)

    def __init__(self, *args: Any, parts: Mapping[str, Part], expenses: Sequence[Expense], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts, self.expenses = parts, expenses
        for place, label in self.places():
            self.fields[place] = forms.CharField(
                label=_("Remark: %(answer)s") % {"answer": label}, max_length=1000, required=False
            )
        for one in expenses:
            self.fields[f"accepted_{one.pk}"] = MoneyField(
                label=_("Accepted: %(expense)s") % {"expense": one.purpose}, required=False
            )
            self.fields[f"refusal_{one.pk}"] = forms.CharField(
                label=_("Why not the whole: %(expense)s") % {"expense": one.purpose}, max_length=500, required=False
            )

    def places(self) -> Iterator[tuple[str, str]]:
        for name, part in self.parts.items():
            for item in part.items:
                yield f"at-{name}-{item.name}", str(item.label)

    @property
    def remark_fields(self) -> dict[str, BoundField]:
        """Place of an answer → its field."""
        return {place: self[place] for place, _label in self.places()}

    @property
    def expense_rows(self) -> list[tuple[Expense, BoundField, BoundField]]:
        return [(one, self[f"accepted_{one.pk}"], self[f"refusal_{one.pk}"]) for one in self.expenses]

    @property
    def verdicts(self) -> dict[int, tuple[Decimal, str]]:
        values = self.cleaned_data
        return {
            one.pk: (
                one.amount if values[f"accepted_{one.pk}"] is None else values[f"accepted_{one.pk}"],
                values[f"refusal_{one.pk}"],
            )
            for one in self.expenses
        }

    @property
    def at_fields(self) -> dict[tuple[str, str], str]:
        """(section, control) → remark."""
        return {
            (name, item.name): self.cleaned_data[f"at-{name}-{item.name}"]
            for name, part in self.parts.items()
            for item in part.items
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        is_missing = not isinstance(values.get("correct_until"), dt.date) and "correct_until" not in self.errors
        if values.get("decision") == "return" and is_missing:
            self.add_error("correct_until", _("Enter until when it is to be corrected."))
        return values
