"""What a signal means in words: why the portal asks, what the facts are, and which assumed threshold was passed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from foundation.core import presentation
from foundation.core.errors import Text
from foundation.core.text import localized
from registry.choices import SignalRule
from registry.models import Organisation, ProjectPerson, Region, Signal, Sphere

Steps = list[tuple[str, str]]

WHY: Mapping[str, Text] = {
    SignalRule.DUPLICATE: _(
        "Two bodies pay the same organisation for nearly the same title at the same time. It may be one project paid twice, "
        "two parts of one programme, or a title that says little."
    ),
    SignalRule.REPEATED: _(
        "One body, or bodies that are not known, pay the same organisation twice for nearly the same title at the same "
        "time. It may be one award that two sources tell of."
    ),
    SignalRule.REGION_SHARE: _(
        "One organisation takes a large part of all the public money of a region in a year. It may be the only one that "
        "does such work there."
    ),
    SignalRule.SPHERE_SHARE: _(
        "One organisation takes a large part of all the public money of a sphere in a year. It may be the only one that "
        "does such work."
    ),
    SignalRule.RUNNING: _(
        "More awards run at once than its staff seems able to carry. Volunteers, partners or hired people may do the work."
    ),
    SignalRule.SPHERES: _(
        "In one year it was paid for work in many spheres that its charter, as the registry knows it, does not name. The "
        "spheres on its card may be out of date."
    ),
    SignalRule.NEW: _(
        "It got large money soon after it was registered. Experienced people may have founded it, or it may be a newer "
        "registration of an older organisation."
    ),
    SignalRule.ACROSS: _(
        "Two organisations of one region are paid nearly the same sum for nearly the same title at the same time. It may be "
        "one project sold twice, two parts of one programme, or the same help in two places."
    ),
    SignalRule.TEAM: _(
        "Projects that run at once promise more than full time of one person. It may be two people with one name, or the "
        "work may have been divided otherwise since."
    ),
}


# Sources of ``registry/data/rule_parameters.csv``, so that they are read in every language.
SOURCES = (
    gettext_noop("Assumed by the portal; no act sets it"),
    gettext_noop("Assumed by the portal; the press tells of one NGO with more than 60 contracts at once"),
    gettext_noop("Assumed by the portal; the press tells of one-day NGOs"),
)


def in_force_since(signal: Signal) -> str:
    """The day from which its thresholds hold."""
    return _day(signal.parameters["valid_from"])


def explained(signal: Signal) -> Steps:
    """The computation line by line, in the language of the moment."""
    return _STEPS[signal.rule](signal.inputs, signal.context, signal.parameters)


def _pair(inputs: Mapping[str, Any], context: Mapping[str, Any], limits: Mapping[str, Any]) -> Steps:
    steps = [
        (
            gettext("Term of award %(number)s") % {"number": number},
            f"{_day(award[3])} – {_day(award[4])}",
        )
        for number, award in enumerate(inputs["awards"], 1)
    ]
    months = gettext("where no end is known, %(months)s months are assumed") % {"months": limits["assumed_months"]}
    return [
        *steps,
        (gettext("The terms overlap"), months),
        (gettext("It is asked from"), _percent(limits["similarity"])),
        (gettext("Titles are the same by"), _percent(inputs["similarity"])),
    ]


def _share(place: str) -> Callable[[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]], Steps]:
    def steps(inputs: Mapping[str, Any], context: Mapping[str, Any], limits: Mapping[str, Any]) -> Steps:
        model: Any = Region if place == "region" else Sphere
        found = model.objects.filter(pk=inputs["place"]).first()
        label = gettext("Region") if place == "region" else gettext("Sphere")
        return [
            (label, localized(found, "name") if found else inputs["place"]),
            (gettext("Year"), str(inputs["year"])),
            (gettext("Its own money"), _money(inputs["own"])),
            (gettext("Money of all"), _money(context["total"])),
            (gettext("Organisations that got some"), presentation.figure(context["recipients"])),
            (gettext("It is asked from"), f"{limits['percent']} %"),
            (gettext("Its share"), f"{presentation.figure(Decimal(context['percent']), 1)} %"),
        ]

    return steps


def _running(inputs: Mapping[str, Any], context: Mapping[str, Any], limits: Mapping[str, Any]) -> Steps:
    staff = inputs["staff"]
    known = gettext("not known") if staff is None else f"{staff} ({inputs['staff_year']})"
    return [
        (gettext("Employees by the annual information (year)"), known),
        (gettext("Awards for each employee that ask no question"), str(limits["per_employee"])),
        (gettext("It is asked from this many awards"), str(limits["awards"])),
        (gettext("Awards that run at once"), presentation.figure(inputs["count"])),
    ]


def _spheres(inputs: Mapping[str, Any], context: Mapping[str, Any], limits: Mapping[str, Any]) -> Steps:
    names = {one.pk: localized(one, "name") for one in Sphere.objects.filter(pk__in=inputs["strange"] or [])}
    return [
        (gettext("Year"), str(inputs["year"])),
        (gettext("Spheres of its awards"), str(len(inputs["spheres"]))),
        (gettext("It is asked from"), str(limits["spheres"])),
        (gettext("Not among the spheres of its card"), "; ".join(names.values())),
        (gettext("It is asked from this many of them"), str(limits["strange"])),
    ]


def _new(inputs: Mapping[str, Any], context: Mapping[str, Any], limits: Mapping[str, Any]) -> Steps:
    limit = Decimal(context["mrp"]) * limits["mrp"]
    return [
        (gettext("Registered on"), _day(inputs["registered_on"])),
        (gettext("First award"), _day(inputs["first_on"])),
        (gettext("Months that count as new"), str(limits["months"])),
        (gettext("It is asked from"), f"{limits['mrp']} × {_money(context['mrp'])} = {presentation.tenge(limit)}"),
        (gettext("Money of these months"), _money(inputs["own"])),
    ]


def _across(inputs: Mapping[str, Any], context: Mapping[str, Any], limits: Mapping[str, Any]) -> Steps:
    names = Organisation.objects.filter(funding__in=[award[0] for award in inputs["awards"]]).order_by("pk").distinct()
    region = Region.objects.filter(pk=inputs["region"]).first()
    first, second = (_money(award[2]) for award in inputs["awards"])
    return [
        (gettext("Organisations"), "; ".join(localized(one, "name") for one in names)),
        (gettext("Region"), localized(region, "name") if region else ""),
        (gettext("Budgets"), f"{first} · {second}"),
        (gettext("Budgets may differ by"), f"{limits['percent']} %"),
        (gettext("They differ by"), f"{presentation.figure(Decimal(inputs['budgets']), 1)} %"),
        *_pair(inputs, context, limits),
    ]


def _team(inputs: Mapping[str, Any], context: Mapping[str, Any], limits: Mapping[str, Any]) -> Steps:
    people = ProjectPerson.objects.filter(pk__in=inputs["people"]).select_related("award").order_by("pk")
    promises = [(one.award.title, f"{one.workload} %") for one in people]
    name = people[0].name if people else gettext("not known any more")
    return [
        (gettext("Person"), name),
        (gettext("Day"), _day(inputs["day"])),
        *promises,
        (gettext("It is asked from more than"), f"{limits['percent']} %"),
        (gettext("Promised together"), f"{inputs['total']} %"),
    ]


def _day(text: str) -> str:
    return ".".join(reversed(text.split("-")))


def _money(text: str) -> str:
    return presentation.tenge(Decimal(text))


def _percent(text: str) -> str:
    return f"{presentation.figure(Decimal(text) * 100, 0)} %"


_STEPS: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]], Steps]] = {
    SignalRule.DUPLICATE: _pair,
    SignalRule.REPEATED: _pair,
    SignalRule.REGION_SHARE: _share("region"),
    SignalRule.SPHERE_SHARE: _share("sphere"),
    SignalRule.RUNNING: _running,
    SignalRule.SPHERES: _spheres,
    SignalRule.NEW: _new,
    SignalRule.ACROSS: _across,
    SignalRule.TEAM: _team,
}
