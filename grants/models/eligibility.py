"""What the rules of eligibility said about an application, and by which facts, each time they decided."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from grants.choices import EligibilityStage
from grants.models.applications import Application


class EligibilitySnapshot(models.Model):
    """The answers of all rules at one moment, with the facts they stood on. Never changed."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="eligibility_snapshots")
    stage = models.CharField(max_length=10, choices=EligibilityStage.choices)
    made_at = models.DateTimeField(default=timezone.now)
    answers = models.JSONField(
        help_text="Code, verdict, fact, its day and who can correct it, in the call's languages."
    )

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=EligibilityStage.values), name="grants_eligibility_stage")
        ]

    def __str__(self) -> str:
        return f"{self.application.number}: {self.get_stage_display()}"
