"""What is found in a public control: checklist, facts, final document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from councils.actions import recommendations
from councils.actions import work_notices as notices
from councils.actions.work import is_late, locked, wait_until
from councils.choices.control import Checked
from councils.models import CheckQuestion, Control, ControlFact, FinalDocument
from councils.rules import control as rules
from councils.rules.councils import check_serves
from councils.workflow import CONTROL
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.errors import Conflict, Fault, Invalid, refuse
from foundation.documents import actions as documents
from registry.rules.placing import NOWHERE, Typed, place_of

DOCUMENT = ("kind", "held_on", "held_time", "place", "task", "subjects", "form", "facts")


@transaction.atomic(durable=True)
def write_checklist(*, control: Control, questions: Sequence[str], by: Any) -> Control:
    """Write the questions, one for each line; they stay once the first is answered. Raises Conflict or Invalid."""
    control = locked(control)
    rules.check_can_plan(by, control)
    if control.questions.exclude(answer="").exists():
        raise Conflict(_("The checklist is being filled in: its questions stay."))
    texts = [text.strip()[:500] for text in questions if text.strip()]
    if not texts:
        raise Invalid(Fault(_("Write at least one question."), "questions"))
    control.questions.all().delete()
    CheckQuestion.objects.bulk_create(
        CheckQuestion(control=control, position=place, text=text) for place, text in enumerate(texts, 1)
    )
    record("councils.checklist.written", control, by=by, changes={"questions": len(texts)})
    return control


@transaction.atomic(durable=True)
def fill_checklist(*, control: Control, answers: Mapping[int, tuple[str, str]], by: Any) -> Control:
    """Save answers: position of a question → answer and note. Those that are not named stay as they are."""
    control = locked(control)
    rules.check_can_record(by, control)
    changes = {}
    for question in control.questions.filter(position__in=list(answers)):
        given = answers[question.position]
        if given == (question.answer, question.note) or given[0] not in Checked.values:
            continue
        changes[str(question.position)] = [question.answer, given[0]]
        question.answer, question.note, question.answered_at = given[0], given[1], clock.now()
        question.save(update_fields=["answer", "note", "answered_at"])
    if changes:
        record("councils.checklist.filled", control, by=by, changes=changes)
    return control


@transaction.atomic(durable=True)
def record_fact(
    *,
    control: Control,
    text: str,
    where: Typed = NOWHERE,
    upload: UploadedFile | None = None,
    is_public: bool = False,
    by: Any,
) -> ControlFact:
    """Write a fact down, with its place and evidence if there are any. Raises NotPermitted, Conflict or Invalid."""
    control = locked(control)
    rules.check_can_record(by, control)
    if not text.strip():
        raise Invalid(Fault(_("Say what was found."), "text"))
    place, faults = place_of(where)
    refuse(faults)
    last = control.facts.order_by("-position").first()
    fact = ControlFact.objects.create(
        control=control,
        position=last.position + 1 if last else 1,
        text=text.strip(),
        evidence=documents.store(upload=upload, by=by) if upload else None,
        is_public=is_public and upload is not None,
        recorded_at=clock.now(),
        recorded_by=by,
        **asdict(place),
    )
    record("councils.fact.recorded", control, by=by, changes={"position": fact.position, "file": upload is not None})
    return fact


@transaction.atomic(durable=True)
def conclude(*, control: Control, values: Mapping[str, Any], proposals: Sequence[str], by: Any) -> FinalDocument:
    """Publish the final document and send it: each proposal becomes a recommendation that the body replies to.

    Raises NotPermitted, TransitionNotAllowed, or Invalid with each empty field (rule R65).
    """
    control = locked(control)
    check_serves(by, control.council)
    step = CONTROL.step("conclude", control.status)
    asked = [text.strip() for text in proposals if text.strip()]
    refuse(rules.document_faults(values, asked))
    late = is_late(control, local_date(clock.now()))
    document = FinalDocument.objects.create(
        control=control,
        proposals=asked,
        sent_at=clock.now(),
        is_late=late,
        **{name: values[name] for name in DOCUMENT},
    )
    issued = [
        recommendations.issue(council=control.council, addressee=control.body, text=text, by=by) for text in asked
    ]
    document.recommendations.set(issued)
    control.status = step.target
    control.save(update_fields=["status", *wait_until(control, None)])
    record(step.verb, control, by=by, changes={"late": late, "proposals": [one.number for one in issued]})
    notices.tell_body(control, control.body, notices.CONTROL_CONCLUDED)
    notices.tell_members(control, notices.CONTROL_CONCLUDED)
    return document
