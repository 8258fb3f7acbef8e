"""Figures and sentences for pages: explanation steps in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.choices import TieScope
from evaluation.models import Round
from evaluation.rules.conflicts import terms_of
from evaluation.scoring.explanation import Step
from evaluation.scoring.numbers import decimal_of
from evaluation.scoring.quality import Quality
from evaluation.visibility import expert_name
from foundation.core.presentation import figure

# Krippendorff's own limits, in thousandths: rely on it, draw tentative conclusions.
RELIABLE, TENTATIVE = 800, 667

Line = tuple[str, str]
Titles = Mapping[str, str]


def explanation_lines(steps: Iterable[Step], titles: Titles) -> list[Line]:
    """(label, value) for each step; ``titles`` maps codes of criteria to their titles in the reader's language."""
    return [_LINES[step["code"]](step["params"], titles) for step in steps]


def number(text: str) -> str:
    """A decimal text in the reader's way of writing, with all of its places."""
    return figure(Decimal(text), len(text.partition(".")[2]))


def _sheet(params: dict[str, Any], titles: Titles) -> Line:
    return expert_name(params["expert"]), number(params["total"])


def _no_sheets(params: dict[str, Any], titles: Titles) -> Line:
    return _("Submitted score sheets"), _("None: there is no total and no rank")


def _mean(params: dict[str, Any], titles: Titles) -> Line:
    label = _("Mean of the experts, rounded half up to two places")
    return label, f"{number(params['sum'])} ÷ {params['count']} = {number(params['total'])}"


def _median(params: dict[str, Any], titles: Titles) -> Line:
    totals = "; ".join(number(total) for total in params["totals"])
    return _("Median of the experts, rounded half up to two places"), f"{totals} → {number(params['total'])}"


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


def agreement_rows(quality: Quality, titles: Titles) -> list[tuple[str, str, str]]:
    """(what was judged, alpha or why there is none, what it means)."""
    return [
        (
            titles.get(item.criterion, item.criterion) if item.criterion else _("Totals"),
            "–" if item.alpha is None else figure(Decimal(item.alpha) / 1000, 3),
            _meaning(item.alpha),
        )
        for item in quality.agreement
    ]


def _meaning(alpha: int | None) -> str:
    """What Krippendorff himself reads from alpha; in thousandths."""
    if alpha is None:
        return _("Cannot be said: too few marks, or all are equal")
    if alpha >= RELIABLE:
        return _("The experts agree well")
    if alpha >= TENTATIVE:
        return _("The experts agree roughly: conclusions are tentative")
    return _("The experts hardly agree: look at the entries with a large difference")


def judge_rows(quality: Quality) -> list[tuple[str, int, str, int]]:
    """(expert, sheets, difference from the others, sheets with the same mark everywhere)."""
    return [(expert_name(judge.expert), judge.sheets, _signed(judge.leniency), judge.halo) for judge in quality.judges]


def _signed(hundredths_: int | None) -> str:
    if hundredths_ is None:
        return "–"
    return ("+" if hundredths_ > 0 else "") + figure(decimal_of(hundredths_), 2)


def firmness_rows(quality: Quality, entries: Mapping[int, str]) -> list[tuple[str, str, str, str, str]]:
    """(entry, rank, rank range without one expert, range with other weights, how often within the line)."""
    return [
        (
            entries[item.number],
            _range((item.rank, item.rank) if item.rank else None),
            _range(item.without_expert),
            _range(item.other_weights),
            _("%(count)d of %(total)d") % {"count": item.holds, "total": item.variants},
        )
        for item in quality.firmness
    ]


def _range(ranks: tuple[int, int] | None) -> str:
    if ranks is None:
        return "–"
    return str(ranks[0]) if ranks[0] == ranks[1] else f"{ranks[0]}–{ranks[1]}"


ENTRIES_AT_MOST = 500


def assignment_figures(document: dict[str, Any]) -> dict[str, Any]:
    """What an officer looks at before and after accepting: loads, places that stay empty and why, wishes not kept."""
    experts: dict[int, list[int]] = {}
    for entry, expert in document["pairs"]:
        experts.setdefault(entry, []).append(expert)
    rows = [(number, ", ".join(expert_name(expert) for expert in found)) for number, found in sorted(experts.items())]
    loads = [load for _expert, load in document["loads"]]
    return {
        "entry_rows": rows[:ENTRIES_AT_MOST],
        "entries_left_out": max(0, len(rows) - ENTRIES_AT_MOST),
        "load_rows": [(expert_name(expert), load) for expert, load in document["loads"]],
        "load_range": _range((min(loads), max(loads)) if loads else None),
        "pair_count": len(document["pairs"]),
        "shortage_rows": [
            (item["case"], item["given"], item["wanted"], _reasons(item["reasons"])) for item in document["shortages"]
        ],
        "relaxations": [_relaxation(item) for item in document["relaxations"]],
        "translated": [(entry, expert_name(expert)) for entry, expert in document["translated"]],
        "other_sphere": [(entry, expert_name(expert)) for entry, expert in document["other_sphere"]],
    }


def _reasons(reasons: Mapping[str, int]) -> str:
    words = {
        "conflict": _("conflict of interest"),
        "direction": _("drawn for another direction"),
        "language": _("does not read the language"),
        "region": _("the applicant's own region"),
        "load": _("no place left"),
    }
    return "; ".join(f"{words[reason]}: {count}" for reason, count in reasons.items()) or _("nobody is there")


def _relaxation(item: Mapping[str, Any]) -> str:
    words = {
        "load": _("Let one expert have up to %(value)s entries"),
        "translator": _("Let the operator translate"),
        "region": _("Let experts score applicants of their own region"),
        "direction": _("Let experts score other directions"),
        "per_entry": _("Experts for each entry: %(value)s"),
    }
    left = item["still_short"]
    after = (
        ngettext("%(count)d place stays empty", "%(count)d places stay empty", left) % {"count": left}
        if left
        else _("every entry gets its experts")
    )
    return f"{words[item['kind']] % {'value': item['value']}} – {after}"
