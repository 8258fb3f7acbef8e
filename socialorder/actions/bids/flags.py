"""Flags of bids: raised at the opening with their figures, judged by a person with a reason."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.errors import refuse
from socialorder.choices import FlagStatus
from socialorder.models import Flag, Tender
from socialorder.queries.flags import findings
from socialorder.rules.offices import check_serves as check_serves
from socialorder.rules.offices import text_faults
from socialorder.workflow import FLAG


def raise_flags(tender: Tender) -> list[Flag]:
    """A step: keep what was found in the opened bids. The same again changes nothing."""
    made = []
    for found in findings(tender, local_date(clock.now())):
        flag, is_new = Flag.objects.get_or_create(
            bid=found.bid, other=found.other, rule=found.rule, defaults={"inputs": found.inputs}
        )
        if is_new:
            record("socialorder.flag.raised", flag, changes={"rule": flag.rule, **found.public})
            made.append(flag)
    return made


@transaction.atomic(durable=True)
def decide(*, flag: Flag, uphold: bool, reason: str, by: Any) -> Flag:
    """Confirm a flag or dismiss it, with a reason. Raises NotPermitted, TransitionNotAllowed or Invalid."""
    tender = lock(Tender, flag.bid.lot.tender_id)
    flag = lock(Flag, flag.pk)
    check_serves(by, tender.body)
    step = FLAG.step("uphold" if uphold else "dismiss", flag.status)
    refuse_without_reason(reason)
    flag.status, flag.reason = step.target, reason.strip()
    flag.decided_at, flag.decided_by = clock.now(), by
    flag.save(update_fields=["status", "reason", "decided_at", "decided_by"])
    changes = {"status": [FlagStatus.OPEN.value, flag.status], "rule": flag.rule}
    record(step.verb, flag, by=by, changes=changes, reason=flag.reason)
    return flag


def refuse_without_reason(reason: str) -> None:
    """Raises Invalid when nothing is said."""
    refuse(text_faults(reason, _("Give the reason."), "reason", 2000))
