"""What draft acts, controls, reports of heads and appeals have in common."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from councils.models.councils import Council
from registry.models import Body


class CouncilWork(models.Model):
    """Something that a council and a body do together, by turns. ``due_on`` is the last day of the turn that runs now.

    Whose turn it is says the transition table: the owner of the first step from the status.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(help_text="Counted within the council.")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True, help_text="Empty: nothing is waited for, or no term is known.")
    last_reminder = models.PositiveSmallIntegerField(default=0, help_text="The highest step of the ladder sent.")
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["council", "number"], name="%(app_label)s_%(class)s_number"),
        ]
        indexes = [
            models.Index(fields=["due_on"], name="%(app_label)s_%(class)s_due"),
            models.Index(fields=["council", "-id"], name="%(app_label)s_%(class)s_list"),
        ]

    def __str__(self) -> str:
        return f"№ {self.number}"
