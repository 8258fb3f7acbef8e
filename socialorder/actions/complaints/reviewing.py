"""What the reviewer does: admits or returns, publishes files, hides words, decides; and who reviews at all."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.errors import Conflict, refuse
from foundation.core.screening import screened
from registry.models import Body, Region
from socialorder.actions.complaints import effects, notices
from socialorder.actions.complaints.complaints import held
from socialorder.choices import ComplaintStatus
from socialorder.choices.complaints import FOUND
from socialorder.models import Complaint, ComplaintFile, ComplaintWord, ReviewingBody
from socialorder.rules import complaint_terms as terms
from socialorder.rules import complaints as rules
from socialorder.rules import reviewing
from socialorder.rules.offices import text_faults
from socialorder.workflow import COMPLAINT

STEPS = {ComplaintStatus.UPHELD: "uphold", ComplaintStatus.PARTLY: "uphold_partly"}


@transaction.atomic(durable=True)
def admit(*, complaint: Complaint, public_text: str, by: Any) -> Complaint:
    """Take it for review and publish its words as ``public_text``, without what tells of people. Terms begin to run."""
    complaint = held(complaint)
    reviewing.check_can_review(by, complaint)
    step = COMPLAINT.step("admit", complaint.status)
    refuse(text_faults(public_text, _("Write the complaint as everybody may read it."), "public_text"))
    now = clock.now()
    complaint.status, complaint.reviewer, complaint.admitted_at = step.target, by, now
    complaint.public_text = screened(public_text.strip())
    complaint.due_on = terms.last_day(now, "review_days")
    complaint.answer_due_on = terms.last_day(now, "answer_days")
    fields = ["status", "reviewer", "admitted_at", "public_text", "due_on", "answer_due_on"]
    complaint.save(update_fields=fields)
    changes = {"due_on": complaint.due_on, "answer_due_on": complaint.answer_due_on}
    record(step.verb, complaint, by=by, changes=changes)
    notices.tell_admission(complaint)
    return complaint


@transaction.atomic(durable=True)
def give_back(*, complaint: Complaint, reason: str, by: Any) -> Complaint:
    """Return it with a reason that everybody reads; its own words are not published. The NGO can complain again."""
    complaint = held(complaint)
    reviewing.check_can_review(by, complaint)
    step = COMPLAINT.step("return", complaint.status)
    refuse(text_faults(reason, _("Say why it is returned. Everybody reads it."), "reason", 2000))
    _end(complaint, step.target, reason, by)
    complaint.save(update_fields=["status", "reviewer", "ended_at", "is_late", "reason", "due_on"])
    record(step.verb, complaint, by=by, reason=complaint.reason)
    notices.tell_admission(complaint)
    return complaint


@transaction.atomic(durable=True)
def decide(
    *, complaint: Complaint, outcome: str, reason: str, remedy: str = "", remedy_text: str = "", by: Any
) -> Complaint:
    """The reviewer's word with its reasons; what it overturns is put back at once, the rest is followed until done."""
    complaint = held(complaint)
    reviewing.check_can_review(by, complaint)
    step = COMPLAINT.step(STEPS.get(outcome, "dismiss"), complaint.status)  # type: ignore[call-overload]
    refuse(rules.verdict_faults(complaint, outcome, reason, remedy, remedy_text, clock.now()))
    _end(complaint, step.target, reason, by)
    complaint.answer_due_on = None
    changes: dict[str, Any] = {"status": [ComplaintStatus.IN_REVIEW, step.target], "late": complaint.is_late}
    if outcome in FOUND:
        complaint.remedy, complaint.remedy_text = remedy, screened(remedy_text.strip())
        complaint.due_on = terms.last_day(clock.now(), "remedy_days")
        changes |= {"remedy": remedy, "due_on": complaint.due_on}
    complaint.save()
    record(step.verb, complaint, by=by, changes=changes, reason=complaint.reason)
    notices.tell_decided(complaint)
    if outcome in FOUND:
        effects.begin(complaint, by)
    return complaint


def _end(complaint: Complaint, status: str, reason: str, by: Any) -> None:
    """The last word: its moment, whether it came in time."""
    now = clock.now()
    complaint.is_late = complaint.is_overdue(local_date(now))
    complaint.status, complaint.reviewer, complaint.ended_at = status, by, now
    complaint.reason, complaint.due_on = screened(reason.strip()), None


@transaction.atomic(durable=True)
def clear_file(*, file: ComplaintFile, by: Any) -> ComplaintFile:
    """Everybody may read it: the reviewer has looked and found no personal data in it. Raises NotPermitted or Conflict."""
    complaint = held(file.complaint)
    file = lock(ComplaintFile, file.pk)
    reviewing.check_can_review(by, complaint)
    if file.cleared_at is not None:
        raise Conflict(_("This file is published already."))
    file.cleared_at, file.cleared_by = clock.now(), by
    file.save(update_fields=["cleared_at", "cleared_by"])
    record("socialorder.complaint.file_cleared", complaint, by=by, changes={"sha256": file.document.sha256})
    return file


@transaction.atomic(durable=True)
def hide_word(*, word: ComplaintWord, reason: str, by: Any) -> ComplaintWord:
    """Hide a word that names people or insults; the two sides and the reviewer still read it, everybody the reason."""
    complaint = held(word.complaint)
    word = lock(ComplaintWord, word.pk)
    reviewing.check_can_review(by, complaint)
    refuse(text_faults(reason, _("Say why it is hidden."), "reason", 2000))
    if word.hidden_at is not None:
        raise Conflict(_("It is hidden already."))
    word.hidden_at, word.hidden_reason = clock.now(), reason.strip()
    word.save(update_fields=["hidden_at", "hidden_reason"])
    record("socialorder.complaint.hidden", complaint, by=by, reason=word.hidden_reason)
    return word


@transaction.atomic(durable=True)
def name_body(*, body: Body, region: Region | None, by: Any) -> ReviewingBody:
    """From now on this body reviews complaints about bodies of the region, or of the whole country."""
    if by is not None:
        reviewing.check_can_name(by)
    refuse(reviewing.naming_faults(body, region))
    named = ReviewingBody.objects.create(body=body, region=region, started_on=local_date(clock.now()))
    record("socialorder.reviewer.named", named, by=by, changes={"body": body, "region": region})
    return named


@transaction.atomic(durable=True)
def end_body(*, named: ReviewingBody, by: Any) -> ReviewingBody:
    """It gets no new complaints; those it has stay with it."""
    named = lock(ReviewingBody, named.pk)
    reviewing.check_can_name(by)
    if named.ended_on is not None:
        raise Conflict(_("This has ended already."))
    named.ended_on = local_date(clock.now())
    named.save(update_fields=["ended_on"])
    record("socialorder.reviewer.ended", named, by=by, changes={"body": named.body})
    return named


@transaction.atomic(durable=True)
def remind_of(*, complaint: Complaint) -> None:
    """Tell those who are waited for that a term is over; the same term is told once."""
    today = local_date(clock.now())
    found = held(complaint)
    if found.is_overdue(today):
        notices.tell_overdue(found)
    if found.answer_due_on is not None and found.answer_due_on < today:
        notices.tell_answer_overdue(found)
