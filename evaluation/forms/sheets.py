"""Forms of a round and of its score sheets."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from evaluation.choices import CommentRule
from evaluation.models import CalibrationExample, Criterion, ScoreSheet
from evaluation.scoring.numbers import decimal_of, hundredths, text
from foundation.core.errors import Fault
from foundation.core.forms import MomentField, MoneyField, NumberField, ReasonForm
from foundation.core.presentation import figure
from foundation.core.text import FALLBACKS, localized

RADIOS_UP_TO = 11
COMMENT_LENGTH = 3000
EXAMPLE: dict[str, Any] = {"widget": forms.Textarea, "max_length": 20_000, "required": False}


class OpenForm(ReasonForm):
    """When the scoring ends, and why with fewer experts if it is so."""

    NEEDED = False
    scoring_until = MomentField(label=_("Scoring ends"), help_text=_("Usually 15 working days after the opening."))
    field_order = ("scoring_until", "reason")


class DiscussForm(ReasonForm):
    """Until when the experts discuss, and why before everybody has finished if it is so."""

    NEEDED = False
    discussion_until = MomentField(label=_("The discussion ends"))
    field_order = ("discussion_until", "reason")


class ExtraForm(ReasonForm):
    """Until when experts who are called later score, and why they are called."""

    extra_until = MomentField(label=_("Their scoring ends"))
    reason = forms.CharField(
        label=_("Why one more expert is called"),
        help_text=_("It stands beside each result that it changes; everybody can read it later."),
        widget=forms.Textarea,
        max_length=COMMENT_LENGTH,
    )
    field_order = ("extra_until", "reason")


class StatementForm(forms.Form):
    """The signature under the statement that stands above it on the page."""

    confirm = forms.BooleanField(
        label=_("I declare this and sign it"),
        error_messages={"required": _("Tick «I declare this and sign it», or step back from this round.")},
    )


@dataclass(frozen=True, slots=True)
class Part:
    """One criterion of a sheet: bound fields of the mark and of the reason (None where no reason is wanted).

    ``mark_texts``: what single marks mean, where they do not stand at the choices themselves.
    """

    criterion: Criterion
    mark: Any
    comment: Any
    mark_texts: list[tuple[str, str]]
    is_inline: bool


class ScoreForm(forms.Form):
    """Marks and reasons of one sheet. Half-filled is fine here; what is missing is said on submission."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    page = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)
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
        values: dict[str, Any] = {"version": sheet.version, "page": str(uuid.uuid4())}
        for criterion, mark in zip(criteria, sheet.marks, strict=True):
            shown = text(mark) if _is_radio(criterion) and mark is not None else mark
            values[f"mark_{criterion.code}"] = decimal_of(shown) if isinstance(shown, int) else shown
            values[f"comment_{criterion.code}"] = sheet.comments.get(criterion.code, "")
        return values

    def on_version(self, version: int) -> Self:
        """The same typed values, to be saved over ``version``: the person has seen what that one holds."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["version"] = str(version)
        return type(self)(data, criteria=self.criteria)

    @property
    def parts(self) -> list[Part]:
        """One part for each criterion, for the template."""
        names = self.fields
        return [
            Part(
                criterion=item,
                mark=self[f"mark_{item.code}"],
                comment=self[f"comment_{item.code}"] if f"comment_{item.code}" in names else None,
                mark_texts=[] if _is_radio(item) else _mark_texts(item),
                is_inline=_is_radio(item) and not _mark_texts(item),
            )
            for item in self.criteria
        ]

    def marks(self) -> dict[str, int | None]:
        """Code of a criterion → hundredths, or None where no mark is given or it cannot be read."""
        given = {item.code: self.cleaned_data.get(f"mark_{item.code}") for item in self.criteria}
        return {code: None if value in (None, "") else hundredths(value) for code, value in given.items()}

    def comments(self) -> dict[str, str]:
        """Code of a criterion → reason."""
        return {item.code: self.cleaned_data.get(f"comment_{item.code}", "") for item in self.criteria}


class ReviseForm(ScoreForm):
    """The own marks in the discussion, with the reason of the change."""

    reason = forms.CharField(
        label=_("Why you change your marks"),
        help_text=_("The other experts will read it, and everybody who sees the marks later."),
        widget=forms.Textarea,
        max_length=COMMENT_LENGTH,
        required=False,
    )


class CalibrationForm(ScoreForm):
    """The example, its reference marks and why they are right."""

    version = None  # type: ignore[assignment]
    title_kk = forms.CharField(label=_("Title in Kazakh"), max_length=300, required=False)
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=300, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=300, required=False)
    text_kk = forms.CharField(label=_("Text of the example in Kazakh"), **EXAMPLE)
    text_ru = forms.CharField(label=_("Text of the example in Russian"), **EXAMPLE)
    text_en = forms.CharField(label=_("Text of the example in English"), **EXAMPLE)

    def __init__(self, *args: Any, criteria: list[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, criteria=criteria, **kwargs)
        for criterion in criteria:
            label = _("Why this mark: %(criterion)s") % {"criterion": criterion}
            self.fields[f"comment_{criterion.code}"] = forms.CharField(
                label=label, widget=forms.Textarea, max_length=COMMENT_LENGTH, required=False
            )

    def texts(self, name: str) -> dict[str, str]:
        """Texts of ``name`` in the three languages."""
        return {code: self.cleaned_data[f"{name}_{code}"] for code in ("kk", "ru", "en")}

    @classmethod
    def initial_of_example(cls, example: CalibrationExample, criteria: list[Criterion]) -> dict[str, Any]:
        """Initial values that show ``example``."""
        names = [f"{name}_{code}" for name in ("title", "text") for code in ("kk", "ru", "en")]
        values: dict[str, Any] = {name: getattr(example, name) for name in names}
        for criterion, mark in zip(criteria, example.marks, strict=True):
            values[f"mark_{criterion.code}"] = decimal_of(mark)
            values[f"comment_{criterion.code}"] = example.reasons.get(criterion.code, "")
        return values


class AnswerForm(ScoreForm):
    """What an expert gives to the example: the real fields, without a version, since it is sent once."""

    version = None  # type: ignore[assignment]


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
        field = forms.TypedChoiceField(
            label=str(criterion),
            help_text=guidance,
            choices=_choices(criterion),
            widget=forms.RadioSelect,
            coerce=Decimal,
            empty_value=None,
            required=False,
        )
        field.choice_hints = _texts_of(criterion)  # type: ignore[attr-defined]
        return field
    return NumberField(label=str(criterion), help_text=guidance, decimal_places=2, required=False)


def _texts_of(criterion: Criterion) -> dict[str, str]:
    """Mark → what it stands for, in the reader's language; empty when the rubric does not say."""
    language = (get_language() or "kk")[:2]
    found = (getattr(criterion, f"mark_texts_{code}") for code in FALLBACKS.get(language, FALLBACKS["kk"]))
    return next((texts for texts in found if texts), {})


