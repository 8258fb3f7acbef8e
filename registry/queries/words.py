"""Values of a record in the reader's words: labels of choices, names of regions and spheres, never codes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from foundation.core import presentation
from foundation.core.text import localized
from registry.choices import FounderKind, Language, LegalForm, OrganisationStatus
from registry.models import DevelopmentGoal, Organisation, Region, Sphere
from registry.queries.places import paths

Text = Any
LABELS: Mapping[str, Text] = {
    "bin": _("BIN"),
    "name_kk": _("Name in Kazakh"),
    "name_ru": _("Name in Russian"),
    "name_en": _("Name in English"),
    "short_name_kk": _("Short name in Kazakh"),
    "short_name_ru": _("Short name in Russian"),
    "short_name_en": _("Short name in English"),
    "legal_form": _("Legal form"),
    "status": _("Status"),
    "region": _("Region"),
    "kato": _("Place (KATO)"),
    "parent": _("Head office"),
    "merged_into": _("Replaced by"),
    "branches": _("Branches"),
    "spheres": _("Spheres of activity"),
    "registered_on": _("Registered on"),
    "charter_goals": _("Goals by the charter"),
    "description": _("What the organisation does"),
    "address": _("Public address"),
    "email": _("Public e-mail address"),
    "phone": _("Public phone number"),
    "website": _("Website"),
    "head_name": _("Head"),
    "head_iin": _("Personal number of the head"),
    "private_phone": _("Phone number that is not public"),
    "private_address": _("Address that is not public"),
    "founders": _("Founders"),
    "founder_iin": _("Personal number of a founder"),
    "is_charity": _("Works as a charity"),
    "has_volunteers": _("Works with volunteers"),
    "sdgs": _("Sustainable Development Goals"),
    "languages": _("Working languages"),
    "logo": _("Logo"),
    "is_invented": _("Invented for the demonstration"),
}
_CHOICES: Mapping[str, Mapping[str, Text]] = {
    "legal_form": dict(LegalForm.choices),
    "status": dict(OrganisationStatus.choices),
    "languages": dict(Language.choices),
}
_OF_ORGANISATIONS = ("parent", "merged_into", "branches")
NOTHING = gettext_lazy("nothing")


class Words:
    """Turns values of versions into words. Knows beforehand which rows it must look up: one query for each kind."""

    def __init__(self, changes: Iterable[Mapping[str, Any]]) -> None:
        self._values: dict[str, list[Any]] = {}
        for one in changes:
            for name, pair in one.items():
                self._values.setdefault(name, []).extend(pair or [])

    def say(self, name: str, value: Any) -> str:
        """``value`` of the field ``name``, as a reader says it; «nothing» for an empty one."""
        said = self._said(name, value)
        return said or str(NOTHING)

    def _said(self, name: str, value: Any) -> str:
        if value is None or value == "" or value == []:
            return ""
        if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        if isinstance(value, list):
            return "; ".join(self._one(name, item) for item in value)
        return self._one(name, value)

    def _one(self, name: str, value: Any) -> str:
        named = self._named.get(name)
        if named is not None:
            return str(named.get(value, value))
        if name == "founders":
            return founder(value)
        if name == "registered_on":
            return presentation.day(dt.date.fromisoformat(value))
        return gettext("a picture") if name == "logo" else str(value)

    @cached_property
    def _named(self) -> dict[str, Mapping[Any, Any]]:
        named: dict[str, Mapping[Any, Any]] = dict(_CHOICES)
        if "region" in self._values:
            named["region"] = {region.pk: localized(region, "name") for region in Region.objects.all()}
        if "spheres" in self._values:
            named["spheres"] = {sphere.pk: localized(sphere, "name") for sphere in Sphere.objects.all()}
        if "sdgs" in self._values:
            named["sdgs"] = {goal.pk: str(goal) for goal in DevelopmentGoal.objects.all()}
        if "kato" in self._values:
            found = paths(code for code in self._values["kato"] if code)
            named["kato"] = {code: " › ".join([*path, code]) for code, path in found.items()}
        keys = {key for name in _OF_ORGANISATIONS for value in self._values.get(name, []) for key in _listed(value)}
        known = {pk: str(one) for pk, one in Organisation.objects.in_bulk(keys).items()} if keys else {}
        return named | dict.fromkeys(_OF_ORGANISATIONS, known)


def founder(facts: Mapping[str, str]) -> str:
    """«Name (person), from 5 May 2020»."""
    kind = gettext("person") if facts["kind"] == FounderKind.PERSON else gettext("organisation")
    parts = [f"{facts['name']} ({', '.join(filter(None, (kind, facts['bin'])))})"]
    for name, sentence in (("since", gettext("from %(day)s")), ("until", gettext("until %(day)s"))):
        if facts[name]:
            parts.append(sentence % {"day": presentation.day(dt.date.fromisoformat(facts[name]))})
    return " ".join(parts)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value is not None else []
