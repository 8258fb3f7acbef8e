"""The officer declares how much of a call goes to which group."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from foundation.audit.record import record
from foundation.core.db import lock
from foundation.core.errors import Invalid
from grants.models import Call
from grants.rules import calls as rules
from grants.rules.call_quotas import quota_faults


@transaction.atomic(durable=True)
def write(*, call: Call, quotas: list[dict[str, Any]], by: Any) -> Call:
    """Replace the quotas of a call in preparation; the announcement freezes them (rule R40).

    Raises NotPermitted, Conflict, or Invalid with everything that is wrong with them.
    """
    call = lock(Call, call.pk)
    rules.check_can_edit(by, call)
    found = quota_faults(call, quotas)
    if found:
        raise Invalid(*found)
    before, call.quotas = call.quotas, quotas
    call.save(update_fields=["quotas"])
    record("grants.call.quotas_written", call, by=by, changes={"quotas": [before, quotas]})
    return call
