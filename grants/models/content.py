"""What an application says: the fields of each section, described once.

The form, the faults, the document that is sent, its print and the list of changes are all made from this description.
``Section.data`` holds what was typed, as texts: a field's text under its name, and ``rows``: a list of such mappings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Text
from foundation.core.forms import MoneyField, NumberField
from grants.choices import CostKind, SectionName
from registry.models import Region, Sphere

if TYPE_CHECKING:
    from grants.models.calls import Call

Choices = Mapping[str, Sequence[tuple[str, Text]]]
Typed = Mapping[str, Any]
Value = str | int | Decimal | None

LANGUAGE_NAMES = {"kk": _("Kazakh"), "ru": _("Russian")}
WHOLE_COUNTRY = "000000000"
COUNTED_MAX = 1_000_000_000
REFUSALS: dict[str, Text] = {
    "invalid_choice": _("Choose one of the list"),
    "max_length": _("Shorten this to %(limit_value)d characters: it has %(show_value)d"),
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
    CHOICE = "choice"


@dataclass(frozen=True)
class Item:
    """One field. ``missing`` is the sentence for an empty one; without it the field is optional.

    ``choices`` names a list of ``choices_of``; ``width`` is in characters, ``columns`` of twelve in a row;
    ``tells_who`` fields tell who applies, and are left out of what an expert reads blind.
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

    def form_field(self, choices: Choices) -> forms.Field:
        """The form field that reads and checks it; a fresh one each time, because a form changes its fields."""
        options: dict[str, Any] = {"label": self.label, "help_text": self.hint, "required": bool(self.missing)}
        options["error_messages"] = REFUSALS | ({"required": self.missing} if self.missing else {})
        if self.kind is Kind.MONEY:
            return MoneyField(**options)
        if self.kind is Kind.NUMBER:
            return NumberField(max_digits=18, decimal_places=2, min_value=0, **options)
        if self.kind is Kind.WHOLE:
            return _whole(options)
        if self.kind is Kind.CHOICE:
            empty = [("", _("Choose"))]
            return forms.ChoiceField(choices=[*empty, *choices[self.choices]], **options)
        widget = forms.Textarea if self.kind is Kind.TEXT else forms.TextInput
        return forms.CharField(max_length=self.longest, widget=widget, **options)

    def read(self, typed: Any, choices: Choices) -> Value:
        """The value of what was typed, None when empty; raises ValidationError with a sentence."""
        value = self.form_field(choices).clean(typed)
        return None if value == "" else value


