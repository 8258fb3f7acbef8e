"""What an application says: the fields of each section, described once.

The form, the faults, the document that is sent, its print and the list of changes are all made from this description.
``Section.data`` holds what was typed, as texts: a field's text under its name, and ``rows``: a list of such mappings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from foundation.core.content.items import Item, Kind, Part, Rows
from foundation.core.context import once
from grants.choices import CostKind, Likelihood, SectionName
from registry.choices import KatoLevel
from registry.models import DevelopmentGoal, Indicator, KatoUnit, Region, Sphere

if TYPE_CHECKING:
    from grants.models.calls import Call

LANGUAGE_NAMES = {"kk": _("Kazakh"), "ru": _("Russian")}
WHOLE_COUNTRY = "000000000"
PROJECT = Part(
    SectionName.PROJECT,
    SectionName.PROJECT.label,
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
        Item(
            "justification",
            _("How the project follows from that clause"),
            Kind.TEXT,
            _("Say how the project follows from that clause"),
            longest=2000,
            lines=4,
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
        Item(
            "sdgs",
            _("Sustainable Development Goals"),
            Kind.SEVERAL,
            hint=_("Those that the project serves."),
            choices="goals",
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
            hint=_("And how you carry the results further."),
            longest=2000,
        ),
    ),
    rows=Rows(
        legend=_("Other places where the project works"),
        row_label=_("Place"),
        add_label=_("Add a place"),
        missing="",
        most=40,
        items=(
            Item(
                "kato",
                _("Region or district"),
                Kind.CHOICE,
                _("Choose the region or the district"),
                choices="places",
                columns=6,
            ),
            Item("towns", _("Towns or villages"), columns=6),
        ),
    ),
)

TARGET_GROUP = Part(
    SectionName.TARGET_GROUP,
    SectionName.TARGET_GROUP.label,
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
    SectionName.WORK_PLAN.label,
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
    SectionName.INDICATORS.label,
    intro=_("What will be counted, and how it can be checked. The final report will show each against its plan."),
    rows=Rows(
        legend=_("Indicators"),
        row_label=_("Indicator"),
        add_label=_("Add an indicator"),
        missing=_("Add at least one indicator"),
        most=30,
        items=(
            Item(
                "indicator",
                _("Indicator of the catalogue"),
                Kind.CHOICE,
                hint=_(
                    "Indicators of the catalogue are added up over all projects. Leave it open for one of your own."
                ),
                choices="indicators",
                is_printed=False,
            ),
            Item(
                "name",
                _("What is counted"),
                hint=_("Only for an indicator of your own, with its unit."),
                longest=200,
                columns=8,
            ),
            Item("unit", _("Unit"), longest=50, columns=4),
            Item("baseline", _("Figure now"), Kind.NUMBER, _("Enter the figure now; 0 if there is none"), columns=6),
            Item("target", _("Figure at the end"), Kind.NUMBER, _("Enter the figure at the end"), columns=6),
            Item("evidence", _("How it can be checked"), missing=_("Say how it can be checked")),
        ),
    ),
)

BUDGET = Part(
    SectionName.BUDGET,
    SectionName.BUDGET.label,
    intro=_(
        "Every line is quantity × price of one. What you or somebody else pays is taken off; the rest of all lines must"
        " be exactly what you ask for. Administrative costs may not be higher than direct costs."
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
            Item("other", _("Paid by another source"), Kind.MONEY, columns=4),
            Item("source", _("Which source"), longest=200, columns=8, tells_who=True),
        ),
    ),
)

TEAM = Part(
    SectionName.TEAM,
    SectionName.TEAM.label,
    intro=_("Who does the work. Only those who check and decide see the names."),
    rows=Rows(
        legend=_("People"),
        row_label=_("Person"),
        add_label=_("Add a person"),
        missing=_("Add at least one person"),
        most=30,
        items=(
            Item("full_name", _("Full name"), missing=_("Enter the full name"), longest=200, columns=6, tells_who=True),
            Item("role", _("Role in the project"), missing=_("Enter the role in the project"), longest=200, columns=4),
            Item(
                "workload", _("Share of working time, %"), Kind.WHOLE, _("Enter the share of working time"), columns=2
            ),
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

RISKS = Part(
    SectionName.RISKS,
    SectionName.RISKS.label,
    intro=_("What can go wrong, and what you do then. An honest list speaks for a project, not against it."),
    rows=Rows(
        legend=_("Risks"),
        row_label=_("Risk"),
        add_label=_("Add a risk"),
        missing=_("Add at least one risk"),
        most=20,
        items=(
            Item("risk", _("What can happen"), missing=_("Say what can happen"), columns=8),
            Item(
                "likelihood",
                _("How likely it is"),
                Kind.CHOICE,
                _("Choose how likely it is"),
                choices="likelihoods",
                columns=4,
            ),
            Item("answer", _("What you do"), Kind.TEXT, _("Say what you do about it"), longest=1000, lines=3),
        ),
    ),
)

PARTS = {part.name: part for part in (PROJECT, TARGET_GROUP, WORK_PLAN, INDICATORS, BUDGET, TEAM, RISKS)}


class Lists(dict[str, Sequence[tuple[str, Any]]]):
    """Lists of choices, each read when it is asked for."""

    def __init__(self, readers: Mapping[str, Callable[[], Sequence[tuple[str, Any]]]]) -> None:
        super().__init__()
        self.readers = readers

    def __missing__(self, name: str) -> Sequence[tuple[str, Any]]:
        self[name] = self.readers[name]()
        return self[name]


def _spheres(call: Call) -> list[tuple[str, str]]:
    """Spheres of the call, all of them when it names none; a page that is only read asks once."""
    return [(str(sphere.number), str(sphere)) for sphere in list(call.spheres.all()) or Sphere.objects.all()]


def _regions() -> list[tuple[str, Any]]:
    return [(WHOLE_COUNTRY, _("The whole country")), *((one.code, str(one)) for one in Region.objects.all())]


def choices_of(call: Call) -> Lists:
    """The lists that the choices of an application to ``call`` are taken from: a query for each that is asked for."""
    return Lists(
        {
            "languages": lambda: [(code, LANGUAGE_NAMES[code]) for code in call.languages if code in LANGUAGE_NAMES],
            "spheres": lambda: once(("grants.spheres", call.pk), lambda: _spheres(call)),
            "regions": lambda: once("grants.regions", _regions),
            "places": _places,
            "goals": lambda: [(str(goal.number), str(goal)) for goal in DevelopmentGoal.objects.all()],
            "indicators": lambda: [(one.code, str(one)) for one in Indicator.objects.all()],
            "cost_kinds": lambda: CostKind.choices,
            "likelihoods": lambda: Likelihood.choices,
        }
    )


def _places() -> list[tuple[str, str]]:
    """Regions and their districts, as far as the classifier is loaded: «Almaty region, Talgar district»."""
    units = KatoUnit.objects.filter(level__lte=KatoLevel.DISTRICT).select_related("parent")
    return [(unit.code, f"{unit.parent}, {unit}" if unit.parent else str(unit)) for unit in units]
