"""«Is this your organisation?»: a person asks to be its head."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import Signature
from foundation.documents.models import Document
from registry.choices import ClaimStatus, ClaimWay
from registry.models.organisations import Organisation
from registry.querysets import ClaimQuerySet


class Claim(models.Model):
    """One person's claim of one NGO, by a signature with its BIN or by a letter that an officer checks."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="claims")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="claims")
    way = models.CharField(max_length=10, choices=ClaimWay.choices)
    status = models.CharField(max_length=10, choices=ClaimStatus.choices, default=ClaimStatus.SUBMITTED)
    explanation = models.TextField(blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    signature = models.OneToOneField(Signature, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ("made_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=Q(status=ClaimStatus.SUBMITTED),
                name="registry_claim_one_open",
            ),
            models.CheckConstraint(condition=Q(status__in=ClaimStatus.values), name="registry_claim_status"),
            models.CheckConstraint(
                condition=Q(way=ClaimWay.LETTER, document__isnull=False)
                | Q(way=ClaimWay.SIGNATURE, signature__isnull=False),
                name="registry_claim_way",
            ),
            models.CheckConstraint(
                condition=Q(status=ClaimStatus.SUBMITTED, decided_at=None)
                | (~Q(status=ClaimStatus.SUBMITTED) & Q(decided_at__isnull=False)),
                name="registry_claim_decided_at",
            ),
            models.CheckConstraint(
                condition=~Q(status=ClaimStatus.DECLINED) | ~Q(reason=""), name="registry_claim_declined_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.organisation}"

    def get_absolute_url(self) -> str:
        return reverse("registry:claim-detail", args=[self.pk])
