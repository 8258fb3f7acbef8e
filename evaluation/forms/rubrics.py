"""The form of a rubric: the rubric itself, and a row for each criterion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from evaluation.choices import Aggregation, CommentRule, TieRule, Weighting
from evaluation.scoring.mark_texts import Unreadable, read_lines, write_lines
from evaluation.scoring.weights import from_percent, to_percent
from foundation.core.errors import Fault
from foundation.core.forms import NumberField, RowFormSet, add_faults
from registry.models import Body

LANGUAGES = ("kk", "ru", "en")
CRITERIA_AT_MOST = 20
LONG: dict[str, Any] = {"widget": forms.Textarea, "max_length": 2000, "required": False}
MARK_LINES = _("One line for each mark, like «5 – clearly shown». You can leave marks out.")


class RubricForm(forms.Form):
    """What holds for the rubric as a whole; ``facts()`` gives it as the actions take it, with the rows' criteria."""

    body = forms.ModelChoiceField(label=_("Whose rubric"), queryset=Body.objects.none(), empty_label=None)
    title_kk = forms.CharField(label=_("Title in Kazakh"), max_length=200)
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200)
    weighting = forms.ChoiceField(
        label=_("How weights are given"),
        choices=Weighting.choices,
        widget=forms.RadioSelect,
        initial=Weighting.POINTS,
    )
    maximum_total = NumberField(
        label=_("Highest total"),
        help_text=_("All highest marks times their weights. The portal checks that it is so."),
        max_digits=7,
        decimal_places=2,
        min_value=Decimal("0.01"),
    )
    pass_mark = NumberField(
        label=_("Pass mark of the total"),
        help_text=_("An application with a lower total gets no grant."),
        max_digits=7,
        decimal_places=2,
        min_value=0,
        required=False,
    )
    aggregation = forms.ChoiceField(
        label=_("How the totals of the score sheets make one"),
        choices=Aggregation.choices,
        widget=forms.RadioSelect,
        initial=Aggregation.MEAN,
    )
    tie_rule = forms.ChoiceField(
        label=_("When totals are equal"), choices=TieRule.choices, widget=forms.RadioSelect, initial=TieRule.SHARED
    )

    shows_comments = forms.BooleanField(
        label=_("Applicants read the reasons of the experts before the decision"),
        help_text=_("Only where a call lets applicants answer their marks. Experts stay «Expert 1», «Expert 2»."),
        required=False,
    )

    def __init__(self, *args: Any, bodies: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]

    def facts(self, rows: RubricRows) -> dict[str, Any]:
        """Facts of a valid form with its valid rows."""
        return facts_of(self, [form.cleaned_data for form in rows.forms])


