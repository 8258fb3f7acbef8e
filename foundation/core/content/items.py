"""What a long form says: the fields of each section, described once.

The form, the faults, the document that is sent, its print and the list of changes are all made from this description.
What was typed is kept as texts: a field's text under its name, and ``rows``: a list of such mappings.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Text
from foundation.core.forms import MoneyField, NumberField

Choices = Mapping[str, Sequence[tuple[str, Text]]]
Typed = Mapping[str, Any]
Value = str | int | Decimal | dt.date | None

COUNTED_MAX = 1_000_000_000
DATE_FORMATS = ["%d.%m.%Y", "%Y-%m-%d"]
# What a ticked box is typed as.
CONFIRMED = "on"
# Between several choices.
SEPARATOR = ","
REFUSALS: dict[str, Text] = {
    "invalid_choice": _("Choose one of the list"),
    "max_length": _("Shorten this to %(limit_value)d characters: it has %(show_value)d, which is %(over)d too many"),
    "min_value": _("This cannot be less than %(limit_value)s"),
    "max_value": _("This cannot be more than %(limit_value)s"),
    "max_digits": _("This number is too long"),
    "max_whole_digits": _("This number is too long"),
    "max_decimal_places": _("Use two decimal places at most"),
}


class Kind(Enum):
    LINE = "line"
    TEXT = "text"
    MONEY = "money"
    NUMBER = "number"
    WHOLE = "whole"
    DATE = "date"
    CHOICE = "choice"
    SEVERAL = "several"
    CONFIRM = "confirm"
    HIDDEN = "hidden"


LISTED = (Kind.CHOICE, Kind.SEVERAL)
NUMERIC = (Kind.MONEY, Kind.NUMBER, Kind.WHOLE)
WIDGETS: dict[Kind, type[forms.Widget]] = {Kind.TEXT: forms.Textarea, Kind.HIDDEN: forms.HiddenInput}


@dataclass(frozen=True)
class Item:
    """One field. ``missing`` is the sentence for an empty one; without it the field is optional.

    ``choices`` names a list of ``choices_of``; ``width`` is in characters, ``columns`` of twelve in a row;
    ``tells_who`` fields tell who a person is or who applies: they are left out of what is read blind or in public.
    ``carries``: last year's answer is a good start for this year's; what is not ``is_printed`` is only typed. ``when`` is
    another field of the same section and the answer that makes this one asked; without it the field is always asked.
    """

    name: str
    label: Text
    kind: Kind = Kind.LINE
    missing: Text = ""
    hint: Text = ""
    longest: int = 300
    choices: str = ""
    width: int = 0
    lines: int = 5
    columns: int = 12
    tells_who: bool = False
    carries: bool = False
    is_printed: bool = True
    when: tuple[str, str] | tuple[()] = ()

    def form_field(self, choices: Choices) -> forms.Field:
        """The form field that reads and checks it; a fresh one each time, because a form changes its fields."""
        options: dict[str, Any] = {"label": self.label, "help_text": self.hint, "required": bool(self.missing)}
        options["error_messages"] = REFUSALS | ({"required": self.missing} if self.missing else {})
        if self.kind is Kind.MONEY:
            return MoneyField(**options)
        if self.kind is Kind.NUMBER:
            return NumberField(max_digits=18, decimal_places=2, min_value=0, **options)
        if self.kind in _MAKERS:
            return _MAKERS[self.kind](options)
        if self.kind in LISTED:
            return self._listed(choices[self.choices], options)
        if self.kind is Kind.CONFIRM:
            return forms.BooleanField(**options)
        return forms.CharField(max_length=self.longest, widget=WIDGETS.get(self.kind, forms.TextInput), **options)

    def _listed(self, listed: Sequence[tuple[str, Text]], options: dict[str, Any]) -> forms.Field:
        if self.kind is Kind.SEVERAL:
            return forms.MultipleChoiceField(choices=listed, widget=forms.CheckboxSelectMultiple, **options)
        return forms.ChoiceField(choices=[("", _("Choose")), *listed], **options)

    def read(self, typed: Any, choices: Choices) -> Value:
        """The value of what was typed, None when empty; raises ValidationError with a sentence."""
        value = self._cleaned(self.shown_as(typed), choices)
        if self.kind is Kind.CONFIRM:
            return CONFIRMED if value else None
        if self.kind is Kind.SEVERAL:
            return SEPARATOR.join(str(code) for code, _label in choices[self.choices] if str(code) in value) or None
        return None if value == "" else value

    def _cleaned(self, typed: Any, choices: Choices) -> Any:
        try:
            return self.form_field(choices).clean(typed)
        except ValidationError as refusal:
            for error in refusal.error_list:
                if error.code == "max_length" and error.params:
                    over = error.params["show_value"] - error.params["limit_value"]
                    error.params = {**error.params, "over": over}
            raise

    def shown_as(self, typed: Any) -> Any:
        """What the control shows for what was typed: several choices are kept as one text."""
        if self.kind is Kind.SEVERAL:
            return [code for code in str(typed or "").split(SEPARATOR) if code]
        return typed


def _whole(options: dict[str, Any]) -> forms.IntegerField:
    options["error_messages"] = options["error_messages"] | {"invalid": _("Enter a whole number, like 12.")}
    return forms.IntegerField(min_value=0, max_value=COUNTED_MAX, **options)


def _date(options: dict[str, Any]) -> forms.DateField:
    sentence = _("Enter the date as day, month and year, like 31.12.2026")
    options["error_messages"] = options["error_messages"] | {"invalid": sentence}
    options["help_text"] = options["help_text"] or _("Day, month and year, like 31.12.2026.")
    return forms.DateField(input_formats=DATE_FORMATS, widget=forms.TextInput, **options)


# Fields that take some words to make.
_MAKERS: dict[Kind, Callable[[dict[str, Any]], forms.Field]] = {Kind.WHOLE: _whole, Kind.DATE: _date}


@dataclass(frozen=True)
class Rows:
    """A table of a section: 1 to ``most`` rows of ``items``; ``missing`` is the sentence when there is none."""

    items: tuple[Item, ...]
    legend: Text
    row_label: Text
    add_label: Text
    missing: Text
    most: int = 50


@dataclass(frozen=True)
class Part:
    """One section: its fields, then its rows if it has any."""

    name: str
    label: Text
    items: tuple[Item, ...] = ()
    rows: Rows | None = None
    intro: Text = ""

    @property
    def row_items(self) -> tuple[Item, ...]:
        return self.rows.items if self.rows else ()

    def asked(self, data: Typed) -> tuple[Item, ...]:
        """The fields that are asked after what was typed: one that depends on another, only for its answer.

        A field that depends on one that is not asked is not asked either, whatever stands in it.
        """
        names: set[str] = set()
        for item in self.items:
            if not item.when or (item.when[0] in names and data.get(item.when[0]) == item.when[1]):
                names.add(item.name)
        return tuple(item for item in self.items if item.name in names)

    def is_empty(self, data: Typed) -> bool:
        """Whether nothing has been typed here."""
        return not any(data.get(item.name) for item in self.items) and not filled_rows(data)


def filled_rows(data: Typed) -> list[Typed]:
    """Rows in which something was typed."""
    return [row for row in data.get("rows", []) if any(row.values())]
