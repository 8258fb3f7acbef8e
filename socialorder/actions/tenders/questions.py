"""Questions about a tender, answered for everybody at once and for nobody alone."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import refuse
from socialorder.actions.complaints.effects import carried_out
from socialorder.actions.tenders import notices
from socialorder.choices import Remedy
from socialorder.models import Tender, TenderQuestion
from socialorder.rules import tenders as rules
from socialorder.rules.offices import check_serves, text_faults
from socialorder.workflow import QUESTION


@transaction.atomic(durable=True)
def ask(*, tender: Tender, text: str, by: Any) -> TenderQuestion:
    """Ask; the same person asking the same again gets the question that waits."""
    tender, text = lock(Tender, tender.pk), text.strip()
    standing = tender.questions.filter(asked_by=by.pk, text=text).first()
    if standing is not None:
        return standing
    rules.check_can_ask(by, tender, clock.now())
    refuse(text_faults(text, _("Write your question"), "text", 2000))
    last = tender.questions.aggregate(last=Max("number"))["last"] or 0
    question = TenderQuestion.objects.create(
        tender=tender, number=last + 1, text=text, asked_by=by, asked_at=clock.now()
    )
    # Who asked stays out of the log: a question tells who is about to bid.
    record("socialorder.question.asked", question, changes={"number": question.number})
    notices.tell_asked(question)
    return question


@transaction.atomic(durable=True)
def answer(*, question: TenderQuestion, text: str, by: Any) -> TenderQuestion:
    """Publish the question with its answer; everybody who began a bid is told."""
    return _settle(question, "answer", text, _("Write the answer"), by)


@transaction.atomic(durable=True)
def withhold(*, question: TenderQuestion, reason: str, by: Any) -> TenderQuestion:
    """Do not publish it, with a reason that everybody reads: insults, personal data, not about the tender."""
    return _settle(question, "withhold", reason, _("Say why it is not published. Everybody reads it."), by)


def _settle(question: TenderQuestion, name: str, text: str, missing: Any, by: Any) -> TenderQuestion:
    tender = lock(Tender, question.tender_id)
    question = lock(TenderQuestion, question.pk)
    question.tender = tender
    check_serves(by, tender.body)
    step = QUESTION.step(name, question.status)
    refuse(text_faults(text, missing, "text" if name == "answer" else "reason", 2000))
    question.status, question.answer, question.answered_at = step.target, text.strip(), clock.now()
    question.save(update_fields=["status", "answer", "answered_at"])
    record(step.verb, question, by=by, changes={"number": question.number}, reason=question.answer)
    notices.tell_answered(question)
    carried_out(tender, Remedy.ANSWER, by=by, question=question)
    return question
