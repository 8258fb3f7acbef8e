"""What a survey says, with how sure one can be of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.core.errors import Text
from foundation.core.presentation import figure
from foundation.core.text import localized
from monitoring.choices import Access, QuestionKind, RemarkStatus
from monitoring.models import Answer, Batch, Question, Remark, Survey
from monitoring.scoring import estimates
from monitoring.scoring.estimates import Mean, Share

FEW = 30
LOW_RETURN = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One choice of a question."""

    code: str
    label: Text
    share: Share


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """Counts of one question; ``mean`` for a scale, with its arithmetic in ``steps``."""

    question: Question
    total: int
    rows: list[Row]
    mean: Mean | None = None
    steps: list[tuple[Text, str]] = field(default_factory=list)

    @property
    def bars(self) -> list[tuple[Text, Any, str]]:
        """Rows of a bar chart."""
        shown = _("%(count)s (%(percent)s %%)")
        return [
            (
                row.label,
                row.share.count,
                shown % {"count": figure(row.share.count), "percent": figure(row.share.percent)},
            )
            for row in self.rows
        ]


@dataclass(frozen=True, slots=True)
class Results:
    """``total`` answers count; ``excluded`` groups were left out by an officer."""

    survey: Survey
    total: int
    issued: int | None
    used: int | None
    questions: list[QuestionResult]
    remarks: list[Remark]
    excluded: list[Batch]
    doubts: list[str]

    @property
    def is_shown(self) -> bool:
        return self.total >= self.survey.shown_from

    @property
    def satisfaction(self) -> QuestionResult | None:
        """The scale that the evaluation of effect reads."""
        return next((one for one in self.questions if one.question.is_satisfaction), None)


def results(survey: Survey) -> Results:
    """Counted from the answers that were let out and not left out; nothing below ``shown_from`` of them."""
    batches = list(survey.batches.all())
    chosen = list(
        Answer.objects.filter(survey=survey, batch__isnull=False, batch__excluded_at=None).values_list(
            "chosen", flat=True
        )
    )
    issued, used = _tickets(survey)
    excluded = [batch for batch in batches if batch.excluded_at]
    is_shown = len(chosen) >= survey.shown_from
    questions = [one for one in survey.template.questions.all() if one.kind != QuestionKind.TEXT]
    remarks = Remark.objects.filter(survey=survey, status=RemarkStatus.PUBLISHED, batch__excluded_at=None)
    return Results(
        survey=survey,
        total=len(chosen),
        issued=issued,
        used=used,
        questions=[_question(one, chosen) for one in questions] if is_shown else [],
        remarks=list(remarks.order_by("pk")) if is_shown else [],
        excluded=excluded,
        doubts=_doubts(survey, len(chosen), issued, excluded) if is_shown else [],
    )


def _tickets(survey: Survey) -> tuple[int | None, int | None]:
    if survey.access != Access.TICKETS:
        return None, None
    used = list(survey.tickets.values_list("is_used", flat=True))
    return len(used), sum(used)


def _question(question: Question, chosen: Sequence[dict[str, str]]) -> QuestionResult:
    counts = Counter(one[question.code] for one in chosen if one.get(question.code))
    total = sum(counts.values())
    codes = question.codes
    rows = [Row(code, label_of(question, code), estimates.share(counts[code], total)) for code in codes if total]
    if question.kind != QuestionKind.SCALE:
        return QuestionResult(question, total, rows)
    mean = estimates.mean({int(code): counts[code] for code in codes})
    return QuestionResult(question, total, rows, mean, mean_steps(mean, rows) if mean else [])


def label_of(question: Question, code: str) -> str:
    """A choice in words of the language in force."""
    if question.kind == QuestionKind.SCALE:
        ends = {"1": _("1 – not at all"), "5": _("5 – very much")}
        return ends.get(code, code)
    if question.kind == QuestionKind.YES_NO:
        return _("Yes") if code == "yes" else _("No")
    option: dict[str, str] = next((one for one in question.options if one["code"] == code), {})
    return localized(_Option(option), "text")


class _Option:
    """An option with the attributes that ``localized`` reads."""

    def __init__(self, option: dict[str, str]) -> None:
        for language in ("kk", "ru", "en"):
            setattr(self, f"text_{language}", option.get(language, ""))


def mean_steps(mean: Mean, rows: Iterable[Row]) -> list[tuple[Text, str]]:
    """The mean and its interval, line by line."""
    parts = " + ".join(f"{row.code} × {row.share.count}" for row in rows)
    steps: list[tuple[Text, str]] = [
        (_("Sum of the marks"), f"{parts} = {mean.sum}"),
        (_("Mean"), f"{mean.sum} / {mean.total} = {figure(mean.mean, 2)}"),
    ]
    if mean.spread is None or mean.low is None or mean.high is None:
        return steps
    half = f"{figure(estimates.student(mean.total - 1), 3)} × {figure(mean.spread, 2)} / √{mean.total}"
    interval = f"{figure(mean.mean, 2)} ± {half} → {figure(mean.low, 2)} – {figure(mean.high, 2)}"
    steps += [
        (_("Standard deviation of the marks"), figure(mean.spread, 2)),
        (_("95 % interval: mean ± Student's quantile × deviation / √number, within 1 and 5"), interval),
    ]
    return steps


def _doubts(survey: Survey, total: int, issued: int | None, excluded: list[Batch]) -> list[str]:
    found = []
    if total < FEW:
        found.append(
            ngettext(
                "Only %(count)d answer counts: the intervals are wide.",
                "Only %(count)d answers count: the intervals are wide.",
                total,
            )
            % {"count": total}
        )
    if survey.access == Access.LINK:
        found.append(_("The link was open: the portal limits answers from one device, but cannot know who answered."))
    out_of = issued or survey.reached
    if out_of and 100 * total < LOW_RETURN * out_of:
        found.append(
            _("%(total)d of %(asked)d people answered. Those who did not may think otherwise.")
            % {"total": total, "asked": out_of}
        )
    found += [_("The organisation itself may have handed the survey to people who are content.")]
    for batch in excluded:
        values = {"count": batch.size, "reason": batch.exclusion_reason}
        found.append(_("%(count)d answers were left out by an officer: %(reason)s") % values)
    return found
