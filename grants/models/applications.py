"""Applications: sections that save by themselves, and frozen versions that were sent."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from foundation.documents.models import Document
from grants.choices import ApplicationStatus, SectionName
from grants.models.calls import Call
from grants.querysets import ApplicationQuerySet, AttachmentQuerySet
from registry.models import Organisation

ENDED = (ApplicationStatus.WITHDRAWN,)


class Application(models.Model):
    """An NGO's request in one call. ``requested`` and ``title`` are copied from the sections when they are saved."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="applications")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="applications")
    number = models.CharField(max_length=40, unique=True)
    place = models.PositiveSmallIntegerField(
        default=1, db_default=1, help_text="Which of the NGO's applications to the call it is (rule R29)."
    )
    status = models.CharField(max_length=15, choices=ApplicationStatus.choices, default=ApplicationStatus.DRAFT)
    language = models.CharField(max_length=2, default="kk")
    title = models.CharField(max_length=300, blank=True)
    requested = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    awarded = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    decision_reason = models.TextField(blank=True, help_text="Shown to everybody once the call is decided.")
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "organisation", "place"],
                condition=~Q(status__in=ENDED),
                name="grants_application_one_running",
            ),
            models.CheckConstraint(condition=Q(status__in=ApplicationStatus.values), name="grants_application_status"),
            models.CheckConstraint(
                condition=Q(status__in=(ApplicationStatus.DRAFT, ApplicationStatus.WITHDRAWN))
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="grants_application_submitted",
            ),
            models.CheckConstraint(
                condition=Q(status=ApplicationStatus.FUNDED, awarded__gt=0)
                | (~Q(status=ApplicationStatus.FUNDED) & Q(awarded=None)),
                name="grants_application_awarded",
            ),
        ]
        indexes = [models.Index(fields=["call", "status", "number"], name="grants_application_listing")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def get_absolute_url(self) -> str:
        return reverse("grants:application-detail", args=[self.number])


class Section(models.Model):
    """What was typed in one part of an application (``grants.models.content`` says which fields there are).

    ``version`` counts saves: a save must name the one it started from. ``saved_from`` is the page that saved last, so
    that a page never disagrees with its own earlier save whose answer it did not get.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="sections")
    name = models.CharField(max_length=20, choices=SectionName.choices)
    data = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_from = models.CharField(max_length=36, blank=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "name"], name="grants_section_once"),
            models.CheckConstraint(condition=Q(name__in=SectionName.values), name="grants_section_name"),
        ]

    def __str__(self) -> str:
        return f"{self.application.number}: {self.get_name_display()}"


class Attachment(models.Model):
    """A file of an application. One that was taken out stays, because a version that was sent may hold it."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="attachments")
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    added_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title


class SubmittedVersion(models.Model):
    """What was sent: the canonical document, its SHA-256, its receipt. Never changed; a later one stands beside it."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    attachments = models.ManyToManyField(Attachment, blank=True, related_name="versions")
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("application", "number")
        constraints = [models.UniqueConstraint(fields=["application", "number"], name="grants_version_number")]

    def __str__(self) -> str:
        return f"{self.application.number} v{self.number}"