def facts_of(form: RubricForm, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Facts of a valid form with clean rows beneath it."""
    data = form.cleaned_data
    names = ("weighting", "maximum_total", "pass_mark", "aggregation", "tie_rule", "shows_comments")
    titles = {language: data[f"title_{language}"] for language in LANGUAGES}
    criteria = [criterion_of(row, code, data["weighting"]) for row, code in zip(rows, codes_of(rows), strict=True)]
    return {name: data[name] for name in names} | {"titles": titles, "criteria": criteria}


class CriterionForm(forms.Form):
    """One criterion."""

    code = forms.SlugField(widget=forms.HiddenInput, max_length=50, required=False)
    title_kk = forms.CharField(label=_("Title in Kazakh"), max_length=200)
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200)
    weight = NumberField(
        label=_("Weight"),
        help_text=_("Points: how many times it counts. Percentages: whole per cent."),
        max_digits=5,
        decimal_places=2,
        min_value=Decimal("0.01"),
        initial=Decimal(1),
    )
    minimum = NumberField(label=_("Lowest mark"), max_digits=5, decimal_places=2, min_value=0, initial=Decimal(0))
    maximum = NumberField(label=_("Highest mark"), max_digits=5, decimal_places=2, min_value=0, initial=Decimal(10))
    step = NumberField(
        label=_("Step of the scale"), max_digits=5, decimal_places=2, min_value=Decimal("0.01"), initial=Decimal(1)
    )
    guidance_kk = forms.CharField(label=_("What to look at, in Kazakh"), **LONG)
    guidance_ru = forms.CharField(label=_("What to look at, in Russian"), **LONG)
    guidance_en = forms.CharField(label=_("What to look at, in English"), **LONG)
    mark_texts_kk = forms.CharField(label=_("What each mark means, in Kazakh"), help_text=MARK_LINES, **LONG)
    mark_texts_ru = forms.CharField(label=_("What each mark means, in Russian"), help_text=MARK_LINES, **LONG)
    mark_texts_en = forms.CharField(label=_("What each mark means, in English"), help_text=MARK_LINES, **LONG)
    comment_rule = forms.ChoiceField(
        label=_("When the expert must give a reason"), choices=CommentRule.choices, initial=CommentRule.ALWAYS
    )
    comment_below = NumberField(
        label=_("Reason required below the mark"), max_digits=5, decimal_places=2, min_value=0, required=False
    )
    pass_mark = NumberField(
        label=_("Pass mark of this criterion"), max_digits=5, decimal_places=2, min_value=0, required=False
    )
    row_widths = (
        {f"title_{code}": 4 for code in LANGUAGES}
        | dict.fromkeys(("weight", "minimum", "maximum", "step"), 3)
        | {f"guidance_{code}": 4 for code in LANGUAGES}
        | {f"mark_texts_{code}": 4 for code in LANGUAGES}
        | dict.fromkeys(("comment_rule", "comment_below", "pass_mark"), 4)
    )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        low, high = data.get("minimum"), data.get("maximum")
        if low is not None and high is not None and low >= high:
            self.add_error("maximum", _("The highest mark must be above the lowest one."))
        for language in LANGUAGES:
            self._read_marks(f"mark_texts_{language}")
        return data

    def _read_marks(self, name: str) -> None:
        try:
            self.cleaned_data[name] = read_lines(self.cleaned_data.get(name, ""))
        except Unreadable as fault:
            message = _("This line does not start with a mark of its own, like «5 – clearly shown»: %(line)s")
            self.add_error(name, message % {"line": fault.line})


def criterion_of(data: Mapping[str, Any], code: str, weighting: str) -> dict[str, Any]:
    """A clean row as the actions take it."""
    plain = ("minimum", "maximum", "step", "comment_rule", "comment_below", "pass_mark")
    texts = {
        key: {language: data[f"{name}_{language}"] for language in LANGUAGES}
        for key, name in (("titles", "title"), ("guidance", "guidance"), ("mark_texts", "mark_texts"))
    }
    weight = from_percent(data["weight"]) if weighting == Weighting.PERCENT else data["weight"]
    return {name: data[name] for name in plain} | texts | {"code": code, "weight": weight}


def codes_of(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """A code for each row: the one it had, else one made of its English title, none twice."""
    found: list[str] = []
    for data in rows:
        stem = data.get("code") or slugify(data.get("title_en", ""))[:40] or "criterion"
        names = [stem, *(f"{stem}-{number}" for number in range(2, CRITERIA_AT_MOST + 2))]
        found.append(next(name for name in names if name not in found))
    return found


def not_whole(rows: Iterable[Mapping[str, Any]], weighting: str) -> dict[int, Any]:
    """Place of a row whose weight cannot be what ``weighting`` says → the sentence."""
    if weighting != Weighting.PERCENT:
        return {}
    message = _("Enter a whole percentage, like 20.")
    return {place: message for place, data in enumerate(rows) if data["weight"] != int(data["weight"])}


class RubricRows(RowFormSet):
    """The criteria in their order."""

    def codes(self) -> list[str]:
        return codes_of(form.cleaned_data for form in self.forms)

    def check_percent(self, weighting: str) -> bool:
        """Whether every weight can be what ``weighting`` says; a row that cannot says so."""
        wrong = not_whole([form.cleaned_data for form in self.forms], weighting)
        for place, message in wrong.items():
            self.forms[place].add_error("weight", message)
        return not wrong


CriterionRows = formset_factory(
    CriterionForm,
    formset=RubricRows,
    extra=0,
    min_num=1,
    validate_min=True,
    max_num=CRITERIA_AT_MOST,
    validate_max=True,
    can_delete=True,
)


def initial_of(facts: Mapping[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the form and its rows start with, from the facts of a rubric or of a template."""
    names = ("body", "weighting", "maximum_total", "pass_mark", "aggregation", "tie_rule", "shows_comments")
    form = {name: facts.get(name) for name in names if name in facts} | _texts("title", facts["titles"])
    return form, [_row(item, facts["weighting"]) for item in facts["criteria"]]


def clean_rows(facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The criteria of a rubric as rows that have been judged already: what each mark means is read."""
    weighting = facts["weighting"]
    return [_row(item, weighting) | _texts("mark_texts", item["mark_texts"]) for item in facts["criteria"]]


def _row(item: Mapping[str, Any], weighting: str) -> dict[str, Any]:
    plain = ("code", "minimum", "maximum", "step", "comment_rule", "comment_below", "pass_mark")
    weight = to_percent(item["weight"]) if weighting == Weighting.PERCENT else item["weight"]
    marks = {language: write_lines(texts) for language, texts in item["mark_texts"].items()}
    texts = _texts("title", item["titles"]) | _texts("guidance", item["guidance"]) | _texts("mark_texts", marks)
    return {name: item.get(name) for name in plain} | texts | {"weight": weight}


def _texts(name: str, texts: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{name}_{language}": texts.get(language, "") for language in LANGUAGES}


def add_rubric_faults(form: RubricForm, rows: RubricRows, faults: Iterable[Fault]) -> None:
    """Show faults of an action at the rubric's fields; those of a criterion in its row."""
    by_code = dict(zip(rows.codes(), rows.forms, strict=True))
    for fault in faults:
        row = by_code.get(fault.field)
        if row is not None:
            row.add_error(None, str(fault.message))
        else:
            add_faults(form, [fault])