def _whole(options: dict[str, Any]) -> forms.IntegerField:
    options["error_messages"] = options["error_messages"] | {"invalid": _("Enter a whole number, like 12.")}
    return forms.IntegerField(min_value=0, max_value=COUNTED_MAX, **options)


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
    items: tuple[Item, ...] = ()
    rows: Rows | None = None
    intro: Text = ""
    label: Text = field(default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", SectionName(self.name).label)

    @property
    def row_items(self) -> tuple[Item, ...]:
        return self.rows.items if self.rows else ()

    def is_empty(self, data: Typed) -> bool:
        """Whether nothing has been typed here."""
        return not any(data.get(item.name) for item in self.items) and not filled_rows(data)


def filled_rows(data: Typed) -> list[Typed]:
    """Rows in which something was typed."""
    return [row for row in data.get("rows", []) if any(row.values())]


PROJECT = Part(
    SectionName.PROJECT,
    intro=_("What you want to do, where, for how long, and why it is needed."),
    items=(
        Item(
            "language",
            _("Language of the application"),
            Kind.CHOICE,
            _("Choose the language of the application"),
            choices="languages",
        ),
        Item("title", _("Title of the project"), missing=_("Enter the title of the project")),
        Item("sphere", _("Sphere"), Kind.CHOICE, _("Choose the sphere of the project"), choices="spheres"),
        Item(
            "problem",
            _("Problem"),
            Kind.TEXT,
            _("Describe the problem that the project solves"),
            hint=_("What does the project solve? Name facts and figures, and where they come from."),
            longest=3000,
            lines=8,
        ),
        Item(
            "charter",
            _("Clause of the charter that covers this work"),
            Kind.TEXT,
            _("Name the clause of the charter that covers this work"),
            longest=1000,
            lines=3,
            tells_who=True,
        ),
        Item("goal", _("Goal"), Kind.TEXT, _("Say what the goal of the project is"), longest=1000, lines=3),
        Item(
            "tasks",
            _("Tasks"),
            Kind.TEXT,
            _("List the tasks that lead to the goal"),
            hint=_("One on each line."),
            longest=3000,
            lines=6,
        ),
        Item("region", _("Region"), Kind.CHOICE, _("Choose the region where the project works"), choices="regions"),
        Item(
            "territory",
            _("Towns, villages or districts"),
            missing=_("Name the towns, villages or districts where the project works"),
        ),
        Item(
            "months",
            _("Term in months"),
            Kind.WHOLE,
            _("Enter the term in months"),
            width=3,
        ),
        Item(
            "result",
            _("Expected result"),
            Kind.TEXT,
            _("Describe the expected result: what will have changed when the project is over"),
            hint=_("What can be counted goes into the section «Indicators»."),
            longest=3000,
            lines=6,
        ),
        Item(
            "sustainability",
            _("What remains after the money ends"),
            Kind.TEXT,
            _("Say what remains after the money ends"),
            longest=2000,
        ),
    ),
)

TARGET_GROUP = Part(
    SectionName.TARGET_GROUP,
    intro=_("Who gains from the project, how many they are, and how you reach them."),
    items=(
        Item(
            "description",
            _("Who the project is for"),
            Kind.TEXT,
            _("Say who the project is for"),
            longest=2000,
            lines=6,
        ),
        Item(
            "people",
            _("How many people take part"),
            Kind.WHOLE,
            _("Enter how many people take part"),
            width=10,
        ),
        Item(
            "vulnerable",
            _("How many of them have a disability, a low income or another hardship"),
            Kind.WHOLE,
            width=10,
        ),
        Item(
            "reach",
            _("How you find and involve them"),
            Kind.TEXT,
            _("Say how you find and involve them"),
            longest=2000,
        ),
    ),
)

WORK_PLAN = Part(
    SectionName.WORK_PLAN,
    intro=_("Months are counted from the start of the project: the first month is 1."),
    rows=Rows(
        legend=_("Steps"),
        row_label=_("Step"),
        add_label=_("Add a step"),
        missing=_("Add at least one step"),
        items=(
            Item("activity", _("What is done"), missing=_("Say what is done in this step")),
            Item("first_month", _("First month"), Kind.WHOLE, _("Enter the first month"), columns=3),
            Item("last_month", _("Last month"), Kind.WHOLE, _("Enter the last month"), columns=3),
            Item("place", _("Place"), longest=200, columns=6),
            Item("outcome", _("Result of the step"), missing=_("Enter the result of the step")),
        ),
    ),
)

INDICATORS = Part(
    SectionName.INDICATORS,
    intro=_("What will be counted, and how it can be checked. The final report will show each against its plan."),
    rows=Rows(
        legend=_("Indicators"),
        row_label=_("Indicator"),
        add_label=_("Add an indicator"),
        missing=_("Add at least one indicator"),
        most=30,
        items=(
            Item("name", _("What is counted"), missing=_("Say what is counted"), longest=200),
            Item("unit", _("Unit"), missing=_("Enter the unit, like people or events"), longest=50, columns=4),
            Item("baseline", _("Figure now"), Kind.NUMBER, _("Enter the figure now; 0 if there is none"), columns=4),
            Item("target", _("Figure at the end"), Kind.NUMBER, _("Enter the figure at the end"), columns=4),
            Item("evidence", _("How it can be checked"), missing=_("Say how it can be checked")),
        ),
    ),
)

BUDGET = Part(
    SectionName.BUDGET,
    intro=_(
        "Every line is quantity × price of one. What you pay yourself is taken off; the rest of all lines must be"
        " exactly what you ask for. Administrative costs may not be higher than direct costs."
    ),
    items=(
        Item("requested", _("Amount that you ask for"), Kind.MONEY, _("Enter the amount that you ask for"), width=10),
    ),
    rows=Rows(
        legend=_("Budget lines"),
        row_label=_("Line"),
        add_label=_("Add a budget line"),
        missing=_("Add at least one budget line"),
        items=(
            Item("name", _("What is paid for"), missing=_("Say what is paid for"), longest=200, columns=8),
            Item("kind", _("Kind of cost"), Kind.CHOICE, _("Choose the kind of cost"), choices="cost_kinds", columns=4),
            Item("quantity", _("Quantity"), Kind.NUMBER, _("Enter the quantity"), columns=3),
            Item("unit", _("Unit"), missing=_("Enter the unit, like hours or pieces"), longest=50, columns=3),
            Item("unit_cost", _("Price of one"), Kind.MONEY, _("Enter the price of one"), columns=3),
            Item("own", _("Paid by yourself"), Kind.MONEY, columns=3),
        ),
    ),
)

TEAM = Part(
    SectionName.TEAM,
    intro=_("Who does the work. Only those who check and decide see the names."),
    rows=Rows(
        legend=_("People"),
        row_label=_("Person"),
        add_label=_("Add a person"),
        missing=_("Add at least one person"),
        most=30,
        items=(
            Item("full_name", _("Full name"), missing=_("Enter the full name"), longest=200, columns=6, tells_who=True),
            Item("role", _("Role in the project"), missing=_("Enter the role in the project"), longest=200, columns=6),
            Item(
                "experience",
                _("Experience that matters here"),
                Kind.TEXT,
                _("Describe the experience that matters here"),
                longest=1000,
                lines=3,
                tells_who=True,
            ),
        ),
    ),
)

PARTS = {part.name: part for part in (PROJECT, TARGET_GROUP, WORK_PLAN, INDICATORS, BUDGET, TEAM)}


def choices_of(call: Call) -> Choices:
    """The lists that the choices of an application to ``call`` are taken from (two queries)."""
    spheres = list(call.spheres.all()) or list(Sphere.objects.all())
    return {
        "languages": [(code, LANGUAGE_NAMES[code]) for code in call.languages if code in LANGUAGE_NAMES],
        "spheres": [(str(sphere.number), str(sphere)) for sphere in spheres],
        "regions": [(WHOLE_COUNTRY, _("The whole country")), *((r.code, str(r)) for r in Region.objects.all())],
        "cost_kinds": CostKind.choices,
    }
