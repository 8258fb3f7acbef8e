"""What happened to a score sheet after it was first submitted: old and new, kept for good."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from evaluation.choices import ChangeKind
from evaluation.models.rounds import ScoreSheet
from evaluation.querysets import SheetChangeQuerySet


class SheetChange(models.Model):
    """One change of a submitted sheet with its reason. The database takes new rows only.

    Marks are hundredths in the order of the criteria, comments map codes of criteria to reasons, totals are
    ten-thousandths.
    """

    sheet = models.ForeignKey(ScoreSheet, models.PROTECT, related_name="changes")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=ChangeKind.choices)
    reason = models.TextField()
    marks_before = ArrayField(models.SmallIntegerField())
    marks_after = ArrayField(models.SmallIntegerField())
    comments_before = models.JSONField(default=dict)
    comments_after = models.JSONField(default=dict)
    total_before = models.BigIntegerField()
    total_after = models.BigIntegerField()
    made_at = models.DateTimeField()

    objects = SheetChangeQuerySet.as_manager()

    class Meta:
        ordering = ("sheet", "number")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "number"], name="evaluation_sheetchange_number"),
            models.CheckConstraint(condition=Q(kind__in=ChangeKind.values), name="evaluation_sheetchange_kind"),
            models.CheckConstraint(condition=~Q(reason=""), name="evaluation_sheetchange_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id}: {self.number}"
