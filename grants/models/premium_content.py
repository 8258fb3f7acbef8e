"""What an application for a premium says: less than one for a grant, because it looks back at what was done."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from foundation.core.content.items import Item, Kind, Part, Rows
from grants.choices import SectionName

NOMINATION = Part(
    SectionName.NOMINATION,
    SectionName.NOMINATION.label,
    intro=_("In which nomination your NGO stands, and which clause of its charter it works by."),
    items=(
        Item(
            "language",
            _("Language of the application"),
            Kind.CHOICE,
            _("Choose the language of the application"),
            choices="languages",
        ),
        Item("sphere", _("Nomination"), Kind.CHOICE, _("Choose the nomination"), choices="spheres"),
        Item(
            "title",
            _("What the NGO is nominated for, in one line"),
            missing=_("Say in one line what the NGO is nominated for"),
        ),
        Item("region", _("Region"), Kind.CHOICE, _("Choose the region where the NGO works"), choices="regions"),
        Item(
            "charter",
            _("Statutory goals that the work serves"),
            Kind.TEXT,
            _("Name the clause of the charter and the goals that the work serves"),
            longest=1500,
            lines=4,
            tells_who=True,
        ),
    ),
)

ACHIEVEMENTS = Part(
    SectionName.ACHIEVEMENTS,
    SectionName.ACHIEVEMENTS.label,
    intro=_("What your NGO has reached in the nomination, with figures and where they can be checked."),
    items=(
        Item(
            "summary",
            _("What has changed through the work of the NGO"),
            Kind.TEXT,
            _("Say what has changed through the work of the NGO"),
            longest=3000,
            lines=8,
        ),
        Item("people", _("How many people gained from it"), Kind.WHOLE, width=10),
    ),
    rows=Rows(
        legend=_("Achievements"),
        row_label=_("Achievement"),
        add_label=_("Add an achievement"),
        missing=_("Add at least one achievement"),
        most=15,
        items=(
            Item("year", _("Year"), Kind.WHOLE, _("Enter the year"), columns=3),
            Item("name", _("What was reached"), missing=_("Say what was reached"), columns=9),
            Item("evidence", _("How it can be checked"), missing=_("Say how it can be checked")),
        ),
    ),
)

USE_OF_MONEY = Part(
    SectionName.USE_OF_MONEY,
    SectionName.USE_OF_MONEY.label,
    intro=_("For what the NGO would use the premium: its own development, statutory goals, training, equipment."),
    items=(
        Item(
            "plan",
            _("For what the premium would be used"),
            Kind.TEXT,
            _("Say for what the premium would be used"),
            longest=2000,
            lines=6,
        ),
    ),
)

PREMIUM_PARTS = {part.name: part for part in (NOMINATION, ACHIEVEMENTS, USE_OF_MONEY)}
