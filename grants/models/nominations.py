"""Nominations of NGOs for a premium by somebody else."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from grants.choices import NominationStatus
from grants.models.calls import Call
from grants.querysets import NominationQuerySet
from registry.models import Organisation, Sphere

RUNNING = (NominationStatus.PROPOSED, NominationStatus.ACCEPTED)


class Nomination(models.Model):
    """Somebody proposes an NGO for a premium in one nomination. It counts once the NGO has accepted.

    A person who proposes is not named to the public; an NGO that proposes is.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="nominations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="nominations")
    sphere = models.ForeignKey(Sphere, models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=NominationStatus.choices, default=NominationStatus.PROPOSED)
    reason = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_for = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", help_text="The NGO that proposes."
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = NominationQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["call", "organisation"], condition=Q(status__in=RUNNING), name="grants_nomination_one_running"
            ),
            models.CheckConstraint(condition=Q(status__in=NominationStatus.values), name="grants_nomination_status"),
            models.CheckConstraint(
                condition=Q(status=NominationStatus.PROPOSED, answered_at=None, answered_by=None)
                | (~Q(status=NominationStatus.PROPOSED) & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="grants_nomination_answered",
            ),
            models.CheckConstraint(
                condition=Q(made_for=None) | ~Q(made_for=models.F("organisation")), name="grants_nomination_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call.slug}: {self.organisation}"

    def get_absolute_url(self) -> str:
        return reverse("grants:nomination-detail", args=[self.pk])
