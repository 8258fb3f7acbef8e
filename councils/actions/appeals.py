"""The public reception of a council. Audit events of an appeal name no author: who wrote it stays between the two."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from councils.actions import work_notices as notices
from councils.actions.work import is_late, locked, next_number, wait_until
from councils.models import Appeal, Council
from councils.rules import terms
from councils.rules import voices as rules
from councils.rules.councils import check_serves
from councils.workflow import APPEAL
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid, refuse
from foundation.core.screening import screened


@transaction.atomic(durable=True)
def send(*, council: Council, topic: str, text: str, may_publish: bool, by: Any) -> Appeal:
    """Write to the council; the term of the answer begins. Raises Invalid with every fault."""
    council = lock(Council, council.pk)
    refuse(rules.appeal_faults(topic, text))
    now = clock.now()
    appeal = Appeal(
        council=council,
        body=council.body,
        number=next_number(Appeal, council),
        author=by,
        topic=topic.strip(),
        text=text.strip(),
        may_publish=may_publish,
        sent_at=now,
    )
    wait_until(appeal, terms.day_by(terms.APPEAL, local_date(now)))
    appeal.save(force_insert=True)
    # Nobody who reads the audit later learns who wrote: the event is the portal's own.
    record("councils.appeal.received", appeal, changes={"due_on": appeal.due_on})
    notices.tell_body(appeal, council.body, notices.APPEAL_RECEIVED)
    return appeal


@transaction.atomic(durable=True)
def settle(*, appeal: Appeal, step: str, text: str, by: Any) -> Appeal:
    """Answer it or («decline») say why it is not considered; its author reads the words. Raises NotPermitted, Invalid."""
    appeal = locked(appeal)
    check_serves(by, appeal.council)
    move = APPEAL.step("decline" if step == "decline" else "answer", appeal.status)
    if not text.strip():
        raise Invalid(Fault(_("Write the answer. Its author reads it."), "text"))
    now = clock.now()
    appeal.status, appeal.answer, appeal.answered_at = move.target, text.strip(), now
    appeal.is_late = is_late(appeal, local_date(now))
    appeal.save(update_fields=["status", "answer", "answered_at", "is_late", *wait_until(appeal, None)])
    record(move.verb, appeal, by=by, changes={"late": appeal.is_late})
    notices.tell_appealed(appeal)
    return appeal


@transaction.atomic(durable=True)
def publish(*, appeal: Appeal, public_topic: str, public_text: str, public_answer: str, by: Any) -> Appeal:
    """Publish what the secretariat has written without personal data; numbers and addresses are taken out once more.

    Raises NotPermitted, Conflict (the author does not agree), or Invalid.
    """
    appeal = locked(appeal)
    rules.check_can_publish(by, appeal)
    words = {"public_topic": public_topic, "public_text": public_text, "public_answer": public_answer}
    refuse([Fault(_("Write it without personal data."), name) for name, text in words.items() if not text.strip()])
    for name, text in words.items():
        setattr(appeal, name, screened(text.strip()))
    appeal.published_at = clock.now()
    appeal.save(update_fields=[*words, "published_at"])
    record("councils.appeal.published", appeal, by=by)
    return appeal
