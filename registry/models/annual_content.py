"""What the yearly information says: the fields of each section, described once (domain facts 2, law № 142-II art. 41).

``FORMAT`` names this description in every document that is sent; a later form gets another number and the old
documents stay as they were said.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from foundation.core.content.items import Choices, Item, Kind, Part, Rows
from registry.choices import AnnualSectionName, FounderChange, MoneySource, PropertyKind, SpendingDirection
from registry.models.reference import Region, Sphere

FORMAT = "registry.annual/2"


def _part(name: AnnualSectionName, **options: object) -> Part:
    return Part(name.value, name.label, **options)  # type: ignore[arg-type]


FACTS = _part(
    AnnualSectionName.FACTS,
    intro=_("What the registry says about the organisation goes into the information as it is."),
    items=(
        Item(
            "confirmed",
            _("The facts above are right"),
            Kind.CONFIRM,
            _("Look through the facts and say that they are right; correct them on the organisation's page first"),
        ),
    ),
)

ACTIVITY = _part(
    AnnualSectionName.ACTIVITY,
    items=(
        Item("summary", _("What was done in the year"), Kind.TEXT, _("Write what was done in the year"),
             longest=5000, lines=8),
        Item("territory", _("Where: regions, towns, villages"), missing=_("Say where the organisation worked"),
             carries=True),
        Item("beneficiaries", _("How many people it helped"), Kind.WHOLE, _("Enter how many people it helped, or 0"), width=10),
    ),
)  # fmt: skip

SPHERES = _part(
    AnnualSectionName.SPHERES,
    intro=_("The spheres in which the organisation worked this year, from the list of the law."),
    rows=Rows(
        legend=_("Spheres"),
        row_label=_("Sphere"),
        add_label=_("Add a sphere"),
        missing=_("Add at least one sphere"),
        most=19,
        items=(
            Item("sphere", _("Sphere"), Kind.CHOICE, _("Choose a sphere"), choices="spheres", columns=6, carries=True),
            Item("done", _("What was done in it"), longest=500, columns=6),
        ),
    ),
)

PEOPLE = _part(
    AnnualSectionName.PEOPLE,
    items=(
        Item("staff", _("Employees at the end of the year"), Kind.WHOLE, _("Enter the number of employees, or 0"), width=5,
             carries=True),
        Item("staff_women", _("How many of them are women"), Kind.WHOLE, width=5, carries=True),
        Item("volunteers", _("Volunteers in the year"), Kind.WHOLE, _("Enter the number of volunteers, or 0"), width=5, carries=True),
    ),
)  # fmt: skip

PROJECTS = _part(
    AnnualSectionName.PROJECTS,
    intro=_(
        "Public money that the portal knows of is filled in. When a figure of yours differs, say why; projects paid by"
        " others are added by you."
    ),
    items=(
        Item("none", _("There were no projects in the year"), Kind.CONFIRM),
        Item("left_out", _("Why an award that the portal knows is not among the projects"), Kind.TEXT, lines=3),
    ),
    rows=Rows(
        legend=_("Projects"),
        row_label=_("Project"),
        add_label=_("Add a project"),
        missing="",
        most=100,
        items=(
            Item("origin", _("On the portal"), Kind.HIDDEN),
            Item("name", _("Name of the project"), missing=_("Enter the name of the project"), longest=500),
            Item("source", _("Source of the money"), Kind.CHOICE, _("Choose the source of the money"),
                 choices="sources", columns=4),
            Item("payer", _("Who paid"), missing=_("Say who paid"), columns=4),
            Item("amount", _("Amount"), Kind.MONEY, _("Enter the amount"), columns=4),
            Item("result", _("Result"), Kind.TEXT, _("Say what the project has brought"), longest=1000),
            Item("beneficiaries", _("People helped"), Kind.WHOLE, columns=4),
            Item("deviation", _("Why this differs from the portal"), longest=500, columns=8),
        ),
    ),
)  # fmt: skip

INCOME = _part(
    AnnualSectionName.INCOME,
    intro=_("All money received in the year. The rows must come to the total."),
    items=(
        Item("opening", _("Money at the beginning of the year"), Kind.MONEY, _("Enter how much money there was at the beginning of the year, or 0"), width=10,
             carries=True),
        Item("total", _("Money received in the year"), Kind.MONEY, _("Enter how much was received in the year, or 0"), width=10),
    ),
    rows=Rows(
        legend=_("Sources"),
        row_label=_("Source"),
        add_label=_("Add a source"),
        missing="",
        most=60,
        items=(
            Item("source", _("Source of the money"), Kind.CHOICE, _("Choose the source of the money"),
                 choices="sources", columns=4),
            Item("payer", _("Who paid"), columns=4),
            Item("amount", _("Amount"), Kind.MONEY, _("Enter the amount"), columns=4),
        ),
    ),
)  # fmt: skip

EXPENSES = _part(
    AnnualSectionName.EXPENSES,
    intro=_(
        "All money spent in the year. The rows must come to the total; what was there at the beginning, with what came"
        " in and without what was spent, must be what was left."
    ),
    items=(
        Item("total", _("Money spent in the year"), Kind.MONEY, _("Enter how much was spent in the year, or 0"), width=10),
        Item("closing", _("Money at the end of the year"), Kind.MONEY, _("Enter how much money was left at the end of the year, or 0"), width=10),
    ),
    rows=Rows(
        legend=_("Directions of spending"),
        row_label=_("Direction"),
        add_label=_("Add a direction"),
        missing="",
        most=60,
        items=(
            Item("direction", _("Direction"), Kind.CHOICE, _("Choose a direction"), choices="directions", columns=4,
                 carries=True),
            Item("note", _("What exactly"), longest=500, columns=4, carries=True),
            Item("amount", _("Amount"), Kind.MONEY, _("Enter the amount"), columns=4),
        ),
    ),
)  # fmt: skip

PROPERTY = _part(
    AnnualSectionName.PROPERTY,
    items=(Item("none", _("The organisation has no property"), Kind.CONFIRM, carries=True),),
    rows=Rows(
        legend=_("Composition of the property"),
        row_label=_("Property"),
        add_label=_("Add property"),
        missing="",
        items=(
            Item("kind", _("Kind"), Kind.CHOICE, _("Choose the kind"), choices="property", columns=4, carries=True),
            Item("what", _("What it is"), missing=_("Say what it is"), longest=500, columns=4, carries=True),
            Item("value", _("Value by the books"), Kind.MONEY, _("Enter the sum, or 0"), columns=4, carries=True),
        ),
    ),
)

FOUNDERS = _part(
    AnnualSectionName.FOUNDERS,
    intro=_("Names of people are read by officers alone and are not published."),
    items=(
        Item("count", _("Founders and members at the end of the year"), Kind.WHOLE, _("Enter the number of founders and members, or 0"), width=10,
             carries=True),
        Item("none", _("Nobody joined or left in the year"), Kind.CONFIRM),
    ),
    rows=Rows(
        legend=_("Changes"),
        row_label=_("Change"),
        add_label=_("Add a change"),
        missing="",
        most=100,
        items=(
            Item("change", _("What changed"), Kind.CHOICE, _("Choose what changed"), choices="changes", columns=4),
            Item("who", _("Person or organisation"), missing=_("Say who joined or left"), columns=8, tells_who=True),
        ),
    ),
)  # fmt: skip

BRANCHES = _part(
    AnnualSectionName.BRANCHES,
    items=(Item("none", _("There are no branches and no representative offices"), Kind.CONFIRM, carries=True),),
    rows=Rows(
        legend=_("Branches and representative offices"),
        row_label=_("Branch"),
        add_label=_("Add a branch"),
        missing="",
        items=(
            Item("name", _("Name"), missing=_("Enter the name"), columns=6, carries=True),
            Item("region", _("Region"), Kind.CHOICE, _("Choose the region"), choices="regions", columns=6,
                 carries=True),
            Item("address", _("Address or country"), longest=500, carries=True),
        ),
    ),
)  # fmt: skip

EVENTS = _part(
    AnnualSectionName.EVENTS,
    items=(Item("none", _("There were no events to tell of"), Kind.CONFIRM),),
    rows=Rows(
        legend=_("Events of the year"),
        row_label=_("Event"),
        add_label=_("Add an event"),
        missing="",
        most=100,
        items=(
            Item("name", _("Event"), missing=_("Name the event"), columns=6),
            Item("place", _("When and where"), longest=200, columns=4),
            Item("people", _("Participants"), Kind.WHOLE, columns=2),
        ),
    ),
)

AWARDS = _part(
    AnnualSectionName.AWARDS,
    items=(Item("none", _("There were no awards"), Kind.CONFIRM),),
    rows=Rows(
        legend=_("Awards"),
        row_label=_("Award"),
        add_label=_("Add an award"),
        missing="",
        items=(
            Item("name", _("Award"), missing=_("Name the award"), columns=6),
            Item("giver", _("Who gave it"), missing=_("Say who gave it"), columns=6),
        ),
    ),
)

CONTACT = _part(
    AnnualSectionName.CONTACT,
    intro=_("Whom an officer may ask about this information. It is not published."),
    items=(
        Item("name", _("Full name"), missing=_("Enter the full name"), longest=200, carries=True, tells_who=True),
        Item("position", _("Position"), longest=200, carries=True, tells_who=True),
        Item("phone", _("Phone number"), missing=_("Enter a phone number"), longest=50, width=20, carries=True,
             tells_who=True),
        Item("email", _("E-mail address"), longest=200, carries=True, tells_who=True),
    ),
)  # fmt: skip

ANNUAL_PARTS: dict[str, Part] = {
    part.name: part
    for part in (
        FACTS, ACTIVITY, SPHERES, PEOPLE, PROJECTS, INCOME, EXPENSES, PROPERTY, FOUNDERS, BRANCHES, EVENTS, AWARDS,
        CONTACT,
    )
}  # fmt: skip

# Sections where either there are rows or the box «none» is ticked.
ROWS_OR_NONE = tuple(
    part.name for part in ANNUAL_PARTS.values() if part.rows and any(item.name == "none" for item in part.items)
)


# Lists that never change; the others stand in tables.
FIXED_CHOICES: Choices = {
    "sources": MoneySource.choices,
    "directions": SpendingDirection.choices,
    "property": PropertyKind.choices,
    "changes": FounderChange.choices,
}


def annual_choices() -> Choices:
    """The lists that the answers are chosen from (two queries)."""
    return {
        **FIXED_CHOICES,
        "spheres": [(str(sphere.number), str(sphere)) for sphere in Sphere.objects.all()],
        "regions": [(region.code, str(region)) for region in Region.objects.all()],
    }
