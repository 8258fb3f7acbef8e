"""Who of a body's own people reads nothing of a round before everybody does."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from evaluation.models.rounds import Round


class Bar(models.Model):
    """A conflict of interest outside of the panel, of somebody who decides on the ranking. Why, knows the room that does."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="bars")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bars")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "user"], name="evaluation_bar_once")]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.user}"
