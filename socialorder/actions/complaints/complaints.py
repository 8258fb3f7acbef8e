"""What the two sides do: a complaint is sent with its files, answered, replied to, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.errors import Fault, refuse
from foundation.core.screening import screened
from foundation.documents import actions as documents
from socialorder.actions.complaints import notices
from socialorder.choices import Party
from socialorder.models import Complaint, ComplaintFile, ComplaintWord, Tender
from socialorder.rules import complaint_terms as terms
from socialorder.rules import complaints as rules
from socialorder.rules.offices import text_faults
from socialorder.rules.reviewing import reviewing_body
from socialorder.workflow import COMPLAINT


@transaction.atomic(durable=True)
def submit(*, tender: Tender, matter: str, text: str, uploads: Sequence[File[Any]] = (), by: Any) -> Complaint:
    """Send a complaint to the body that reviews it. ``matter`` is the key of one of ``rules.matters``.

    Raises NotPermitted, Conflict, FileRefused, or Invalid with every fault.
    """
    tender = lock(Tender, tender.pk)
    about = rules.matter_of(by, tender, matter)
    faults = text_faults(text, _("Say what is wrong, and what should be done."), "text")
    if len(uploads) > rules.FILES_MAX:
        faults.append(Fault(_("There can be %(most)s files at most.") % {"most": rules.FILES_MAX}, "files"))
    refuse(faults)
    now = clock.now()
    complaint = Complaint.objects.create(
        tender=tender,
        lot=about.lot,
        bid=about.bid,
        question=about.question,
        organisation=about.organisation,
        body=tender.body,
        reviewer_body=reviewing_body(tender.body, local_date(now)),
        subject=about.subject,
        text=text.strip(),
        submitted_at=now,
        submitted_by=by,
        due_on=terms.last_day(now, "admit_days"),
    )
    changes = {"subject": complaint.subject, "reviewer": complaint.reviewer_body, "due_on": complaint.due_on}
    record("socialorder.complaint.submitted", complaint, by=by, changes=changes)
    for upload in uploads:
        _keep(complaint, upload, Party.COMPLAINANT, by)
    notices.tell_sent(complaint)
    return complaint


@transaction.atomic(durable=True)
def say(*, complaint: Complaint, text: str, uploads: Sequence[File[Any]] = (), by: Any) -> ComplaintWord:
    """The body's answer or the complainant's reply; everybody reads it, without numbers and addresses of people."""
    complaint = held(complaint)
    side = rules.check_can_speak(by, complaint)
    refuse(text_faults(text, _("Write what your side says. Everybody reads it."), "text"))
    now = clock.now()
    is_late = side == Party.BODY and complaint.answer_due_on is not None and local_date(now) > complaint.answer_due_on
    word = ComplaintWord.objects.create(
        complaint=complaint, side=side, text=screened(text.strip()), said_at=now, said_by=by, is_late=is_late
    )
    if side == Party.BODY and complaint.answer_due_on is not None:
        complaint.answer_due_on = None
        complaint.save(update_fields=["answer_due_on"])
    record("socialorder.complaint.said", complaint, by=by, changes={"side": side, "late": is_late})
    for upload in uploads:
        rules.check_can_add_file(by, complaint)
        _keep(complaint, upload, side, by)
    notices.tell_said(complaint, side)
    return word


@transaction.atomic(durable=True)
def add_file(*, complaint: Complaint, upload: File[Any], by: Any) -> ComplaintFile:
    """One more file of a side, until the decision."""
    complaint = held(complaint)
    return _keep(complaint, upload, rules.check_can_add_file(by, complaint), by)


@transaction.atomic(durable=True)
def withdraw(*, complaint: Complaint, by: Any) -> Complaint:
    """The complainant takes it back before it is decided."""
    complaint = held(complaint)
    rules.check_is_complainant(by, complaint)
    step = COMPLAINT.step("withdraw", complaint.status)
    complaint.status, complaint.ended_at = step.target, clock.now()
    complaint.due_on = complaint.answer_due_on = None
    complaint.save(update_fields=["status", "ended_at", "due_on", "answer_due_on"])
    record(step.verb, complaint, by=by)
    notices.tell_withdrawn(complaint)
    return complaint


def held(complaint: Complaint) -> Complaint:
    """A step: the complaint, locked after its tender."""
    tender = lock(Tender, complaint.tender_id)
    locked = lock(Complaint, complaint.pk)
    locked.tender = tender
    return locked


def _keep(complaint: Complaint, upload: File[Any], side: str, by: Any) -> ComplaintFile:
    document = documents.store(upload=upload, by=by)
    kept = ComplaintFile.objects.create(complaint=complaint, document=document, side=side, added_at=clock.now())
    # The name that a person gave to a file may name a person.
    record("socialorder.complaint.file_added", complaint, by=by, changes={"side": side, "sha256": document.sha256})
    return kept
