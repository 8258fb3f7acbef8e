"""Input of people, read into clean values; nothing is saved here."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluation.choices import CommentRule, ConflictKind, HintOutcome, TieScope
from evaluation.models import Criterion, PanelTerms, Round, ScoreSheet
from evaluation.scoring.numbers import decimal_of, hundredths, text
from foundation.core.errors import Fault
from foundation.core.forms import MomentField, NumberField
from foundation.core.presentation import figure
from foundation.core.text import localized
from registry.models import Organisation

RADIOS_UP_TO = 11
COMMENT_LENGTH = 3000


class ReasonForm(forms.Form):
    """Why something is done; whether it is needed is the action's to say."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea, max_length=COMMENT_LENGTH, required=False)


class RequiredReasonForm(ReasonForm):
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea, max_length=COMMENT_LENGTH)


class OpenForm(ReasonForm):
    """When the scoring ends, and why with fewer experts if it is so."""

    scoring_until = MomentField(label=_("Scoring ends"), help_text=_("Usually 15 working days after the opening."))
    field_order = ("scoring_until", "reason")


class StatementForm(forms.Form):
    """The signature under the statement that stands above it on the page."""

    confirm = forms.BooleanField(
        label=_("I declare this and sign it"),
        error_messages={"required": _("Tick «I declare this and sign it», or step back from this round.")},
    )


class ScoreForm(forms.Form):
    """Marks and reasons of one sheet. Half-filled is fine here; what is missing is said on submission."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    mark_optional = False

    def __init__(self, *args: Any, criteria: list[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[f"mark_{criterion.code}"] = _mark_field(criterion)
            if criterion.comment_rule != CommentRule.NEVER:
                self.fields[f"comment_{criterion.code}"] = _comment_field(criterion)

    @classmethod
    def initial_of(cls, sheet: ScoreSheet, criteria: list[Criterion]) -> dict[str, Any]:
        """Initial values that show ``sheet``."""
        values: dict[str, Any] = {"version": sheet.version}
        for criterion, mark in zip(criteria, sheet.marks, strict=True):
            shown = text(mark) if _is_radio(criterion) and mark is not None else mark
            values[f"mark_{criterion.code}"] = decimal_of(shown) if isinstance(shown, int) else shown
            values[f"comment_{criterion.code}"] = sheet.comments.get(criterion.code, "")
        return values

    @property
    def parts(self) -> list[tuple[Criterion, Any, Any]]:
        """(criterion, bound field of the mark, bound field of the reason or None) for the template."""
        names = self.fields
        return [
            (item, self[f"mark_{item.code}"], self[f"comment_{item.code}"] if f"comment_{item.code}" in names else None)
            for item in self.criteria
        ]

    def marks(self) -> dict[str, int | None]:
        """Code of a criterion → hundredths, or None where no mark is given or it cannot be read."""
        given = {item.code: self.cleaned_data.get(f"mark_{item.code}") for item in self.criteria}
        return {code: None if value in (None, "") else hundredths(value) for code, value in given.items()}

    def comments(self) -> dict[str, str]:
        """Code of a criterion → reason."""
        return {item.code: self.cleaned_data.get(f"comment_{item.code}", "") for item in self.criteria}


def add_faults(form: forms.Form, faults: Iterable[Fault]) -> None:
    """Show faults of an action at the fields of ``form``; one without a field of ours stands in the summary."""
    for fault in faults:
        name = fault.field if fault.field in form.fields else None
        if name is None or name not in form.errors:
            form.add_error(name, str(fault.message))


def _short(number: Decimal) -> str:
    """A number without the zeros that say nothing."""
    return figure(number.normalize() + 0)


def _choices(criterion: Criterion) -> list[tuple[str, str]]:
    low, high, step = (hundredths(value) for value in (criterion.minimum, criterion.maximum, criterion.step))
    return [(text(mark), _short(decimal_of(mark))) for mark in range(low, high + 1, step)]


def _is_radio(criterion: Criterion) -> bool:
    return (criterion.maximum - criterion.minimum) / criterion.step < RADIOS_UP_TO


def _mark_field(criterion: Criterion) -> forms.Field:
    guidance = _guidance(criterion)
    if _is_radio(criterion):
        return forms.TypedChoiceField(
            label=str(criterion),
            help_text=guidance,
            choices=_choices(criterion),
            widget=forms.RadioSelect,
            coerce=Decimal,
            empty_value=None,
            required=False,
        )
    return NumberField(label=str(criterion), help_text=guidance, decimal_places=2, required=False)


def _guidance(criterion: Criterion) -> str:
    numbers = {"minimum": _short(criterion.minimum), "maximum": _short(criterion.maximum)}
    scale = _("From %(minimum)s to %(maximum)s.") % numbers
    if criterion.weight != 1:
        scale = _("From %(minimum)s to %(maximum)s; its weight is %(weight)s.") % {
            **numbers,
            "weight": _short(criterion.weight),
        }
    return f"{localized(criterion, 'guidance')} {scale}".strip()


def _comment_field(criterion: Criterion) -> forms.Field:
    hint: Any = ""
    if criterion.comment_rule == CommentRule.ALWAYS:
        hint = _("Required. The applicant will read it.")
    elif criterion.comment_below is not None:
        hint = _("Required for a mark below %(mark)s. The applicant will read it.") % {
            "mark": _short(criterion.comment_below)
        }
    return forms.CharField(
        label=_("Reason for the mark: %(criterion)s") % {"criterion": criterion},
        help_text=hint,
        widget=forms.Textarea,
        max_length=COMMENT_LENGTH,
        required=False,
    )


class LineForm(forms.Form):
    """Where the line is drawn for the question how firm the ranking is."""

    line = forms.IntegerField(
        label=_("Last rank that would win"),
        min_value=0,
        max_value=100_000,
        help_text=_("For instance the number of grants."),
    )


class DrawForm(forms.Form):
    """What an officer enters at the draw: the public value, when one was announced."""

    public_value = forms.CharField(label=_("Public value"), max_length=100, required=False)


class TermsForm(forms.Form):
    """How the experts are drawn and how entries are given to them."""

    by_direction = forms.BooleanField(
        label=_("Draw the seats and the reserve for each direction"),
        help_text=_("Otherwise so many experts are drawn for all directions together."),
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
