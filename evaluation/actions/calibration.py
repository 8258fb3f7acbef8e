"""The example that every expert scores before the first real entry. It is stored, compared and never counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from evaluation import rules
from evaluation.actions.rubrics import is_on_scale
from evaluation.actions.sheets import Comments, Marks, faults_of
from evaluation.models import CalibrationAnswer, CalibrationExample, Criterion, Round, Seat
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid

LANGUAGES = ("kk", "ru", "en")
Texts = Mapping[str, str]


@transaction.atomic(durable=True)
def write(
    *,
    round: Round,  # noqa: A002 - the word of the domain
    titles: Texts,
    texts: Texts,
    marks: Marks,
    reasons: Comments,
    by: Any,
) -> CalibrationExample:
    """The round's example, new or instead of the one before: an invented application, reference marks and their reasons.

    ``titles`` and ``texts`` map kk, ru, en to text; one language is enough. Raises Conflict once an expert has scored
    it or the scoring is open, and Invalid with every fault.
    """
    round_ = lock(Round, round.pk)
    rules.check_can_write_calibration(by, round_)
    criteria = list(round_.rubric.criteria.all())
    faults = [*_text_faults(titles, texts), *_reference_faults(criteria, marks, reasons)]
    if faults:
        raise Invalid(*faults)
    values = {f"title_{code}": titles.get(code, "").strip() for code in LANGUAGES}
    values |= {f"text_{code}": texts.get(code, "").strip() for code in LANGUAGES}
    example, _is_new = CalibrationExample.objects.update_or_create(
        round=round_,
        defaults=values
        | {
            "marks": [marks[item.code] for item in criteria],
            "reasons": {item.code: reasons[item.code].strip() for item in criteria},
            "written_at": clock.now(),
        },
    )
    record("evaluation.calibration.written", example, by=by, changes={"round": round_.pk})
    return example


def _text_faults(titles: Texts, texts: Texts) -> list[Fault]:
    whole = [code for code in LANGUAGES if titles.get(code, "").strip() and texts.get(code, "").strip()]
    if whole:
        return []
    return [Fault(_("Give the example a title and a text in at least one language."), field="title_kk")]


def _reference_faults(criteria: list[Criterion], marks: Marks, reasons: Comments) -> list[Fault]:
    faults = []
    for item in criteria:
        mark = marks.get(item.code)
        if mark is None or not is_on_scale(item, mark):
            message = _("“%(criterion)s”: give a reference mark of its scale.") % {"criterion": item}
            faults.append(Fault(message, field=f"mark_{item.code}", rule="R40"))
        if not reasons.get(item.code, "").strip():
            message = _("“%(criterion)s”: say why this is the reference mark.") % {"criterion": item}
            faults.append(Fault(message, field=f"comment_{item.code}", rule="R42"))
    return faults


@transaction.atomic(durable=True)
def answer(*, seat: Seat, marks: Marks, comments: Comments, by: Any) -> CalibrationAnswer:
    """What the expert gives to the example; once. From then on the real sheets are open to the expert.

    Raises Invalid with every fault, and Conflict when it has been given, or when there is no example.
    """
    seat = lock(Seat, seat.pk)
    rules.check_can_calibrate(by, seat)
    criteria = list(seat.round.rubric.criteria.all())
    faults = faults_of(criteria, marks, comments)
    if faults:
        raise Invalid(*faults)
    given = CalibrationAnswer.objects.create(
        example=seat.round.calibration,
        seat=seat,
        marks=[marks[item.code] for item in criteria],
        comments={item.code: text for item in criteria if (text := comments.get(item.code, "").strip())},
        given_at=clock.now(),
    )
    record("evaluation.calibration.answered", given, by=by, changes={"expert": seat.number})
    return given
