"""Site visits: planned, carried out with a checklist, and what has to be mended after them."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from foundation.documents.models import Document
from monitoring.choices import Conclusion, FindingStatus, VisitStatus
from monitoring.models.subjects import Subject
from monitoring.models.templates import Template
from monitoring.querysets import FindingQuerySet, VisitQuerySet


class Visit(models.Model):
    """One visit. ``is_announced``: the organisation was told beforehand; of another it learns by the report."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="visits")
    template = models.ForeignKey(Template, models.PROTECT, related_name="visits")
    status = models.CharField(max_length=10, choices=VisitStatus.choices, default=VisitStatus.PLANNED)
    planned_on = models.DateField()
    place = models.CharField(max_length=300)
    purpose = models.TextField(blank=True)
    is_announced = models.BooleanField(default=True)
    visitor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    done_on = models.DateField(null=True, blank=True)
    conclusion = models.CharField(max_length=15, choices=Conclusion.choices, blank=True)
    summary = models.TextField(blank=True)
    answers = models.JSONField(default=dict, help_text="Code of a question → value and note, of the last report.")
    reported_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ("-planned_on", "-pk")
        constraints = [
            models.CheckConstraint(condition=Q(status__in=VisitStatus.values), name="monitoring_visit_status"),
            models.CheckConstraint(
                condition=Q(status=VisitStatus.CANCELLED) ^ Q(cancel_reason=""), name="monitoring_visit_cancelled"
            ),
            models.CheckConstraint(
                condition=(
                    Q(status=VisitStatus.DONE, reported_at__isnull=False, done_on__isnull=False)
                    & Q(conclusion__in=Conclusion.values)
                )
                | (~Q(status=VisitStatus.DONE) & Q(reported_at=None, done_on=None, conclusion="")),
                name="monitoring_visit_done",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template}: {self.subject}"

    def get_absolute_url(self) -> str:
        return reverse("monitoring:visit-detail", args=[self.pk])


class VisitReport(models.Model):
    """What was sent from the place, as it was sent. ``key`` is made with the form, so that one sent twice counts once."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="reports")
    number = models.PositiveSmallIntegerField()
    key = models.UUIDField(unique=True)
    digest = models.CharField(max_length=64, help_text="SHA-256 of what was typed and of the photographs.")
    content = models.JSONField()
    reason = models.TextField(blank=True, help_text="Why an earlier report was corrected.")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("visit", "number")
        constraints = [
            models.UniqueConstraint(fields=["visit", "number"], name="monitoring_visit_report_number"),
            models.CheckConstraint(condition=Q(number=1) ^ ~Q(reason=""), name="monitoring_visit_report_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} v{self.number}"


class VisitPhoto(models.Model):
    """A photograph of one question, taken with the consent of those who are on it. Never public."""

    report = models.ForeignKey(VisitReport, models.PROTECT, related_name="photos")
    question = models.SlugField(max_length=40)
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("report", "pk")

    def __str__(self) -> str:
        return self.document.name


class Finding(models.Model):
    """What has to be mended, until when."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="findings")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    due_on = models.DateField()
    status = models.CharField(max_length=10, choices=FindingStatus.choices, default=FindingStatus.OPEN)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ("visit", "position")
        constraints = [
            models.UniqueConstraint(fields=["visit", "position"], name="monitoring_finding_position"),
            models.CheckConstraint(condition=Q(status__in=FindingStatus.values), name="monitoring_finding_status"),
        ]
        indexes = [models.Index(fields=["status", "due_on"], name="monitoring_finding_due")]

    def __str__(self) -> str:
        return f"{self.position}. {self.text[:80]}"

    @property
    def waits_for_organisation(self) -> bool:
        return self.status in (FindingStatus.OPEN, FindingStatus.RETURNED)

    def is_overdue(self, today: dt.date) -> bool:
        """Whether the organisation has let the day pass."""
        return self.waits_for_organisation and self.due_on < today


class FindingMove(models.Model):
    """One turn of the exchange about a finding; shown to both sides and to everybody."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="moves")
    step = models.CharField(max_length=10)
    text = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("finding", "pk")

    def __str__(self) -> str:
        return f"{self.step}: {self.text[:60]}"
