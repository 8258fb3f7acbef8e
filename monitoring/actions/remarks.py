"""Reading what beneficiaries wrote, and publishing it or not."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid
from monitoring.models import Remark
from monitoring.rules import surveys as rules
from monitoring.workflow import REMARK


@transaction.atomic(durable=True)
def judge(*, remark: Remark, step: str, reason: str = "", by: Any) -> Remark:
    """``publish`` or ``hide`` (with a reason). The event names the survey and holds none of the words."""
    remark = lock(Remark, remark.pk)
    rules.check_can_judge(by, remark, step)
    taken = REMARK.step(step, remark.status)
    if taken.needs_reason and not reason.strip():
        raise Invalid(Fault(_("Give the reason."), "reason"))
    before, remark.status = remark.status, taken.target
    remark.reason = reason.strip() if taken.needs_reason else ""
    remark.save(update_fields=["status", "reason"])
    record(taken.verb, remark.survey, by=by, changes={"status": [before, taken.target]}, reason=remark.reason)
    return remark
