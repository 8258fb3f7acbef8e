"""Quotas of a round in words: what was declared, what the ranking makes of it, and whom it moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evaluation.choices import QuotaBound, QuotaUnit
from evaluation.models import Entry, Round, Run
from evaluation.scoring import quotas as codes
from foundation.core.text import localized_value

Rule = Mapping[str, Any]

MOVES = {
    codes.RESERVED: gettext_lazy("Above the line, because a place was reserved: %(quotas)s"),
    codes.FREED: gettext_lazy("Above the line, because others were passed over: %(quotas)s"),
    codes.CAPPED: gettext_lazy("Passed over: %(quotas)s"),
    codes.DISPLACED: gettext_lazy("Below the line, because places were reserved for others: %(quotas)s"),
}
WHY = {
    codes.TOO_FEW: gettext_lazy(
        "Too few entries of this group reached the pass mark. What is left goes down the ranking."
    ),
    codes.NO_ROOM: gettext_lazy("The money is not enough for the next entry of this group."),
    codes.FORBIDDEN: gettext_lazy("Another limit forbids more. What is left goes down the ranking."),
}


def quota_words(rule: Rule) -> str:
    """«At least 2 awards: Abai region», in the reader's language."""
    figure, is_least = int(rule["figure"]), rule["bound"] == QuotaBound.AT_LEAST
    if rule["unit"] == QuotaUnit.AWARDS and is_least:
        text = ngettext("At least %(figure)d award: %(group)s", "At least %(figure)d awards: %(group)s", figure)
    elif rule["unit"] == QuotaUnit.AWARDS:
        text = ngettext("At most %(figure)d award: %(group)s", "At most %(figure)d awards: %(group)s", figure)
    elif is_least:
        text = _("At least %(figure)d%% of the budget: %(group)s")
    else:
        text = _("At most %(figure)d%% of the budget: %(group)s")
    return text % {"figure": figure, "group": group_words(rule)}


def group_words(rule: Rule) -> str:
    """What the group of a rule is called in the reader's language."""
    return localized_value({f"title_{language}": title for language, title in rule["title"].items()}, "title")


def quotas_in_words(rules: Iterable[Rule], named: Iterable[str]) -> str:
    """The rules with these codes, in words."""
    words = {rule["code"]: quota_words(rule) for rule in rules}
    return "; ".join(words[code] for code in named if code in words)


def move_words(rules: Iterable[Rule], move: Mapping[str, Any]) -> str:
    """What a quota did to an entry; ``move`` is one of a selection's document."""
    return str(MOVES[move["code"]]) % {"quotas": quotas_in_words(rules, move["quotas"])}


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """One quota: what the line with it comes to, and why it was not reached, or ''."""

    words: str
    awards: int
    amount: Decimal
    is_kept: bool
    why: str


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One entry that a quota moved or passed over."""

    entry: Entry
    words: str
    is_above: bool


@dataclass(frozen=True, slots=True)
class QuotaPage:
    """What a ranking says about its quotas. ``above`` counts who stands above the line with them, ``plain`` without."""

    rows: list[QuotaRow]
    moves: list[MoveRow]
    above: int
    plain: int


def quotas_of(run: Run) -> QuotaPage | None:
    """The quotas of a ranking and what they did; None where the contest has none."""
    selection, rules = run.summary.get("selection"), run.round.quotas
    if selection is None:
        return None
    words = {rule["code"]: quota_words(rule) for rule in rules}
    numbers, above = [move["number"] for move in selection["moves"]], set(selection["above"])
    entries = {entry.number: entry for entry in run.round.entries.filter(number__in=numbers).defer("content")}
    return QuotaPage(
        rows=[
            QuotaRow(
                words[one["code"]],
                one["awards"],
                Decimal(one["amount"]),
                one["is_kept"],
                str(WHY[one["why"]]) if one["why"] else "",
            )
            for one in selection["quotas"]
        ],
        moves=[
            MoveRow(entries[move["number"]], move_words(rules, move), move["number"] in above)
            for move in selection["moves"]
        ],
        above=len(above),
        plain=len(selection["without_quotas"]),
    )


def quota_titles(round_: Round) -> dict[str, str]:
    """«quota:<code>» → words: as the lines of an explanation are told the titles of criteria."""
    return {f"quota:{rule['code']}": quota_words(rule) for rule in round_.quotas}
