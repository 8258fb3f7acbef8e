"""Two records that may be one organisation."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from registry.choices import DuplicateRule, DuplicateStatus
from registry.models.organisations import Organisation

DECIDED = (DuplicateStatus.DISMISSED, DuplicateStatus.MERGED)


class DuplicatePair(models.Model):
    """Two records of one region with nearly the same name. A suspicion for officers, never a verdict.

    ``rule`` says what is alike; a pair is found once, and stays dismissed when it is found again.
    """

    first = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    second = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    rule = models.CharField(max_length=20, choices=DuplicateRule.choices)
    status = models.CharField(max_length=10, choices=DuplicateStatus.choices, default=DuplicateStatus.OPEN)
    found_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="registry_duplicate_order"),
            models.UniqueConstraint(fields=["first", "second"], name="registry_duplicate_once"),
            models.CheckConstraint(condition=Q(status__in=DuplicateStatus.values), name="registry_duplicate_status"),
            models.CheckConstraint(
                condition=~Q(status__in=DECIDED)
                | Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(reason=""),
                name="registry_duplicate_decided",
            ),
        ]
        indexes = [models.Index(fields=["status", "-id"], name="registry_duplicate_listing")]

    def __str__(self) -> str:
        return f"{self.first} = {self.second}"

    def get_absolute_url(self) -> str:
        return reverse("registry:duplicate-detail", args=[self.pk])
