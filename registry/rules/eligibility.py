"""Eligibility: a list of rules as data, each answered with the fact it stands on.

The same ``check`` is asked before applying, on submission and in the formal check. A rule of a call is
``{"code": …, "parameters": {…}, "valid_from": "2026-01-01", "valid_to": null}``; the dates may be left out. How sure we
are that the law says so is part of the legal basis: what was only observed or assumed is never called law.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from foundation.core import presentation
from foundation.core.text import localized
from registry.choices import ANNUAL_FILED, NOT_NGO, Certainty, MatchStatus, OrganisationStatus
from registry.models import AnnualInformation, CalendarDay, MonthlyIndex, Organisation, Region, Sphere, SupplierMatch
from registry.models.annual import last_due_year

PASS, FAIL, CANNOT_TELL = "pass", "fail", "cannot_tell"

Facts = Mapping[str, Any]
Text = Any


@dataclass(frozen=True)
class Finding:
    """What a rule found: verdict, the fact as a sentence, and what to do where when it does not pass."""

    verdict: str
    fact: str
    remedy: str = ""
    url: str = ""


@dataclass(frozen=True)
class Answer:
    """One rule answered for one organisation, in the language of the moment; every text is a plain ``str``."""

    code: str
    title: str
    verdict: str
    fact: str
    remedy: str
    url: str
    explanation: str
    legal_basis: str
    certainty: str


@dataclass(frozen=True)
class Asked:
    """What a rule is asked about: ``facts`` may hold ``amount`` (Decimal tenge) and ``months`` of a request."""

    organisation: Organisation
    parameters: Mapping[str, Any]
    on: dt.date
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """A rule that calls may choose. ``parameters`` are the defaults; texts are lazy; ``find`` answers."""

    code: str
    title: Text
    explanation: Text
    legal_basis: Text
    certainty: str
    find: Callable[[Asked], Finding]
    parameters: Mapping[str, Any] = field(default_factory=dict)


def check(
    organisation: Organisation, rules: Iterable[Mapping[str, Any]], *, on: dt.date, facts: Facts | None = None
) -> list[Answer]:
    """An answer for each of ``rules`` that is in force on ``on``, in their order. KeyError for an unknown code."""
    return [
        _answer(RULES[rule["code"]], organisation, rule.get("parameters") or {}, on, facts or {})
        for rule in rules
        if _is_in_force(rule, on)
    ]


def is_eligible(answers: Iterable[Answer]) -> bool:
    """Whether no rule says no; what cannot be told is looked at by a person in the formal check."""
    return all(answer.verdict != FAIL for answer in answers)


def _is_in_force(rule: Mapping[str, Any], on: dt.date) -> bool:
    since, until = rule.get("valid_from"), rule.get("valid_to")
    return (not since or dt.date.fromisoformat(since) <= on) and (not until or on <= dt.date.fromisoformat(until))


def _answer(rule: Rule, organisation: Organisation, parameters: Mapping[str, Any], on: dt.date, facts: Facts) -> Answer:
    found = rule.find(Asked(organisation, {**rule.parameters, **parameters}, on, facts))
    return Answer(
        code=rule.code,
        title=str(rule.title),
        verdict=found.verdict,
        fact=found.fact,
        remedy=found.remedy,
        url=found.url,
        explanation=str(rule.explanation),
        legal_basis=str(rule.legal_basis),
        certainty=rule.certainty,
    )


def _card(organisation: Organisation) -> str:
    return organisation.get_absolute_url()


def _has_bin(asked: Asked) -> Finding:
    number = asked.organisation.bin
    if number:
        return Finding(PASS, gettext("Its BIN is %(bin)s.") % {"bin": number})
    remedy = gettext("Ask an officer to enter the BIN after the state registration.")
    return Finding(FAIL, gettext("The registry has no BIN of this organisation."), remedy, _card(asked.organisation))


def _is_ngo(asked: Asked) -> Finding:
    form = asked.organisation.get_legal_form_display()
    if asked.organisation.legal_form not in asked.parameters["excluded"]:
        return Finding(PASS, gettext("Its legal form is: %(form)s.") % {"form": form})
    fact = gettext("Its legal form is: %(form)s. Organisations of this form cannot apply.") % {"form": form}
    return Finding(FAIL, fact, gettext("If the form is wrong, correct it on the card."), _card(asked.organisation))


def _annual_information(asked: Asked) -> Finding:
    year = asked.parameters.get("year") or last_due_year(asked.on, CalendarDay.objects.overrides())
    row = AnnualInformation.objects.filter(organisation=asked.organisation, year=year).first()
    if row and row.status in ANNUAL_FILED:
        return Finding(PASS, gettext("Its information for %(year)s is in the database of NGOs.") % {"year": year})
    fact = gettext("Its information for %(year)s, the last year that was due, is not in the database of NGOs.")
    if row:
        fact = gettext("Its information for %(year)s has been begun or returned, but is not submitted.")
    url = reverse("registry:annual-edit", args=[asked.organisation.bin, year]) if asked.organisation.bin else ""
    return Finding(FAIL, fact % {"year": year}, gettext("File the information for %(year)s.") % {"year": year}, url)


def _good_standing(asked: Asked) -> Finding:
    status = asked.organisation.get_status_display()
    if asked.organisation.status not in asked.parameters["excluded"]:
        return Finding(PASS, gettext("Its status in the registry is: %(status)s.") % {"status": status})
    fact = gettext("Its status in the registry is: %(status)s. With it an organisation cannot apply.")
    remedy = gettext("If the status is out of date, ask an officer of the registry to correct it.")
    return Finding(FAIL, fact % {"status": status}, remedy, _card(asked.organisation))


def _spheres_meet(asked: Asked) -> Finding:
    own = {sphere.number: localized(sphere, "name") for sphere in asked.organisation.spheres.all()}
    wanted = asked.parameters["spheres"]
    shared = [own[number] for number in sorted(own) if not wanted or number in wanted]
    if shared:
        return Finding(PASS, gettext("Spheres of its charter that fit: %(spheres)s.") % {"spheres": "; ".join(shared)})
    if not own:
        fact = gettext("The registry knows no sphere of activity of this organisation.")
    else:
        named = Sphere.objects.filter(number__in=wanted) if wanted else []
        fact = gettext("None of its spheres is among those of the contest: %(spheres)s.") % {
            "spheres": "; ".join(localized(sphere, "name") for sphere in named)
        }
    remedy = gettext("If the charter names such a sphere, enter it on the organisation's page.")
    return Finding(FAIL, fact, remedy, _edit(asked.organisation))


def _edit(organisation: Organisation) -> str:
    return reverse("registry:ngo-edit", args=[organisation.bin]) if organisation.bin else ""


def _region(asked: Asked) -> Finding:
    region = asked.organisation.region
    fact = gettext("It is registered in: %(region)s.") % {"region": localized(region, "name")}
    if region.code in asked.parameters["regions"]:
        return Finding(PASS, fact)
    names = [localized(one, "name") for one in Region.objects.filter(code__in=asked.parameters["regions"])]
    remedy = gettext("Only organisations of these regions can apply: %(regions)s.") % {"regions": ", ".join(names)}
    return Finding(FAIL, fact, remedy, _card(asked.organisation))


def _age(asked: Asked) -> Finding:
    registered_on, months = asked.organisation.registered_on, int(asked.parameters["months"])
    remedy = gettext("If the date is wrong, ask an officer of the registry to correct it.")
    if registered_on is None:
        fact = gettext("The registry does not know when it was registered.")
        return Finding(CANNOT_TELL, fact, remedy, _card(asked.organisation))
    fact = gettext("It was registered on %(day)s.") % {"day": presentation.day(registered_on)}
    if _months_between(registered_on, asked.on) >= months:
        return Finding(PASS, fact)
    needed = ngettext("At least %(months)s month is needed.", "At least %(months)s months are needed.", months)
    return Finding(FAIL, f"{fact} {needed % {'months': months}}", remedy, _card(asked.organisation))


def _months_between(start: dt.date, end: dt.date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def _not_unreliable(asked: Asked) -> Finding:
    rows = SupplierMatch.objects.filter(organisation=asked.organisation).exclude(status=MatchStatus.DISMISSED)
    found = [match for match in rows.select_related("supplier") if match.supplier.is_in_force(asked.on)]
    confirmed = [match for match in found if match.status == MatchStatus.CONFIRMED]
    url = reverse("registry:ngo-diligence", args=[asked.organisation.bin]) if asked.organisation.bin else ""
    if confirmed:
        fact = gettext("It is on the list of unreliable suppliers since %(day)s: %(source)s.")
        supplier = confirmed[0].supplier
        values = {"day": presentation.day(supplier.listed_on), "source": supplier.source}
        return Finding(
            FAIL, fact % values, gettext("If it is another organisation, ask an officer to look again."), url
        )
    if found:
        fact = gettext("The list of unreliable suppliers has a nearly equal name; an officer has not decided yet.")
        return Finding(CANNOT_TELL, fact, gettext("Ask an officer to decide."), url)
    return Finding(PASS, gettext("It is not known to be on the list of unreliable suppliers."))


# Months and MRP of the grant types (rule R21); exactly 12 or 24 months and 3,000 or 10,000 MRP fit two types.
GRANT_TYPES: dict[str, tuple[int, int, int, int | None]] = {
    "short": (3, 12, 500, 3_000),
    "medium": (12, 24, 3_000, 10_000),
    "long": (24, 36, 10_000, None),
}


def _request_fits_type(asked: Asked) -> Finding:
    amount, months = asked.facts.get("amount"), asked.facts.get("months")
    index = MonthlyIndex.objects.on(asked.on)
    if amount is None or months is None or index is None:
        return Finding(CANNOT_TELL, gettext("The sum and the term are not filled in yet."))
    from_month, to_month, low, high = GRANT_TYPES[asked.parameters["type"]]
    values = {
        "amount": presentation.tenge(amount),
        "low": presentation.tenge(low * index.amount),
        "high": presentation.tenge(high * index.amount) if high else "∞",
        "months": months,
        "from_month": from_month,
        "to_month": to_month,
    }
    fact = gettext(
        "%(amount)s for %(months)s months are asked for; this type of grant is %(low)s to %(high)s for %(from_month)s "
        "to %(to_month)s months."
    )
    in_money = low * index.amount <= Decimal(amount) and (high is None or Decimal(amount) <= high * index.amount)
    if in_money and from_month <= months <= to_month:
        return Finding(PASS, fact % values)
    return Finding(FAIL, fact % values, gettext("Change the sum or the term, or choose another type of grant."))


RULES: dict[str, Rule] = {
    rule.code: rule
    for rule in (
        Rule(
            "R06",
            _("Has a BIN"),
            _("Only an organisation that the state has registered can get public money."),
            _("Law № 223-III of 12.01.2007 on national registers; applied here by assumption."),
            Certainty.ASSUMED.value,
            _has_bin,
        ),
        Rule(
            "R08",
            _("Is a non-governmental organisation"),
            _("Political parties, trade unions and religious associations are not NGOs in the sense of the law."),
            _("Law № 36-III of 12.04.2005 with law № 142-II of 16.01.2001, as told by official pages."),
            Certainty.PRESS.value,
            _is_ngo,
            {"excluded": list(NOT_NGO)},
        ),
        Rule(
            "R11",
            _("Annual information is filed"),
            _(
                "An NGO tells the database of NGOs about each year until 31 March of the next. The last due year counts."
            ),
            _("Order № 51 of 19.02.2016 on the database of NGOs, as told by official pages; the order was not read."),
            Certainty.PRESS.value,
            _annual_information,
        ),
        Rule(
            "R13",
            _("Is in good standing"),
            _("An organisation that is being liquidated, is suspended, inactive or has no BIN cannot apply."),
            _("Rules of state grants, as told by the grant operator; the order's text was not read."),
            Certainty.PRESS.value,
            _good_standing,
            {"excluded": [status for status in OrganisationStatus.values if status != OrganisationStatus.ACTIVE]},
        ),
        Rule(
            "R14",
            _("Works in a sphere of the contest"),
            _("At least one sphere of the charter is among the spheres of the contest (article 5 of the law)."),
            _("Law № 36-III of 12.04.2005, article 5; that the charter must name the sphere is assumed."),
            Certainty.ASSUMED.value,
            _spheres_meet,
            {"spheres": []},
        ),
        Rule(
            "region",
            _("Is registered in the region of the contest"),
            _("The contest is for organisations of certain regions."),
            _("A condition of this contest, not of the law."),
            Certainty.ASSUMED.value,
            _region,
            {"regions": []},
        ),
        Rule(
            "age",
            _("Has existed long enough"),
            _("The organisation was registered some months before the day of the check."),
            _("A condition of this contest, not of the law."),
            Certainty.ASSUMED.value,
            _age,
            {"months": 0},
        ),
        Rule(
            "unreliable",
            _("Is not on the list of unreliable suppliers"),
            _("Only a row with the same BIN, or one that an officer has confirmed, counts."),
            _("A condition of this contest, not of the law; that the qualification rules ask for it is assumed."),
            Certainty.ASSUMED.value,
            _not_unreliable,
        ),
        Rule(
            "R21",
            _("The request fits the type of grant"),
            _("Short-term, medium-term and long-term grants have their own ranges of sum and term, counted in MRP."),
            _("Law № 36-III of 12.04.2005, article 6-1."),
            Certainty.LAW.value,
            _request_fits_type,
            {"type": "short"},
        ),
    )
}
