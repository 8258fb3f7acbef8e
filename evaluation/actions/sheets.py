"""An expert's marks for one entry: saved while typing, submitted once, given back by an officer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evaluation import rules
from evaluation.actions.conflicts import enforcing
from evaluation.actions.rubrics import is_on_scale
from evaluation.choices import ChangeKind, CommentRule
from evaluation.models import Criterion, Round, Rubric, ScoreSheet, SheetChange
from evaluation.queries import rubric_document
from evaluation.scoring.inputs import read_rubric
from evaluation.scoring.numbers import hundredths, text
from evaluation.workflow import SHEET
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid

Marks = Mapping[str, int | None]
Comments = Mapping[str, str]


@enforcing
@transaction.atomic(durable=True)
def save_marks(
    *, sheet: ScoreSheet, marks: Marks, comments: Comments, version: int, by: Any, page: str = ""
) -> ScoreSheet:
    """Keep a half-filled sheet. ``marks`` maps criterion codes to hundredths or None, ``comments`` to reasons.

    ``version`` is the one that the person saw. Raises Conflict, telling what the other window saved, when the sheet has
    been saved since; Invalid for marks off the scale; DeadlinePassed and others by ``rules.check_can_score``. Sending
    the same content again is no conflict.
    """
    sheet, criteria = _held(sheet, by)
    faults = _scale_faults(criteria, marks)
    if faults:
        raise Invalid(*faults)
    _write(sheet, criteria, marks, comments, version, page)
    _record_saving(sheet, by)
    return sheet


@enforcing
@transaction.atomic(durable=True)
def submit(*, sheet: ScoreSheet, marks: Marks, comments: Comments, version: int, by: Any, page: str = "") -> ScoreSheet:
    """Send the sheet: from now on its marks count. Raises what ``save_marks`` raises, and Invalid with every missing
    mark and every missing reason at once."""
    sheet, criteria = _held(sheet, by)
    faults = faults_of(criteria, marks, comments)
    if faults:
        raise Invalid(*faults)
    step = SHEET.step("submit", sheet.status)
    _write(sheet, criteria, marks, comments, version, page)
    rubric = sheet.seat.round.rubric
    sheet.total = _total(rubric, criteria, sheet.marks)
    sheet.status, sheet.submitted_at = step.target, clock.now()
    if sheet.filed:
        _keep_change(sheet, ChangeKind.REOPENED, before=sheet.filed, reason=sheet.filed["reason"])
        sheet.filed = None
    sheet.save(update_fields=["status", "submitted_at", "total", "filed"])
    record(step.verb, sheet, by=by, changes={"entry": sheet.entry.number, "expert": sheet.seat.number})
    return sheet


@transaction.atomic(durable=True)
def revise(*, sheet: ScoreSheet, marks: Marks, comments: Comments, reason: str, version: int, by: Any) -> ScoreSheet:
    """Change the own submitted sheet in the discussion. Old and new are kept with the reason and shown later.

    Raises Invalid with every fault, also without a ``reason`` or a change; Conflict when another window was faster;
    DeadlinePassed and others by ``rules.check_can_revise``.
    """
    sheet = lock(ScoreSheet, sheet.pk)
    rules.check_can_revise(by, sheet)
    step = SHEET.step("revise", sheet.status)
    criteria = list(sheet.seat.round.rubric.criteria.all())
    faults = faults_of(criteria, marks, comments)
    if not reason.strip():
        faults.append(Fault(_("Say why you change your marks. The other experts will read it."), field="reason"))
    if faults:
        raise Invalid(*faults)
    before, saved = _filing(sheet), sheet.version
    _write(sheet, criteria, marks, comments, version)
    if sheet.version == saved:
        raise Invalid(
            Fault(_("Nothing is changed: these marks and reasons are what you have submitted."), field="reason")
        )
    sheet.total = _total(sheet.seat.round.rubric, criteria, sheet.marks)
    sheet.save(update_fields=["total"])
    _keep_change(sheet, ChangeKind.DISCUSSION, before=before, reason=reason.strip())
    record(step.verb, sheet, by=by, changes={"entry": sheet.entry.number, "expert": sheet.seat.number})
    return sheet


def _total(rubric: Rubric, criteria: list[Criterion], marks: Sequence[int | None]) -> int:
    whole = [mark for mark in marks if mark is not None]
    return read_rubric(rubric_document(rubric, criteria)).sheet_total(whole)


def _filing(sheet: ScoreSheet) -> dict[str, Any]:
    """What is submitted now."""
    return {"marks": sheet.marks, "comments": sheet.comments, "total": sheet.total}


def _keep_change(sheet: ScoreSheet, kind: str, *, before: Mapping[str, Any], reason: str) -> None:
    """A row with old and new; none when the same was submitted again."""
    after = _filing(sheet)
    if all(before[name] == after[name] for name in after):
        return
    SheetChange.objects.create(
        sheet=sheet,
        number=sheet.changes.count() + 1,
        kind=kind,
        reason=reason,
        made_at=clock.now(),
        **{f"{name}_before": before[name] for name in after},
        **{f"{name}_after": after[name] for name in after},
    )


@transaction.atomic(durable=True)
def reopen(*, sheet: ScoreSheet, reason: str, by: Any) -> ScoreSheet:
    """Give a submitted sheet back to its expert. It counts no more until it is submitted again; then the difference is
    kept."""
    round_ = lock(Round, sheet.seat.round_id)
    sheet = lock(ScoreSheet, sheet.pk)
    sheet.seat.round = round_
    rules.check_can_reopen(by, sheet)
    step = SHEET.step("reopen", sheet.status)
    if not reason.strip():
        raise Invalid(Fault(_("Say why the score sheet is given back."), field="reason"))
    sheet.filed = _filing(sheet) | {"reason": reason.strip()}
    sheet.status, sheet.submitted_at, sheet.total = step.target, None, None
    sheet.save(update_fields=["status", "submitted_at", "total", "filed"])
    record(step.verb, sheet, by=by, reason=reason.strip())
    return sheet


def faults_of(criteria: list[Criterion], marks: Marks, comments: Comments) -> list[Fault]:
    """Everything that keeps a sheet from being submitted: marks off the scale, missing marks, missing reasons."""
    return [*_scale_faults(criteria, marks), *_missing_faults(criteria, marks, comments)]


def _held(sheet: ScoreSheet, by: Any) -> tuple[ScoreSheet, list[Criterion]]:
    """The sheet locked, and only then the round read: a closing that waits for us, or that we wait for, is seen."""
    sheet = lock(ScoreSheet, sheet.pk)
    rules.check_can_score(by, sheet)
    return sheet, list(sheet.seat.round.rubric.criteria.all())


def _write(
    sheet: ScoreSheet, criteria: list[Criterion], marks: Marks, comments: Comments, version: int, page: str = ""
) -> None:
    given = [marks.get(criterion.code) for criterion in criteria]
    said = {item.code: comments[item.code].strip() for item in criteria if comments.get(item.code, "").strip()}
    if (given, said) == (sheet.marks, sheet.comments):
        return
    # A page that sends the next mark before it has the answer to the last one is behind itself alone.
    if version != sheet.version and not (page and page == sheet.saved_from):
        raise Conflict(_told(sheet, criteria), code="stale")
    sheet.marks, sheet.comments = given, said
    sheet.version, sheet.saved_at, sheet.saved_from = sheet.version + 1, clock.now(), page
    sheet.save(update_fields=["marks", "comments", "version", "saved_at", "saved_from"])


def _record_saving(sheet: ScoreSheet, by: Any) -> None:
    """How far the sheet is, never the marks: the audit is read by people who must not know them yet."""
    given = sum(1 for mark in sheet.marks if mark is not None)
    record("evaluation.sheet.saved", sheet, by=by, changes={"version": sheet.version, "given": given})


def _told(sheet: ScoreSheet, criteria: list[Criterion]) -> str:
    """What the other window has saved, in a sentence."""
    marks = "; ".join(
        f"{criterion}: {_('no mark') if mark is None else text(mark)}"
        for criterion, mark in zip(criteria, sheet.marks, strict=True)
    )
    moment = date_format(timezone.localtime(sheet.saved_at), "H:i") if sheet.saved_at else ""
    return _(
        "This sheet was saved in another window at %(time)s with these marks: %(marks)s. Nothing of yours is lost: choose."
    ) % {
        "time": moment,
        "marks": marks,
    }


def _scale_faults(criteria: list[Criterion], marks: Marks) -> list[Fault]:
    faults = []
    for criterion in criteria:
        mark = marks.get(criterion.code)
        if mark is not None and not is_on_scale(criterion, mark):
            message = _("“%(criterion)s”: the mark must be from %(minimum)s to %(maximum)s in steps of %(step)s.") % {
                "criterion": criterion,
                "minimum": criterion.minimum,
                "maximum": criterion.maximum,
                "step": criterion.step,
            }
            faults.append(Fault(message, field=f"mark_{criterion.code}", rule="R40"))
    return faults


def _missing_faults(criteria: list[Criterion], marks: Marks, comments: Comments) -> list[Fault]:
    faults = []
    for criterion in criteria:
        mark = marks.get(criterion.code)
        if mark is None:
            message = _("“%(criterion)s”: give a mark.") % {"criterion": criterion}
            faults.append(Fault(message, field=f"mark_{criterion.code}", rule="R40"))
        if _needs_comment(criterion, mark) and not comments.get(criterion.code, "").strip():
            message = _("Give the reason for the mark: %(criterion)s.") % {"criterion": criterion}
            faults.append(Fault(message, field=f"comment_{criterion.code}", rule="R42"))
    return faults


def _needs_comment(criterion: Criterion, mark: int | None) -> bool:
    if criterion.comment_rule == CommentRule.ALWAYS:
        return True
    if criterion.comment_rule == CommentRule.NEVER or mark is None or criterion.comment_below is None:
        return False
    return mark < hundredths(criterion.comment_below)
