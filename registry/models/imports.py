"""Loads of the registry from files."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from foundation.documents.models import Document


class OrganisationImport(models.Model):
    """One file with organisations and what came of it.

    ``outcome`` holds counts (rows, new, changed, same, refused), unknown headings, encoding, and the first refused
    cells; all of them are in ``errors``, a CSV file. ``first_new`` and ``first_changed`` are rows by line, the latter with
    ``changes`` like those of a version. ``made`` are the first and the last id of the new ones.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    is_dry_run = models.BooleanField(default=False)
    only_region = models.CharField(
        max_length=9, blank=True, default="", db_default="", db_collation="C",
        help_text="Rows of other regions are refused; '' takes all.",
    )  # fmt: skip
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    requested_at = models.DateTimeField(default=timezone.now)
    job_id = models.UUIDField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    outcome = models.JSONField(default=dict, blank=True)
    errors = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=False) | Q(errors=None), name="registry_import_errors_when_finished"
            )
        ]

    def __str__(self) -> str:
        return str(self.document)

    def get_absolute_url(self) -> str:
        return reverse("registry:import-detail", args=[self.pk])
