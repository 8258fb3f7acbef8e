"""Questions about a call as they are read."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch

from grants.choices import EnquiryStatus
from grants.models import Call, Enquiry, EnquiryAnswer

MOST = 300


def enquiries_of(call: Call, user: Any) -> list[Enquiry]:
    """What ``user`` may read of the questions about ``call``, by number, each with its answers (the newest first)."""
    answers = Prefetch("answers", EnquiryAnswer.objects.order_by("-number"), to_attr="given")
    return list(Enquiry.objects.visible_to(user).filter(call=call).prefetch_related(answers).order_by("number")[:MOST])


def counts(call: Call) -> dict[str, int]:
    """How many questions about ``call`` are answered and how many wait."""
    statuses = list(Enquiry.objects.filter(call=call).values_list("status", flat=True))
    return {status.value: statuses.count(status) for status in EnquiryStatus}
