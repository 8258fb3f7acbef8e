"""What the public list can be narrowed by: the values of each facet in words, with how many each would leave."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.core import presentation
from registry.choices import LegalForm, OrganisationStatus
from registry.queries.conditions import FILED, MISSING, Choice
from registry.queries.facets import Counts
from registry.queries.labels import Names

ANNUAL_LABELS = {FILED: _("Filed"), MISSING: _("Not filed")}
FLAG_LABELS = {
    "money": _("Has received state grants, orders or premiums"),
    "charity": _("Charitable organisation"),
    "volunteers": _("Works with volunteers"),
}


class Option(NamedTuple):
    """A value of a facet; ``number`` says how many it would leave."""

    value: str
    label: str
    number: int
    is_chosen: bool


class Facet(NamedTuple):
    """A group of values to choose from; without a legend it is one value alone."""

    name: str
    legend: str
    options: tuple[Option, ...]

    @property
    def chosen(self) -> int:
        return sum(option.is_chosen for option in self.options)


def facets(choice: Choice, counts: Counts, names: Names) -> list[Facet]:
    """What the list can be narrowed by; a value that would leave nobody is offered only while it is chosen."""
    language = presentation.language()
    words, tables = _words(language), _tables(names, language)
    annual = gettext("Annual information for %(year)s") % {"year": choice.year}
    found = [
        Facet("region", gettext("Region"), _offer(tables["region"], counts.region, choice.regions)),
        Facet("form", gettext("Legal form"), _offer(words["form"], counts.form, choice.forms)),
        Facet("sphere", gettext("Sphere of activity"), _offer(tables["sphere"], counts.sphere, choice.spheres)),
        Facet("status", gettext("Status"), _offer(words["status"], counts.status, choice.statuses)),
        Facet("annual", annual, _offer(words["annual"], counts.annual, (choice.annual,))),
        Facet("sdg", gettext("Sustainable Development Goal"), _offer(tables["sdg"], counts.sdg, choice.sdgs)),
    ]
    flags = [
        Facet(name, "", _offer([("yes", label)], {"yes": getattr(counts, name)}, ("yes",) * getattr(choice, name)))
        for name, label in words["flags"]
    ]
    return [facet for facet in (*found, *flags) if facet.options]


def worded(choice: Choice, names: Names, language: str) -> list[tuple[str, str]]:
    """What is chosen in words, whatever it finds: (facet, value) in the order of the facets."""
    words, tables = _words(language), _tables(names, language)
    chosen = (
        (gettext("Region"), tables["region"], choice.regions),
        (gettext("Legal form"), words["form"], choice.forms),
        (gettext("Sphere of activity"), tables["sphere"], choice.spheres),
        (gettext("Status"), words["status"], choice.statuses),
        (gettext("Annual information for %(year)s") % {"year": choice.year}, words["annual"], (choice.annual,)),
        (gettext("Sustainable Development Goal"), tables["sdg"], choice.sdgs),
    )
    found = [(legend, label) for legend, offered, values in chosen for value, label in offered if value in values]
    return found + [(label, "✓") for name, label in words["flags"] if getattr(choice, name)]


@lru_cache(maxsize=8)
def _words(language: str) -> dict[str, list[tuple[Any, str]]]:
    """The values of the facets that never change, in words of the language, which is the one in force."""
    offered: dict[str, Iterable[tuple[Any, Any]]] = {
        "form": LegalForm.choices,
        "status": OrganisationStatus.choices,
        "annual": ANNUAL_LABELS.items(),
        "flags": FLAG_LABELS.items(),
    }
    return {name: [(value, str(label)) for value, label in choices] for name, choices in offered.items()}


@lru_cache(maxsize=8)
def _tables(names: Names, language: str) -> dict[str, list[tuple[Any, str]]]:
    """The values of the facets that are tables, in words of the language."""
    return {
        "region": [(row.pk, row.name(language)) for row in names.regions],
        "sphere": [(row.pk, row.name(language)) for row in names.spheres],
        "sdg": [(row.pk, f"{row.pk}. {row.name(language)}") for row in names.goals],
    }


def _offer(
    options: Iterable[tuple[Any, Any]], counts: Mapping[Any, int], chosen: Collection[Any]
) -> tuple[Option, ...]:
    return tuple(
        Option(str(value), label, counts.get(value, 0), value in chosen)
        for value, label in options
        if counts.get(value) or value in chosen
    )
