"""Applications: sections that save by themselves, and frozen versions that were sent."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import Signature
from foundation.core.content.merging import Merged
from foundation.documents.models import Document
from grants.choices import ApplicationStatus, FileKind, SectionName
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
    that a page never disagrees with its own earlier save whose answer it did not get. ``copied_from`` is the number of
    the earlier application whose text stands here until a person has checked it.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="sections")
    name = models.CharField(max_length=20, choices=SectionName.choices)
    data = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_from = models.CharField(max_length=36, blank=True)
    copied_from = models.CharField(max_length=40, blank=True, default="", db_default="")
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "name"], name="grants_section_once"),
            models.CheckConstraint(condition=Q(name__in=SectionName.values), name="grants_section_name"),
        ]

    def __str__(self) -> str:
        return f"{self.application.number}: {self.get_name_display()}"

    # What the last save has joined with the text of another author; set by the action that saves.
    joined: Merged | None = None


class SectionVersion(models.Model):
    """What a section said after one of its last saves: what two authors began from, and who saved when."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="history")
    number = models.PositiveIntegerField()
    data = models.JSONField(default=dict)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=["section", "number"], name="grants_section_version_number"),
        ]

    def __str__(self) -> str:
        return f"{self.section} v{self.number}"


class SectionVisit(models.Model):
    """Who has the page of a section open, as told by the page itself: a hint for others, not a lock."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="visits")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["section", "user"], name="grants_section_visit_once")]

    def __str__(self) -> str:
        return f"{self.section}: {self.user}"


class Attachment(models.Model):
    """A file of an application. One that was taken out stays, because a version that was sent may hold it.

    The title of a CV is the full name of its person.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="attachments")
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=FileKind.choices, default=FileKind.FILE, db_default=FileKind.FILE)
    added_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=FileKind.values), name="grants_attachment_kind"),
        ]

    def __str__(self) -> str:
        return self.title


class SubmittedVersion(models.Model):
    """What was sent: the canonical document, its SHA-256, its receipt. Never changed; a later one stands beside it.

    ``signature`` is over a text that says the same as ``document`` (``accounts.SigningRequest.document``).
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    attachments = models.ManyToManyField(Attachment, blank=True, related_name="versions")
    signature = models.OneToOneField(Signature, models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("application", "number")
        constraints = [models.UniqueConstraint(fields=["application", "number"], name="grants_version_number")]

    def __str__(self) -> str:
        return f"{self.application.number} v{self.number}"
