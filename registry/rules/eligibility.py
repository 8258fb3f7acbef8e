"""Eligibility: a list of rules as data, each answered with the fact it stands on.

The same ``check`` is asked before applying, on submission and in the formal check. A rule of a call is
``{"code": …, "parameters": {…}, "valid_from": "2026-01-01", "valid_to": null}``; the dates may be left out. How sure we
are that the law says so is part of the legal basis: what was only observed or assumed is never called law.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core.calendar import local_date
from registry.choices import NOT_NGO, Certainty, OrganisationStatus
from registry.models import Organisation
from registry.rules import eligibility_facts as facts
from registry.rules.eligibility_kinds import CANNOT_TELL, FAIL, PASS, Answer, Asked, Facts, Finding, Rule

__all__ = ["CANNOT_TELL", "FAIL", "PASS", "RULES", "Answer", "Asked", "Finding", "Rule", "check", "is_eligible"]

OFFICER = _("An officer of the registry")
APPLICANT = _("The head or an editor of the NGO")


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


def _answer(rule: Rule, organisation: Organisation, parameters: Mapping[str, Any], on: dt.date, given: Facts) -> Answer:
    found = rule.find(Asked(organisation, {**rule.parameters, **parameters}, on, given))
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
        known_on=(found.known_on or local_date(organisation.updated_at)).isoformat(),
        mender=str(rule.mender),
    )


RULES: dict[str, Rule] = {
    rule.code: rule
    for rule in (
        Rule(
            "R06",
            _("Has a BIN"),
            _("Only an organisation that the state has registered can get public money."),
            _("Law № 223-III of 12.01.2007 on national registers; applied here by assumption."),
            Certainty.ASSUMED.value,
            facts.has_bin,
            OFFICER,
        ),
        Rule(
            "R08",
            _("Is a non-governmental organisation"),
            _("Political parties, trade unions and religious associations are not NGOs in the sense of the law."),
            _("Law № 36-III of 12.04.2005 with law № 142-II of 16.01.2001, as told by official pages."),
            Certainty.PRESS.value,
            facts.is_ngo,
            OFFICER,
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
            facts.annual_information,
            APPLICANT,
        ),
        Rule(
            "R13",
            _("Is in good standing"),
            _("An organisation that is being liquidated, is suspended, inactive or has no BIN cannot apply."),
            _("Rules of state grants, as told by the grant operator; the order's text was not read."),
            Certainty.PRESS.value,
            facts.good_standing,
            OFFICER,
            {"excluded": [status for status in OrganisationStatus.values if status != OrganisationStatus.ACTIVE]},
        ),
        Rule(
            "R14",
            _("Works in a sphere of the contest"),
            _("At least one sphere of the charter is among the spheres of the contest (article 5 of the law)."),
            _("Law № 36-III of 12.04.2005, article 5; that the charter must name the sphere is assumed."),
            Certainty.ASSUMED.value,
            facts.spheres_meet,
            APPLICANT,
            {"spheres": []},
        ),
        Rule(
            "region",
            _("Is registered in the region of the contest"),
            _("The contest is for organisations of certain regions."),
            _("A condition of this contest, not of the law."),
            Certainty.ASSUMED.value,
            facts.region,
            OFFICER,
            {"regions": []},
        ),
        Rule(
            "age",
            _("Has existed long enough"),
            _("The organisation was registered some months before the day of the check."),
            _("A condition of this contest, not of the law."),
            Certainty.ASSUMED.value,
            facts.age,
            OFFICER,
            {"months": 0},
        ),
        Rule(
            "unreliable",
            _("Is not on the list of unreliable suppliers"),
            _("Only a row with the same BIN, or one that an officer has confirmed, counts."),
            _("A condition of this contest, not of the law; that the qualification rules ask for it is assumed."),
            Certainty.ASSUMED.value,
            facts.not_unreliable,
            OFFICER,
        ),
        Rule(
            "R21",
            _("The request fits the type of grant"),
            _("Short-term, medium-term and long-term grants have their own ranges of sum and term, counted in MRP."),
            _("Law № 36-III of 12.04.2005, article 6-1."),
            Certainty.LAW.value,
            facts.request_fits_type,
            APPLICANT,
            {"type": "short"},
        ),
        Rule(
            "R15",
            _("The project is not longer than three years"),
            _("A social project runs from within one year up to three years."),
            _("Law № 36-III of 12.04.2005, article 1."),
            Certainty.LAW.value,
            facts.term,
            APPLICANT,
            {"months": 36},
        ),
        Rule(
            "premium_wait",
            _("Some years have passed since its last premium"),
            _("Nothing is asked while the number of years is zero, as it is by default."),
            _("A condition of this contest, not of the law: no act on a waiting period was found."),
            Certainty.ASSUMED.value,
            facts.premium_wait,
            OFFICER,
        ),
        Rule(
            "record",
            _("Carried its earlier public money through"),
            _(
                "No award of the last three years ended in a terminated agreement. Late reports are told and refuse nothing."
            ),
            _("A condition of this contest, not of the law."),
            Certainty.ASSUMED.value,
            facts.record,
            OFFICER,
            {"years": 3},
        ),
        Rule(
            "operator",
            _("Does not run the contest and shares no people with who does"),
            _("An NGO that gives small grants gives none to itself, nor to an NGO with the same people."),
            _(
                "Rules of state grants on conflicts of interest, as told by the grant operator; applied here by assumption."
            ),
            Certainty.ASSUMED.value,
            facts.operator_tie,
            OFFICER,
        ),
    )
}
