from __future__ import annotations

from django.db import models
from django.utils import timezone


class Event(models.Model):
    """One line of the audit story. Strings instead of foreign keys: the log outlives what it speaks of.

    The table refuses UPDATE, DELETE and TRUNCATE by trigger.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(default=timezone.now)
    verb = models.CharField(max_length=100)
    actor_id = models.CharField(max_length=64, blank=True)
    actor_name = models.CharField(max_length=200, blank=True)
    subject_type = models.CharField(max_length=100)
    subject_id = models.CharField(max_length=64)
    subject_name = models.CharField(max_length=300)
    changes = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="audit_event_subject"),
            models.Index(fields=["actor_id", "id"], name="audit_event_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name or 'system'} {self.verb} {self.subject_name}"


class Batch(models.Model):
    """Events sealed together: the Merkle root over them, chained to the batch before. Public at ``/audit/``."""

    number = models.PositiveBigIntegerField(primary_key=True)
    count = models.PositiveIntegerField()
    previous = models.CharField(max_length=64)
    root = models.CharField(max_length=64)
    seal = models.CharField(max_length=64, unique=True)
    last_event_id = models.BigIntegerField()
    sealed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-number",)
        verbose_name_plural = "batches"

    def __str__(self) -> str:
        return f"{self.number} {self.seal}"


class SealedEvent(models.Model):
    """Which batch an event is in, and where. Events themselves are never changed, so this is told beside them."""

    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="sealed")
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="events")
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "position"], name="audit_sealed_position")]

    def __str__(self) -> str:
        return f"{self.event_id} in {self.batch_id}"
