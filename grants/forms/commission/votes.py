"""Forms of a member: which applications are not for this member, and the votes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from grants.choices import ConflictSource, VoteChoice
from grants.models import Application, Ballot
from grants.queries.decisions import Line
from grants.rules.commission.votes import Tie, Vote, declaration_faults, vote_faults


@dataclass(frozen=True, slots=True)
class VoteLine:
    """One proposal with the inputs of the vote on it."""

    line: Line
    choice: BoundField
    remark: BoundField


class VotesForm(forms.Form):
    """Votes on some or all of the list; what is left open can be voted on later. ``version`` is the list that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    rest = forms.ChoiceField(
        label=_("On all that I leave open"),
        choices=[("", _("I vote later")), (VoteChoice.FOR, _("I vote for the proposals"))],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, lines: Sequence[Line], version: int, **kwargs: Any) -> None:
        self.lines_of = lines
        initial: dict[str, Any] = {"version": version, "rest": ""}
        for line in lines:
            if line.own:
                key = line.proposal.application_id
                initial |= {f"{key}-choice": line.own.choice, f"{key}-remark": line.own.remark}
        kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        for line in lines:
            self._add(line)

    def _add(self, line: Line) -> None:
        key, number = line.proposal.application_id, line.application.number
        self.fields[f"{key}-choice"] = forms.ChoiceField(
            label=_("Your vote on %(number)s") % {"number": number},
            choices=VoteChoice.choices,
            widget=forms.RadioSelect,
            required=False,
        )
        self.fields[f"{key}-remark"] = forms.CharField(
            label=_("Remark on %(number)s") % {"number": number},
            help_text=_("Say why if you vote against. It goes into the protocol."),
            max_length=2000,
            required=False,
            widget=forms.Textarea,
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for fault in vote_faults(self.votes(), {}):
            self.add_error(fault.field or None, str(fault.message))
        return cleaned

    def votes(self) -> list[Vote]:
        """What was chosen, as the action takes it."""
        rest = self.cleaned_data.get("rest", "")
        found = []
        for line in self.lines_of:
            key = line.proposal.application_id
            choice = self.cleaned_data.get(f"{key}-choice") or rest
            if choice:
                found.append(Vote(key, choice, self.cleaned_data.get(f"{key}-remark", "")))
        return found

    def take_new(self, message: str, version: int) -> None:
        """The list was changed meanwhile: say so, keep what was typed, and let the next press vote on the new list."""
        self.data = {**self.data, "version": str(version)}
        self.add_error(None, message)

    @property
    def lines(self) -> list[VoteLine]:
        """Rows for the page, in the order of the list."""
        return [
            VoteLine(one, self[f"{one.proposal.application_id}-choice"], self[f"{one.proposal.application_id}-remark"])
            for one in self.lines_of
        ]


@dataclass(frozen=True, slots=True)
class TieLine:
    """One application with the inputs of a declaration; there are none where the registry knows of a tie (``known``)."""

    application: Application
    known: str
    is_tied: BoundField | None
    text: BoundField | None


class DeclarationForm(forms.Form):
    """Which applications are not for the member; none is an answer too."""

    def __init__(
        self,
        *args: Any,
        applications: Sequence[Application],
        ballots: Sequence[Ballot],
        known: Mapping[int, str],
        **kwargs: Any,
    ) -> None:
        self.applications, self.known = applications, known
        said = {one.application_id: one.conflict for one in ballots if one.source == ConflictSource.DECLARED}
        initial = {f"{key}-tied": True for key in said} | {f"{key}-text": text for key, text in said.items()}
        kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        for one in applications:
            if one.pk not in known:
                self._add(one)

    def _add(self, one: Application) -> None:
        self.fields[f"{one.pk}-tied"] = forms.BooleanField(
            label=_("I take no part in %(number)s") % {"number": one.number}, required=False
        )
        self.fields[f"{one.pk}-text"] = forms.CharField(
            label=_("What ties you to the applicant of %(number)s") % {"number": one.number},
            help_text=_("It goes into the protocol."),
            max_length=500,
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for fault in declaration_faults(self.ties()):
            self.add_error(fault.field, str(fault.message))
        return cleaned

    def ties(self) -> list[Tie]:
        """What was ticked, as the action takes it."""
        return [
            Tie(one.pk, self.cleaned_data.get(f"{one.pk}-text", ""))
            for one in self.applications
            if self.cleaned_data.get(f"{one.pk}-tied")
        ]

    @property
    def lines(self) -> list[TieLine]:
        """Rows for the page, by number."""
        return [self._line(one) for one in self.applications]

    def _line(self, one: Application) -> TieLine:
        if one.pk in self.known:
            return TieLine(one, self.known[one.pk], None, None)
        return TieLine(one, "", self[f"{one.pk}-tied"], self[f"{one.pk}-text"])
