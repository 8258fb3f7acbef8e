"""What applicant and officers say to each other about one application."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.documents.models import Document
from grants.choices import CaseSide
from grants.models.applications import Application
from grants.querysets import CaseMessageQuerySet


class CaseMessage(models.Model):
    """A message in the case of an application. Never changed. ``wants_answer`` until the other side writes."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="messages")
    side = models.CharField(max_length=10, choices=CaseSide.choices)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField()
    wants_answer = models.BooleanField(default=False)
    sent_at = models.DateTimeField(default=timezone.now)

    objects = CaseMessageQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(condition=Q(side__in=CaseSide.values), name="grants_case_message_side"),
            models.CheckConstraint(condition=~Q(text=""), name="grants_case_message_text"),
        ]

    def __str__(self) -> str:
        return f"{self.application.number}: {self.text[:50]}"


class CaseFile(models.Model):
    """A file that was sent with a message."""

    message = models.ForeignKey(CaseMessage, models.PROTECT, related_name="files")
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.document.name
