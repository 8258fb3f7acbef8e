"""The part of a grant that its NGO gives on in small grants (domain facts 4.3)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from grants.models.applications import Application
from registry.models import Body


class Regranting(models.Model):
    """How much of a grant is set aside for small grants, and the body by which its NGO runs their calls."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="regranting")
    body = models.ForeignKey(Body, models.PROTECT, related_name="regrantings")
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    set_at = models.DateTimeField(default=timezone.now)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="grants_regranting_amount")]

    def __str__(self) -> str:
        return f"{self.application.number}: {self.body}"
