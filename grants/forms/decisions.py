"""Forms of the commission: the list and who is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from evaluation.models import Result
from foundation.core.forms import MoneyField
from foundation.core.money import ZERO
from grants.choices import Outcome
from grants.models import Application, Attendee, Meeting, Proposal
from grants.rules import decisions as rules

COLUMNS = ("outcome", "amount", "reason", "departure")


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """One application of the list with its inputs; ``result`` is its place in the ranking, if it has one.

    ``theirs`` is what somebody else has saved meanwhile, where that differs from what the page began with.
    """

    application: Application
    result: Result | None
    theirs: Proposal | None
    outcome: BoundField
    amount: BoundField
    reason: BoundField
    departure: BoundField


class ProposalsForm(forms.Form):
    """The whole list in one form; names of the inputs are ``<number>-<column>``, as the rules name their faults.

    ``version`` is the list that the page began with.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, meeting: Meeting, proposals: Sequence[Proposal], **kwargs: Any) -> None:
        self.meeting, self.proposals = meeting, proposals
        initial = {key: value for one in proposals for key, value in _initial(one).items()}
        kwargs.setdefault("initial", {"version": meeting.version} | initial)
        super().__init__(*args, **kwargs)
        self.is_stale = False
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
            help_text=_("Name no rank: a member who takes no part in another application reads this too."),
            error_messages={"required": _("Give the reason. It will be published.")},
        )
        self.fields[f"{number}-departure"] = forms.CharField(
            label=_("Why the list departs from the ranking here"),
            help_text=_(
                "Only where it does: above the line and no grant, or below it and a grant. It will be published."
            ),
            max_length=2000,
            required=False,
            widget=forms.Textarea,
        )

    def show_theirs(self, message: str) -> None:
        """Somebody else has changed the list: say so, keep what was typed, and let the next save replace theirs."""
        self.is_stale = True
        self.data = {**self.data, "version": str(self.meeting.version)}
        self.add_error(None, message)

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
                self._typed(one.application, "departure") or "",
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
                one if self.is_stale and self._differs(one) else None,
                *(self[f"{one.application.number}-{column}"] for column in COLUMNS),
            )
            for one in self.proposals
        ]

    def _differs(self, proposal: Proposal) -> bool:
        number = proposal.application.number
        typed = [
            self._typed(proposal.application, "outcome"),
            self._amount(proposal.application),
            *(self.cleaned_data.get(f"{number}-{column}") for column in ("reason", "departure")),
        ]
        return typed != [proposal.outcome, proposal.amount, proposal.reason, proposal.departure_reason]


def _initial(proposal: Proposal) -> dict[str, Any]:
    number = proposal.application.number
    return {
        f"{number}-outcome": proposal.outcome,
        f"{number}-amount": proposal.amount or None,
        f"{number}-reason": proposal.reason,
        f"{number}-departure": proposal.departure_reason,
    }


class AttendanceForm(forms.Form):
    """Who is there; ``seen`` are those whom the page showed as present."""

    present = forms.TypedMultipleChoiceField(
        label=_("Present"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, seats: Sequence[Attendee], **kwargs: Any) -> None:
        there = [seat.pk for seat in seats if seat.is_present]
        kwargs.setdefault("initial", {"present": there, "seen": ",".join(map(str, there))})
        super().__init__(*args, **kwargs)
        choices = [(seat.pk, str(seat.member)) for seat in seats]
        self.fields["present"].choices = choices  # type: ignore[attr-defined]

    def clean_seen(self) -> list[int] | None:
        """Ids; None where the page did not say."""
        parts = self.cleaned_data["seen"].split(",") if "seen" in self.data else None
        return None if parts is None else [int(part) for part in parts if part.isdecimal()]
