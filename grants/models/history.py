"""Awards made outside the portal, known from a published source; nothing about them is invented."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from registry.models import Organisation


class AwardImport(models.Model):
    """One file of past awards that was taken in. The same bytes are taken once."""

    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the file.")
    file_name = models.CharField(max_length=200)
    row_count = models.PositiveIntegerField(help_text="Awards that the file added.")
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="grants_import_digest")
        ]

    def __str__(self) -> str:
        return self.file_name


class PastAward(models.Model):
    """One award. ``organisation`` is filled only when the registry has exactly one with this BIN or this name."""

    batch = models.ForeignKey(AwardImport, models.PROTECT, related_name="awards")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="past_awards")
    organisation_name = models.CharField(max_length=500)
    bin = models.CharField(max_length=12, blank=True)
    programme = models.CharField(max_length=300)
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    decided_on = models.DateField()
    source = models.CharField(max_length=500)

    class Meta:
        ordering = ("-decided_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_name", "programme", "decided_on"], name="grants_past_award_once"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0) & ~Q(source=""), name="grants_past_award_amount"),
        ]
        indexes = [models.Index(fields=["-decided_on", "id"], name="grants_past_award_listing")]

    def __str__(self) -> str:
        return f"{self.organisation_name}: {self.amount}"

    def get_absolute_url(self) -> str:
        return f"{reverse('grants:history-list')}#award-{self.pk}"
