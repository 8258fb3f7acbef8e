"""What is typed about a tender's commission and its decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.core.forms import ReasonForm
from foundation.core.text import localized
from socialorder.choices import VoteChoice
from socialorder.forms.shared import area
from socialorder.models import CommissionMember, Lot, LotProposal
from socialorder.queries.outcome import Choice, LotOutcome


class MembersForm(forms.Form):
    """E-mail addresses of the members, one a line; the first chairs."""

    people = area(
        _("Members, an e-mail address on each line"),
        6,
        hint=_("The first one chairs. At least one member does not serve the body that buys."),
    )

    def clean_people(self) -> list[User]:
        found = []
        for line in self.cleaned_data["people"].split():
            person = User.objects.filter(email__iexact=line, is_active=True).first()
            if person is None:
                raise ValidationError(_("Nobody has an account with the address %(line)s."), params={"line": line})
            found.append(person)
        return found


class TiesForm(forms.Form):
    """Lots that are not for the member, each with a word why."""

    def __init__(self, *args: Any, lots: Sequence[Lot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for lot in lots:
            label = _("Lot %(number)s: I have a conflict of interest") % {"number": lot.number}
            self.fields[f"tie-{lot.number}"] = forms.BooleanField(label=label, required=False)
            words = forms.CharField(label=_("Which one, for the record"), max_length=500, required=False)
            self.fields[f"text-{lot.number}"] = words

    def ties(self) -> dict[int, str]:
        numbers = [int(name.removeprefix("tie-")) for name in self.fields if name.startswith("tie-")]
        given = self.cleaned_data
        return {number: given[f"text-{number}"] for number in numbers if given[f"tie-{number}"]}


class DecideForm(ReasonForm):
    """The reason of the whole, and of each lot whose only bid is offered the contract."""

    NEEDED = False

    def __init__(self, *args: Any, outcomes: Sequence[LotOutcome], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in outcomes:
            if one.is_ready and one.is_sole:
                label = _("Lot %(number)s: why the contract is offered to the only bid") % {"number": one.lot.number}
                self.fields[f"reason-{one.lot.number}"] = area(label, 3, required=False, most=2000)

    def reasons(self) -> dict[int, str]:
        prefix = "reason-"
        named = [name for name in self.fields if name.startswith(prefix)]
        return {int(name.removeprefix(prefix)): self.cleaned_data[name] for name in named}


class SittingForm(forms.Form):
    """Who is there, and what is proposed for each lot; the points are filled in."""

    present = forms.MultipleChoiceField(
        label=_("Members who are at the sitting"), widget=forms.CheckboxSelectMultiple, required=False
    )
    mark_optional = False

    def __init__(
        self, *args: Any, members: Sequence[CommissionMember], outcomes: Sequence[LotOutcome], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.outcomes = outcomes
        choices = [(str(one.pk), f"{one}{_said(one)}") for one in members]
        self.fields["present"].choices = choices  # type: ignore[attr-defined]
        for one in outcomes:
            self._add(one)

    def _add(self, one: LotOutcome) -> None:
        number, points = one.lot.number, one.by_points
        bids = [
            ("", _("Nobody")),
            *((str(each.bid.pk), localized(each.bid.organisation, "name")) for each in one.chosen),
        ]
        for name, label, first in (
            ("winner", _("Lot %(number)s: winner"), points.winner),
            ("reserve", _("Lot %(number)s: reserve"), points.reserve),
        ):
            self.fields[f"{name}-{number}"] = forms.ChoiceField(
                label=label % {"number": number}, choices=bids, required=False, initial=str(first.pk) if first else ""
            )
        words = _("Lot %(number)s: reason") % {"number": number}
        hint = _("Needed for another order than the points, and for a sole bid. Everybody reads it.")
        self.fields[f"reason-{number}"] = area(words, 3, required=False, hint=hint, most=2000)

    def members(self) -> set[int]:
        return {int(pk) for pk in self.cleaned_data["present"]}

    def chosen(self) -> dict[int, Choice]:
        return {one.lot.number: self._choice(one) for one in self.outcomes}

    def _choice(self, one: LotOutcome) -> Choice:
        number, given = one.lot.number, self.cleaned_data
        bids = {str(each.bid.pk): each.bid for each in one.chosen}
        winner, reserve = bids.get(given[f"winner-{number}"]), bids.get(given[f"reserve-{number}"])
        return Choice(number, winner, reserve, given[f"reason-{number}"])


def _said(member: CommissionMember) -> str:
    return "" if member.declared_at else f" ({_('has not declared yet')})"


class LotVotesForm(forms.Form):
    """A vote and a remark for each lot that is for this member."""

    mark_optional = False

    def __init__(self, *args: Any, proposals: Sequence[LotProposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in proposals:
            number = one.lot.number
            label = _("Lot %(number)s: %(title)s") % {"number": number, "title": localized(one.lot.topic, "title")}
            self.fields[f"choice-{number}"] = forms.ChoiceField(
                label=label, choices=VoteChoice.choices, widget=forms.RadioSelect, required=False
            )
            remark = _("Lot %(number)s: remark") % {"number": number}
            hint = _("Needed for a vote against.")
            self.fields[f"remark-{number}"] = area(remark, 2, required=False, hint=hint, most=1000)

    def votes(self) -> dict[int, tuple[str, str]]:
        numbers = [int(name.removeprefix("choice-")) for name in self.fields if name.startswith("choice-")]
        given = self.cleaned_data
        return {number: (given[f"choice-{number}"], given[f"remark-{number}"]) for number in numbers}
