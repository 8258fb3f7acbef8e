"""How a panel is drawn and entries are given, and what ties its experts have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluation.choices import ConflictKind, HintKind, HintOutcome, TieScope
from evaluation.forms.sheets import COMMENT_LENGTH
from evaluation.models import Entry, PanelTerms, Round
from evaluation.queries.comparison import FEWEST, LISTED, MOST
from foundation.core.forms import MomentField
from registry.models import Organisation


class DrawForm(forms.Form):
    """What an officer enters at the draw: the public value, when one was announced."""

    public_value = forms.CharField(label=_("Public value"), max_length=100, required=False)


class TermsForm(forms.Form):
    """How the experts are drawn and how entries are given to them."""

    by_direction = forms.BooleanField(
        label=_("Draw the seats and the reserve for each direction"),
        help_text=_(
            "Otherwise so many experts are drawn for all directions together. The direction of an entry is the sphere that its "
            "application names; an entry that names none may go to experts of any direction."
        ),
        required=False,
    )
    draw_at = MomentField(
        label=_("When the draw is held"),
        help_text=_("Everybody can see it on the page of the draw. It cannot be held before."),
        required=False,
    )
    public_source = forms.CharField(
        label=_("Public value that is mixed into the seed"),
        help_text=_("For instance the official rate of the dollar on the day of the draw. Empty: none."),
        max_length=300,
        required=False,
    )
    ties_bar = forms.ChoiceField(
        label=_("A tie to an applicant keeps an expert"), choices=TieScope.choices, widget=forms.RadioSelect
    )
    experts_per_entry = forms.IntegerField(
        label=_("Experts for each entry"), help_text=_("Empty: every expert scores every entry."), required=False
    )
    max_load = forms.IntegerField(
        label=_("Entries for one expert at most"), help_text=_("Empty: no limit."), required=False
    )
    bars_own_region = forms.BooleanField(label=_("Nobody scores applicants of the own region"), required=False)
    allows_translator = forms.BooleanField(
        label=_("The operator translates for an expert who does not read the language"), required=False
    )
    reason = forms.CharField(
        label=_("Reason"), help_text=_("Only after the draw."), widget=forms.Textarea, required=False, max_length=3000
    )

    @staticmethod
    def initial_of(round_: Round, terms: PanelTerms) -> dict[str, Any]:
        names = (
            "by_direction",
            "draw_at",
            "public_source",
            "ties_bar",
            "max_load",
            "bars_own_region",
            "allows_translator",
        )
        return {"experts_per_entry": round_.experts_per_entry} | {name: getattr(terms, name) for name in names}


class DeclarationForm(forms.Form):
    """A tie in the expert's own words."""

    organisation = forms.TypedChoiceField(
        label=_("Applicant"),
        coerce=int,
        empty_value=None,
        error_messages={"required": _("Choose an applicant of this round from the list.")},
    )
    kind = forms.ChoiceField(
        label=_("What ties you to it"),
        choices=ConflictKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the kind of tie from the list.")},
    )
    text = forms.CharField(
        label=_("In a sentence"),
        widget=forms.Textarea,
        max_length=COMMENT_LENGTH,
        error_messages={"required": _("Say in a sentence what ties you to this applicant.")},
    )

    def __init__(self, *args: Any, applicants: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", "–"), *((item.pk, str(item)) for item in applicants)]  # type: ignore[attr-defined]


class EntryConflictForm(DeclarationForm):
    """The same about the entry that the expert is reading: whose it is, the portal knows."""

    field_order = ("kind", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, applicants=(), **kwargs)
        del self.fields["organisation"]


class CompareForm(forms.Form):
    """Which entries stand side by side: ticked, or by their numbers where there are too many to tick."""

    mark_optional = False
    entry = forms.TypedMultipleChoiceField(
        label=_("Two to four entries"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )
    numbers = forms.CharField(
        label=_("Numbers of two to four entries"),
        help_text=_("Numbers within this round, like 3, 17, 20."),
        max_length=100,
        required=False,
    )

    def __init__(self, *args: Any, entries: Sequence[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = {entry.number: entry for entry in entries[:LISTED]}
        self.is_listed = len(entries) <= LISTED
        self.fields["entry"].choices = [(number, str(entry)) for number, entry in self.entries.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        typed = [int(text) for text in re.findall(r"\d{1,9}", data.get("numbers", ""))]
        chosen = sorted({*data.get("entry", []), *typed})
        if not FEWEST <= len(chosen) <= MOST:
            self.add_error("entry" if self.is_listed else "numbers", _("Choose two, three or four entries."))
        return data | {"chosen": chosen}


class HintForm(forms.Form):
    """What an officer has found behind a weak sign."""

    outcome = forms.ChoiceField(
        label=_("What you have found"),
        choices=HintOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you have found.")},
    )
    reason = forms.CharField(
        label=_("How you know"),
        widget=forms.Textarea,
        max_length=COMMENT_LENGTH,
        error_messages={"required": _("Say how you know.")},
    )


class NamedHintForm(HintForm):
    """What was found, and behind which sign: where no address of a page says it."""

    seat = forms.IntegerField(label=_("Number of the expert in the round"), min_value=1, max_value=32767)
    organisation = forms.CharField(label=_("BIN of the applicant"), max_length=12)
    kind = forms.ChoiceField(label=_("Sign"), choices=HintKind.choices)
