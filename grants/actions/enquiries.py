"""Asking about a call, and answering everybody at once."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid
from grants.actions import call_notices
from grants.models import Call, Enquiry, EnquiryAnswer
from grants.rules import enquiries as rules
from grants.workflow import ENQUIRY


@transaction.atomic(durable=True)
def ask(*, call: Call, text: str, by: Any) -> Enquiry:
    """A question about ``call``. Nobody but the operator's officers and the asker sees it before its answer.

    The same person asking the same again gets the question that waits. Raises Invalid, Conflict, DeadlinePassed.
    """
    call, text = lock(Call, call.pk), text.strip()
    standing = call.enquiries.filter(asked_by=by.pk, text=text).first()
    if standing is not None:
        return standing
    rules.check_can_ask(by, call, clock.now())
    found = rules.text_faults(text, _("Write your question"))
    if found:
        raise Invalid(*found)
    last = call.enquiries.aggregate(last=Max("number"))["last"] or 0
    enquiry = Enquiry.objects.create(call=call, number=last + 1, text=text, asked_by=by, asked_at=clock.now())
    record("grants.enquiry.asked", enquiry, by=by, changes={"number": enquiry.number})
    call_notices.tell_asked(enquiry)
    return enquiry


@transaction.atomic(durable=True)
def answer(*, enquiry: Enquiry, text: str, by: Any) -> Enquiry:
    """Publish the question with its answer; the asker and everybody who started an application are told."""
    enquiry = _locked(enquiry)
    rules.check_can_answer(by, enquiry.call)
    step = ENQUIRY.step("answer", enquiry.status)
    found = rules.text_faults(text, _("Write the answer"))
    if found:
        raise Invalid(*found)
    enquiry.status = step.target
    enquiry.save(update_fields=["status"])
    given = _publish(enquiry, text, by)
    record(step.verb, enquiry, by=by, changes={"question": enquiry.text, "answer": given.text})
    call_notices.tell_answered(given)
    return enquiry


@transaction.atomic(durable=True)
def correct(*, enquiry: Enquiry, text: str, reason: str, by: Any) -> Enquiry:
    """Put a corrected answer in front of the one that stands, which stays readable; everybody is told again."""
    enquiry = _locked(enquiry)
    rules.check_can_answer(by, enquiry.call)
    step = ENQUIRY.step("correct", enquiry.status)
    found = rules.text_faults(text, _("Write the answer"))
    found += rules.text_faults(reason, _("Say why the answer is corrected. The reason is published."), "reason")
    if found:
        raise Invalid(*found)
    before = enquiry.answers.first()
    if before is not None and before.text == text.strip():
        raise Invalid(Fault(_("This is the answer that stands already."), "text"))
    given = _publish(enquiry, text, by, reason.strip())
    changes = {"answer": [before.text if before else "", given.text]}
    record(step.verb, enquiry, by=by, changes=changes, reason=given.reason)
    call_notices.tell_answered(given)
    return enquiry


@transaction.atomic(durable=True)
def withhold(*, enquiry: Enquiry, reason: str, by: Any) -> Enquiry:
    """Do not publish a question, with a reason that everybody reads: insults, personal data, not about the call."""
    enquiry = _locked(enquiry)
    rules.check_can_answer(by, enquiry.call)
    step = ENQUIRY.step("withhold", enquiry.status)
    found = rules.text_faults(reason, _("Say why the question is not published. The reason is published."), "reason")
    if found:
        raise Invalid(*found)
    enquiry.status, enquiry.withheld_reason = step.target, reason.strip()
    enquiry.save(update_fields=["status", "withheld_reason"])
    record(step.verb, enquiry, by=by, changes={"number": enquiry.number}, reason=enquiry.withheld_reason)
    call_notices.tell_withheld(enquiry)
    return enquiry


def _locked(enquiry: Enquiry) -> Enquiry:
    call = lock(Call, enquiry.call_id)
    held = lock(Enquiry, enquiry.pk)
    held.call = call
    return held


def _publish(enquiry: Enquiry, text: str, by: Any, reason: str = "") -> EnquiryAnswer:
    last = enquiry.answers.aggregate(last=Max("number"))["last"] or 0
    return EnquiryAnswer.objects.create(
        enquiry=enquiry, number=last + 1, text=text.strip(), reason=reason, answered_at=clock.now(), answered_by=by
    )
