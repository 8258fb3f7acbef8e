"""The box in which answers wait, so that none can be told from the others by when it came. Steps.

Each time something falls in, all that lies in the box is written anew, in an order drawn by lot and under new keys: rows
of the box share one transaction and no order. A group is let out only while as many stay behind, so that two looks at
the results never differ by one person; what is left comes out together at the closing (docs/adr/0029).
"""

from __future__ import annotations

import random
import uuid
from typing import TypeVar

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from monitoring.models import Answer, Batch, Remark, Survey

lot = random.SystemRandom()
Held = TypeVar("Held", Answer, Remark)


def drop(survey: Survey, chosen: dict[str, str], words: dict[str, str]) -> None:
    """Put one answer into the box of a locked survey, shake it, and let a group out when there are enough."""
    answers = [*Answer.objects.filter(survey=survey, batch=None), Answer(survey=survey, chosen=chosen)]
    remarks = list(Remark.objects.filter(survey=survey, batch=None))
    remarks += [Remark(survey=survey, question=code, text=text) for code, text in words.items()]
    lot.shuffle(answers)
    lot.shuffle(remarks)
    if len(answers) >= 2 * survey.shown_from:
        batch = _batch(survey, survey.shown_from)
        _put(answers[: survey.shown_from], batch)
        _put(remarks[: len(remarks) // 2], batch)
    _write(survey, answers, remarks)


def empty(survey: Survey) -> None:
    """Let out everything that waits, when it is enough to hide each one among the others."""
    answers = list(Answer.objects.filter(survey=survey, batch=None))
    remarks = list(Remark.objects.filter(survey=survey, batch=None))
    if len(answers) < survey.shown_from:
        return
    lot.shuffle(answers)
    lot.shuffle(remarks)
    batch = _batch(survey, len(answers))
    _put(answers, batch)
    _put(remarks, batch)
    _write(survey, answers, remarks)


def throw_away(survey: Survey) -> None:
    """Delete what waits; nobody has seen it."""
    for model in (Answer, Remark):
        model._default_manager.filter(survey=survey, batch=None).delete()


def _batch(survey: Survey, size: int) -> Batch:
    number = survey.batches.count() + 1
    batch = Batch.objects.create(survey=survey, number=number, size=size, released_on=local_date(clock.now()))
    record("monitoring.survey.released", survey, changes={"batch": number, "answers": size})
    return batch


def _put(held: list[Held], batch: Batch) -> None:
    for one in held:
        one.batch = batch


def _write(survey: Survey, answers: list[Answer], remarks: list[Remark]) -> None:
    throw_away(survey)
    for one in (*answers, *remarks):
        one.pk = uuid.uuid4()
    Answer.objects.bulk_create(answers)
    Remark.objects.bulk_create(remarks)
