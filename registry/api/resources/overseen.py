"""What the resources of oversight have in common: rows of an organisation, decided by officers with a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rest_framework import serializers

from foundation.api.page_forms import REASON
from foundation.api.reads import about
from foundation.api.resources import Act, Check
from registry.rules.oversight import check_can_decide

REGION = "organisation__region_id"
CHECK = about(check_can_decide, "organisation")


def decided(
    run: Callable[..., Any],
    subject: str,
    step: str,
    summary: str,
    *,
    check: Check = CHECK,
    takes: type[serializers.Serializer] = REASON,
) -> Act:
    """The ``step`` of an action that takes any step by its name."""
    return Act(
        run=run, subject=subject, step=step, check=check, takes=takes, summary=summary,
        values=lambda sent, _row: {**sent, "step": step},
    )  # fmt: skip
