"""Steps of an explanation, and a statement to sign, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.choices import TieScope
from evaluation.models import Round
from evaluation.queries.quotas import MOVES
from evaluation.rules.conflicts import terms_of
from evaluation.scoring.explanation import Step
from evaluation.visibility import expert_name
from foundation.core.presentation import figure

Line = tuple[str, str]
Titles = Mapping[str, str]


def explanation_lines(steps: Iterable[Step], titles: Titles, name: Callable[[int], str] = expert_name) -> list[Line]:
    """(label, value) for each step; ``titles`` maps codes of criteria to their titles in the reader's language, ``name``
    says how those who scored are called."""
    return [_LINES[step["code"]](_named(step["params"], name), titles) for step in steps]


def _named(params: dict[str, Any], name: Callable[[int], str]) -> dict[str, Any]:
    return params | {"judge": name(params["expert"])} if "expert" in params else params


def split_steps(steps: Iterable[Step]) -> tuple[list[Step], list[Step]]:
    """(how the result came about, how firm its rank is)."""
    listed = list(steps)
    return (
        [step for step in listed if step["code"] not in BESIDE],
        [step for step in listed if step["code"] in BESIDE],
    )


def number(text: str) -> str:
    """A decimal text in the reader's way of writing, with all of its places."""
    return figure(Decimal(text), len(text.partition(".")[2]))


def _sheet(params: dict[str, Any], titles: Titles) -> Line:
    return params["judge"], number(params["total"])


def _no_sheets(params: dict[str, Any], titles: Titles) -> Line:
    return _("Submitted score sheets"), _("None: there is no total and no rank")


def _mean(params: dict[str, Any], titles: Titles) -> Line:
    label = _("Mean of the sheets, rounded half up to two places")
    return label, f"{number(params['sum'])} ÷ {params['count']} = {number(params['total'])}"


def _median(params: dict[str, Any], titles: Titles) -> Line:
    totals = "; ".join(number(total) for total in params["totals"])
    return _("Median of the sheets, rounded half up to two places"), f"{totals} → {number(params['total'])}"


def _left_out(params: dict[str, Any], titles: Titles) -> Line:
    label = _("Left out: the highest and the lowest sheet")
    return label, f"{number(params['highest'])}; {number(params['lowest'])}"


def _too_few_to_trim(params: dict[str, Any], titles: Titles) -> Line:
    count = params["count"]
    value = ngettext("%(count)d sheet: none is left out", "%(count)d sheets: none is left out", count)
    return _("Leaving out the highest and the lowest needs three sheets"), value % {"count": count}


def _passed(params: dict[str, Any], titles: Titles) -> Line:
    return _("Pass mark of the total"), _("%(value)s ≥ %(pass_mark)s: reached") % {
        "value": number(params["total"]),
        "pass_mark": number(params["pass_mark"]),
    }


def _failed(params: dict[str, Any], titles: Titles) -> Line:
    return _("Pass mark of the total"), _("%(value)s < %(pass_mark)s: not reached") % {
        "value": number(params["total"]),
        "pass_mark": number(params["pass_mark"]),
    }


def _criterion_label(params: dict[str, Any], titles: Titles) -> str:
    return _("Pass mark of “%(criterion)s”") % {"criterion": titles.get(params["criterion"], params["criterion"])}


def _criterion_passed(params: dict[str, Any], titles: Titles) -> Line:
    numbers = {"value": number(params["mean"]), "pass_mark": number(params["pass_mark"])}
    return _criterion_label(params, titles), _("%(value)s ≥ %(pass_mark)s: reached") % numbers


def _criterion_failed(params: dict[str, Any], titles: Titles) -> Line:
    numbers = {"value": number(params["mean"]), "pass_mark": number(params["pass_mark"])}
    return _criterion_label(params, titles), _("%(value)s < %(pass_mark)s: not reached") % numbers


def _others(params: dict[str, Any]) -> str:
    named = ", ".join(str(number) for number in params["others"])
    more = params["count"] - len(params["others"])
    return _("%(numbers)s and %(count)d more") % {"numbers": named, "count": more} if more else named


def _tie_decided(params: dict[str, Any], titles: Titles) -> Line:
    criterion = titles.get(params["criterion"], params["criterion"])
    label = _("Same total as entries %(numbers)s; the tie rule decides by “%(criterion)s”")
    return label % {"numbers": _others(params), "criterion": criterion}, number(params["mean"])


def _tie_shared(params: dict[str, Any], titles: Titles) -> Line:
    return _("The rank is shared with entries"), _others(params)


def _rank(params: dict[str, Any], titles: Titles) -> Line:
    return _("Rank"), _("%(rank)d of %(count)d") % {"rank": params["rank"], "count": params["of"]}


def _quota(params: dict[str, Any], titles: Titles) -> Line:
    named = "; ".join(titles.get(f"quota:{code}", code) for code in params["quotas"])
    return _("Quotas of the contest"), str(MOVES[params["move"]]) % {"quotas": named}


def _without_expert(params: dict[str, Any], titles: Titles) -> Line:
    label = _("Without %(expert)s") % {"expert": params["judge"]}
    if params["rank"] is None:
        return label, _("no score sheet would be left: no total, no rank")
    values = {"total": number(params["total"]), "rank": params["rank"]}
    return label, _("total %(total)s, rank %(rank)d") % values


def _rank_range(params: dict[str, Any], titles: Titles) -> Line:
    label = ngettext(
        "Ranks when each member of the panel is left out in turn (%(count)d member)",
        "Ranks when each member of the panel is left out in turn (%(count)d members)",
        params["experts"],
    ) % {"count": params["experts"]}
    return label, rank_range(params["best"], params["worst"])


def rank_range(best: int | None, worst: int | None) -> str:
    """«2–5», or «2» when the rank never changes, or a dash without one."""
    if best is None or worst is None:
        return "–"
    return str(best) if best == worst else f"{best}–{worst}"


# Steps that follow from the computation of other rankings than the published one.
BESIDE = {"without_expert", "rank_range"}

_LINES: dict[str, Callable[[dict[str, Any], Titles], Line]] = {
    "sheet": _sheet,
    "no_sheets": _no_sheets,
    "mean": _mean,
    "median": _median,
    "left_out": _left_out,
    "too_few_to_trim": _too_few_to_trim,
    "passed": _passed,
    "failed": _failed,
    "criterion_passed": _criterion_passed,
    "criterion_failed": _criterion_failed,
    "tie_decided": _tie_decided,
    "tie_shared": _tie_shared,
    "rank": _rank,
    "quota": _quota,
    "without_expert": _without_expert,
    "rank_range": _rank_range,
}


def statement(round_: Round) -> str:
    """The no-conflict statement that an expert signs, in the reader's language (rules R35, R36)."""
    if terms_of(round_).ties_bar == TieScope.ENTRY:
        return _(
            "I will score the entries of “%(round)s” that are given to me. I have declared to the portal every organisation "
            "that takes part of which I am a member, an employee, a founder, a member of a governing body or the head, or "
            "which has paid or directly supported me within the last twelve months. If I recognise an entry of such an "
            "organisation, I will say so at once and not score it."
        ) % {"round": round_}
    return _(
        "I will score the entries of “%(round)s”. I am not a member, an employee, a founder, a member of a governing body "
        "or the head of any organisation that takes part, and within the last twelve months I have neither been paid by "
        "one nor received direct support from one. If I recognise an entry and have such a tie, I will step back at once."
    ) % {"round": round_}
