"""What a call said at each moment since its announcement."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from grants.models.calls import Call
from grants.models.quotas import declared


class CallVersion(models.Model):
    """The conditions of a call as they were published; an amendment adds one with its reason. Never changed."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    facts = models.JSONField(help_text="Plain values under the names of the call's fields.")
    reason = models.TextField(blank=True, help_text="Of an amendment; shown to everybody.")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="grants_call_version_number"),
            models.CheckConstraint(condition=Q(number=1) ^ ~Q(reason=""), name="grants_call_version_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.call.slug} v{self.number}"


# What everybody reads in a call, in the order in which versions are compared.
PUBLISHED = (
    "kind",
    "title_kk",
    "title_ru",
    "title_en",
    "summary_kk",
    "summary_ru",
    "summary_en",
    "opens_at",
    "closes_at",
    "enquiries_until",
    "window_reason",
    "budget",
    "amount_min",
    "amount_max",
    "is_shared",
    "months_min",
    "months_max",
    "spheres",
    "languages",
    "eligibility",
    "questions",
    "quotas",
    "applications_max",
    "allows_return",
    "rubric",
    "main_seats",
    "reserve_seats",
    "is_blind",
    "experts_per_entry",
    "has_discussion",
    "extra_over",
    "answer_days",
    "check_days",
    "scoring_days",
    "commission_rubric",
    "names_experts",
    "note_kk",
    "note_ru",
    "note_en",
)


def plain_facts(call: Call) -> dict[str, Any]:
    """What ``call`` says now as plain JSON, under the names of PUBLISHED."""
    facts = {name: _plain(getattr(call, name)) for name in PUBLISHED if name != "spheres"}
    facts["quotas"] = declared(call)
    return facts | {"spheres": sorted(call.spheres.values_list("number", flat=True))}


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, models.Model):
        return value.pk
    return format(value, "f") if isinstance(value, Decimal) else value
