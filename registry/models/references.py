"""References between rooms that are strangers: a recommendation of a council and the grant that it speaks about."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class Reference(models.Model):
    """Two things point at one another; each is named by kind and key, as its room names it, and shown by its room.

    The one who entered it works in the room of ``source``. A reference taken back stays, with the reason.
    """

    source_kind = models.CharField(max_length=50)
    source_key = models.CharField(max_length=120)
    target_kind = models.CharField(max_length=50)
    target_key = models.CharField(max_length=120)
    note = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["source_kind", "source_key", "target_kind", "target_key"],
                condition=Q(ended_at=None),
                name="registry_reference_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, end_reason="") | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                name="registry_reference_ended",
            ),
        ]
        indexes = [models.Index(fields=["target_kind", "target_key"], name="registry_reference_target")]

    def __str__(self) -> str:
        return f"{self.source_kind} {self.source_key} – {self.target_kind} {self.target_key}"
