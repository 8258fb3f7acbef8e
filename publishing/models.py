from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from foundation.core.models import Job
from foundation.documents.models import Document
from publishing.choices import ReportKind


class Report(models.Model):
    """A file made from the portal's data, for one subject in one language. Never changed: a later one stands beside it.

    ``subject_type`` and ``subject_id`` say of what («grants.call», its number; «registry», empty for all of it or a digest
    of ``query``). ``digest`` is the SHA-256 of the data that went in, so that two reports of the same data can be told
    from two reports of different data.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=30, choices=ReportKind.choices)
    subject_type = models.CharField(max_length=50)
    subject_id = models.CharField(max_length=64)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    query = models.TextField(blank=True, default="", db_default="", help_text="The search, as in the address.")
    document = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="+")
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField(
        null=True, blank=True, help_text="Then the file is removed; empty: kept for good."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ReportKind.values), name="publishing_report_kind"),
            models.CheckConstraint(
                condition=Q(document=None, made_at=None, digest="")
                | Q(document__isnull=False, made_at__isnull=False, digest__regex=r"^[0-9a-f]{64}$"),
                name="publishing_report_made",
            ),
            models.UniqueConstraint(
                fields=["kind", "subject_type", "subject_id", "language", "requested_by"],
                condition=Q(document=None),
                name="publishing_report_one_in_work",
            ),
        ]
        indexes = [
            models.Index(
                fields=["subject_type", "subject_id", "kind", "language", "-made_at"],
                condition=Q(document__isnull=False),
                name="publishing_report_latest",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.subject_type} {self.subject_id} {self.language}"

    def get_absolute_url(self) -> str:
        return reverse("publishing:report-download", args=[self.pk])


class Dump(models.Model):
    """A nightly file of open data: which bytes are in force under ``name``. ``stored`` is its name on the disk."""

    name = models.CharField(primary_key=True, max_length=60)
    stored = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    made_at = models.DateTimeField(help_text="The moment that its data are of.")

    class Meta:
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="publishing_dump_sha256"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("data:dump", args=[self.name])
