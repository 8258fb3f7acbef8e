"""Asking applicants for their answers between the end of scoring and the commission."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from django.db import transaction

from evaluation.actions import answers
from foundation.core.db import lock
from grants.actions.notices import tell_asked
from grants.models import Application, Call
from grants.rules.answers import check_can_ask


@transaction.atomic(durable=True)
def ask(*, call: Call, by: Any) -> Call:
    """Open the window that the call has announced, and tell every applicant whose application was scored.

    Raises NotPermitted, or Conflict before the ranking is computed, a second time, and where none was announced.
    """
    call = lock(Call, call.pk)
    round_ = answers.ask(round=check_can_ask(by, call), by=by)
    scored = Application.objects.filter(call=call, number__in=round_.entries.values("reference")).select_related("call")
    until = cast("dt.datetime", round_.answers_until)
    for application in scored.order_by("number"):
        tell_asked(application, until)
    return call
