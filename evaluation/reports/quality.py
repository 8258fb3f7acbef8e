"""The quality of judging in words and rows for pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from evaluation.models import Entry, Round
from evaluation.reports.explanations import Titles, number, rank_range
from evaluation.reports.judging_words import words
from evaluation.scoring import quality as codes
from evaluation.scoring.agreement import Agreement
from evaluation.scoring.line import Cut
from evaluation.scoring.numbers import decimal_of, exact_text
from evaluation.scoring.quality import Quality
from evaluation.visibility import expert_name, naming
from foundation.core.presentation import figure, tenge

# Krippendorff's own limits, in thousandths: rely on it, draw tentative conclusions.
RELIABLE, TENTATIVE = 800, 667

Entries = Mapping[int, Entry]
Naming = Callable[[int], str]
Words = Mapping[str, str]
Range = tuple[int, int] | None


def advice_lines(quality: Quality, said: Words) -> list[str]:
    """What a reader must know before reading the figures; ``said`` are the words for those who judged."""
    plain = _advice()
    return [plain.get(code) or said[code] for code in quality.advice]


def _advice() -> dict[str, str]:
    """What is the same whoever judged."""
    return {
        codes.NO_SHEETS: _("No score sheet was submitted: there is nothing to judge the judging by."),
        codes.ALL_EQUAL: _("All totals are equal: the agreement cannot be expressed as a number."),
        codes.FEW_ENTRIES: _("Fewer than ten entries can be compared: the figures below may be chance."),
    }


def agreement_rows(quality: Quality, titles: Titles, said: Words) -> list[tuple[str, str, str, str]]:
    """(what was judged, alpha or a dash, its interval, what it means)."""
    return [
        (
            titles.get(item.criterion, item.criterion) if item.criterion else _("Totals"),
            "–" if item.alpha is None else _thousandths(item.alpha),
            "–" if item.interval is None else " … ".join(map(_thousandths, item.interval)),
            _meaning(item.alpha, said),
        )
        for item in quality.agreement
    ]


def agreement_chart(quality: Quality, titles: Titles) -> list[tuple[Any, ...]]:
    """Rows of an interval chart; without alpha there is no row."""
    return [
        (_judged(item, titles), Decimal(item.alpha) / 1000, *_bounds(item.interval, 1000))
        for item in quality.agreement
        if item.alpha is not None
    ]


def _judged(item: Agreement, titles: Titles) -> str:
    return titles.get(item.criterion, item.criterion) if item.criterion else _("Totals")


def _bounds(interval: Range, scale: int) -> tuple[Decimal | None, Decimal | None]:
    return (None, None) if interval is None else (Decimal(interval[0]) / scale, Decimal(interval[1]) / scale)


def _thousandths(value: int) -> str:
    return figure(Decimal(value) / 1000, 3)


def _meaning(alpha: int | None, said: Words) -> str:
    """What Krippendorff himself reads from alpha; in thousandths."""
    if alpha is None:
        return _("Cannot be said: too few marks, or all are equal")
    if alpha >= RELIABLE:
        return said["well"]
    return said["roughly"] if alpha >= TENTATIVE else said["hardly"]


@dataclass(frozen=True, slots=True)
class JudgeRow:
    """One expert. ``quick`` counts sheets that followed the one before within seconds; None: not shown to this reader."""

    name: str
    sheets: int
    leniency: str
    adjusted: str
    halo: int
    outliers: int
    quick: int | None


def judge_rows(quality: Quality, quick: Mapping[int, int] | None = None, name: Naming = expert_name) -> list[JudgeRow]:
    """The experts in the order of their numbers."""
    return [
        JudgeRow(
            name=name(judge.expert),
            sheets=judge.sheets,
            leniency=_signed(judge.leniency),
            adjusted=_signed(quality.severity.leniency.get(judge.expert)),
            halo=judge.halo,
            outliers=judge.outliers,
            quick=None if quick is None else quick.get(judge.expert, 0),
        )
        for judge in quality.judges
    ]


def _signed(hundredths_: int | None) -> str:
    if hundredths_ is None:
        return "–"
    return ("+" if hundredths_ > 0 else "") + figure(decimal_of(hundredths_), 2)


def outlier_rows(
    quality: Quality, entries: Entries, titles: Titles, name: Naming = expert_name
) -> list[tuple[int, str, str, str, str, str]]:
    """(number of the entry, its name, expert, criterion, mark, mean of the others)."""
    return [
        (
            item.number,
            str(entries[item.number]),
            name(item.expert),
            titles.get(item.criterion, item.criterion),
            figure(decimal_of(item.mark), 2),
            figure(decimal_of(item.mean), 2),
        )
        for item in quality.outliers
    ]


def disagreement_rows(quality: Quality, entries: Entries, titles: Titles) -> list[tuple[int, str, str, str, str]]:
    """(number of the entry, its name, highest sheet, lowest sheet, where they differ most)."""
    return [
        (
            item.number,
            str(entries[item.number]),
            number(exact_text(item.highest)),
            number(exact_text(item.lowest)),
            titles.get(item.criterion, item.criterion),
        )
        for item in quality.disagreements
    ]


@dataclass(frozen=True, slots=True)
class AdjustedRow:
    """The official rank beside the one without severity."""

    number: int
    name: str
    rank: str
    total: str
    worth: str
    adjusted: str
    ranks: str


def adjusted_rows(quality: Quality, entries: Entries, totals: Mapping[int, tuple[int, int]]) -> list[AdjustedRow]:
    """In the official order; ``totals`` maps numbers to (official rank, total in hundredths)."""
    rows = [
        AdjustedRow(
            number=item.number,
            name=str(entries[item.number]),
            rank=str(totals[item.number][0]),
            total=figure(decimal_of(totals[item.number][1]), 2),
            worth=figure(decimal_of(item.worth), 2),
            adjusted=str(item.rank),
            ranks=rank_range(*(item.ranks or (None, None))),
        )
        for item in quality.severity.entries
    ]
    return sorted(rows, key=lambda row: (int(row.rank), row.number))


def adjusted_chart(quality: Quality, entries: Entries, totals: Mapping[int, tuple[int, int]]) -> list[tuple[Any, ...]]:
    """Adjusted totals with their intervals, and the official total as the second point, in the official order."""
    listed = sorted(quality.severity.entries, key=lambda item: (totals[item.number][0], item.number))
    return [
        (
            str(entries[item.number]),
            decimal_of(item.worth),
            *_bounds(item.interval, 100),
            decimal_of(totals[item.number][1]),
        )
        for item in listed
    ]


@dataclass(frozen=True, slots=True)
class FirmRow:
    number: int
    name: str
    rank: str
    without_expert: str
    other_weights: str
    other_rounding: str
    holds: str
    is_above: bool
    is_unsettled: bool


def firmness_rows(quality: Quality, entries: Entries) -> list[FirmRow]:
    """How firm each place is, in the order of the ranking."""
    return [
        FirmRow(
            number=item.number,
            name=str(entries[item.number]),
            rank="–" if item.rank is None else str(item.rank),
            without_expert=rank_range(*(item.without_expert or (None, None))),
            other_weights=rank_range(*(item.other_weights or (None, None))),
            other_rounding=rank_range(*(item.other_rounding or (None, None))),
            holds=_("%(count)d of %(total)d") % {"count": item.holds, "total": item.variants} if item.variants else "–",
            is_above=item.is_above,
            is_unsettled=item.is_unsettled,
        )
        for item in quality.firmness
    ]


def firmness_chart(quality: Quality, entries: Entries) -> list[tuple[Any, ...]]:
    """Ranks as intervals over all variants; entries without a rank are left out."""
    found = []
    for item in quality.firmness:
        if item.rank is not None:
            ranges = (item.without_expert, item.other_weights, item.other_rounding)
            ranks = [item.rank, *(rank for found_range in ranges for rank in found_range or ())]
            found.append((str(entries[item.number]), item.rank, min(ranks), max(ranks)))
    return found


def line_sentences(found: Cut, entries: Entries) -> list[str]:
    """What the line says about the next entries: who would be next, what is missing, what would fit."""
    lines = [_("Above the line: %(count)d.") % {"count": len(found.above)}]
    if found.left is not None:
        lines.append(_("Left of the budget: %(amount)s.") % {"amount": tenge(decimal_of(found.left))})
    if found.stopped:
        named = _named(found.stopped, entries)
        if found.missing is None:
            lines.append(_("Next in the ranking: %(entries)s.") % {"entries": named})
        else:
            values = {"entries": named, "amount": tenge(decimal_of(found.missing))}
            lines.append(_("The next project fits if there is %(amount)s more: %(entries)s.") % values)
    if found.fitting:
        named = _named(found.fitting, entries)
        lines.append(
            _("Lower in the ranking, and small enough for what is left: %(entries)s. Somebody stands higher.")
            % {"entries": named}
        )
    return lines


NAMED = 5


def _named(numbers: list[int], entries: Entries) -> str:
    named = "; ".join(str(entries[number]) for number in numbers[:NAMED])
    more = len(numbers) - NAMED
    return _("%(entries)s and %(count)d more") % {"entries": named, "count": more} if more > 0 else named


def page(
    quality: Quality,
    entries: Entries,
    titles: Titles,
    totals: Mapping[int, tuple[int, int]],
    quick: Mapping[int, int] | None,
    round_: Round,
) -> dict[str, Any]:
    """What the page of the quality of judging shows."""
    said, name = words(round_), naming(round_)
    return {
        "quality": quality,
        "advice": advice_lines(quality, said),
        "agreement": agreement_rows(quality, titles, said),
        "agreement_chart": agreement_chart(quality, titles),
        "judges": judge_rows(quality, quick, name),
        "outliers": outlier_rows(quality, entries, titles, name),
        "disagreements": disagreement_rows(quality, entries, titles),
        "adjusted": adjusted_rows(quality, entries, totals),
        "adjusted_chart": adjusted_chart(quality, entries, totals),
        "firmness": firmness_rows(quality, entries),
        "firmness_chart": firmness_chart(quality, entries),
        "unsettled": [str(entries[item.number]) for item in quality.firmness if item.is_unsettled],
    }
