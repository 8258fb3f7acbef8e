"""What an officer reads of an assignment of entries to experts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.reports.explanations import rank_range
from evaluation.visibility import expert_name

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
        "load_range": rank_range(min(loads), max(loads)) if loads else "–",
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
