"""Forms of the commission: the sitting, the list, attendance, the vote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from evaluation.models import Result
from foundation.core.forms import MomentField, MoneyField
from foundation.core.money import ZERO
from grants.choices import Outcome, VoteChoice
from grants.models import Application, Attendee, Meeting, Proposal
from grants.rules import decisions as rules

COLUMNS = ("outcome", "amount", "reason")


class PrepareForm(forms.Form):
    protocol_number = forms.CharField(
        label=_("Number of the protocol"),
        max_length=40,
        error_messages={"required": _("Enter the number of the protocol.")},
    )
    held_at = MomentField(label=_("The commission meets at"))


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """One application of the list with its inputs; ``result`` is its place in the ranking, if it has one."""

    application: Application
    result: Result | None
    outcome: BoundField
    amount: BoundField
    reason: BoundField


class ProposalsForm(forms.Form):
    """The whole list in one form; names of the inputs are ``<number>-<column>``, as the rules name their faults."""

    def __init__(self, *args: Any, meeting: Meeting, proposals: Sequence[Proposal], **kwargs: Any) -> None:
        self.meeting, self.proposals = meeting, proposals
        kwargs.setdefault("initial", {key: value for one in proposals for key, value in _initial(one).items()})
        super().__init__(*args, **kwargs)
        for proposal in proposals:
            self._add_row(proposal.application)

    def _add_row(self, application: Application) -> None:
        number = application.number
        self.fields[f"{number}-outcome"] = forms.ChoiceField(
            label=_("Decision on %(number)s") % {"number": number},
            choices=Outcome.choices,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose whether the grant is awarded.")},
        )
        self.fields[f"{number}-amount"] = MoneyField(label=_("Amount"), required=False)
        self.fields[f"{number}-reason"] = forms.CharField(
            label=_("Reason"),
            max_length=2000,
            widget=forms.Textarea,
            error_messages={"required": _("Give the reason. It will be published.")},
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for fault in rules.list_faults(self.meeting.call, self.meeting.run, self.rows()):
            if fault.field not in self.errors:
                self.add_error(fault.field or None, str(fault.message))
        return cleaned

    def rows(self) -> list[rules.Row]:
        """What was typed, as the action takes it."""
        return [
            rules.Row(
                one.application.number,
                self._typed(one.application, "outcome") or "",
                self._amount(one.application),
                self._typed(one.application, "reason") or "",
            )
            for one in self.proposals
        ]

    def _typed(self, application: Application, column: str) -> Any:
        return self.cleaned_data.get(f"{application.number}-{column}")

    def _amount(self, application: Application) -> Decimal:
        # An amount left in the row of a refusal means nothing.
        if self._typed(application, "outcome") != Outcome.FUND:
            return ZERO
        return self._typed(application, "amount") or ZERO

    def lines(self, results: dict[str, Result]) -> list[ProposalLine]:
        """Rows for the page, in the order of the list."""
        return [
            ProposalLine(
                one.application,
                results.get(one.application.number),
                *(self[f"{one.application.number}-{column}"] for column in COLUMNS),
            )
            for one in self.proposals
        ]


def _initial(proposal: Proposal) -> dict[str, Any]:
    number = proposal.application.number
    return {
        f"{number}-outcome": proposal.outcome,
        f"{number}-amount": proposal.amount or None,
        f"{number}-reason": proposal.reason,
    }


class AttendanceForm(forms.Form):
    """Who is there. Members with a conflict of interest are not offered."""

    present = forms.TypedMultipleChoiceField(
        label=_("Present"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, seats: Sequence[Attendee], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"present": [seat.pk for seat in seats if seat.is_present]})
        super().__init__(*args, **kwargs)
        choices = [(seat.pk, str(seat.member)) for seat in seats if not seat.conflict]
        self.fields["present"].choices = choices  # type: ignore[attr-defined]


class VoteForm(forms.Form):
    choice = forms.ChoiceField(
        label=_("Your vote on the whole list"),
        choices=VoteChoice.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you vote.")},
    )
    remark = forms.CharField(
        label=_("Remark"),
        help_text=_("Say why if you vote against. It goes into the protocol."),
        max_length=2000,
        required=False,
        widget=forms.Textarea,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for fault in rules.check_vote(cleaned.get("choice", ""), cleaned.get("remark", "")):
            if fault.field not in self.errors:
                self.add_error(fault.field, str(fault.message))
        return cleaned