def _mark_texts(criterion: Criterion) -> list[tuple[str, str]]:
    """(mark as it is written, text), the highest mark first."""
    texts = _texts_of(criterion)
    return [(_short(Decimal(mark)), texts[mark]) for mark in sorted(texts, key=Decimal, reverse=True)]


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
    """Where the line is drawn for a question about a ranking: by places, by money, or both."""

    mark_optional = False
    line = forms.IntegerField(
        label=_("Number of winners"),
        min_value=0,
        max_value=100_000,
        required=False,
        help_text=_("For instance the number of grants. Empty: as many as the money allows."),
    )
    budget = MoneyField(
        label=_("Money to share out"), required=False, help_text=_("Each entry takes what it asks for.")
    )


class WeightsForm(LineForm):
    """Other weights of the criteria, for a look at what would be. Nothing is saved."""

    def __init__(self, *args: Any, criteria: Sequence[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for criterion in criteria:
            self.fields[f"weight_{criterion.code}"] = NumberField(
                label=localized(criterion, "title"),
                min_value=0,
                max_value=100,
                max_digits=5,
                decimal_places=2,
                help_text=_("Official weight: %(weight)s.") % {"weight": figure(criterion.weight, 2)},
            )
        self.order_fields([*(f"weight_{criterion.code}" for criterion in criteria), "line", "budget"])
        self.codes = [criterion.code for criterion in criteria]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        weights = [values.get(f"weight_{code}") for code in self.codes]
        if None not in weights and not any(weights):
            raise forms.ValidationError(_("Give at least one criterion a weight above zero."))
        return values

    @property
    def weight_fields(self) -> list[forms.BoundField]:
        return [self[f"weight_{code}"] for code in self.codes]

    @property
    def weights(self) -> list[int]:
        """In hundredths, in the order of the criteria; of a valid form."""
        return [hundredths(self.cleaned_data[f"weight_{code}"]) for code in self.codes]


class LikenessForm(forms.Form):
    """What an officer thinks of two entries that look alike."""

    verdict = forms.ChoiceField(
        label=_("What are they?"),
        widget=forms.RadioSelect,
        choices=[
            ("dismissed", _("Not a copy: common wording, or different work")),
            ("confirmed", _("A copy, or the same work asked for twice")),
        ],
        error_messages={"required": _("Choose what the two entries are to each other.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea,
        max_length=COMMENT_LENGTH,
        error_messages={"required": _("Say what you have looked at and why you think so.")},
    )
