from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


def stored_path(document: Document, filename: str) -> str:
    """Where the bytes lie: by day and id, never by the name that the person gave."""
    return f"documents/{document.created_at:%Y/%m/%d}/{document.pk}"


class Document(models.Model):
    """A file: what it is by its bytes, how large, its SHA-256. Which object it belongs to is that object's business;
    so a file is served only by a view that has asked the object's rule.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200, help_text="Name given by the person, made safe.")
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to=stored_path, max_length=200)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="documents_document_size"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="documents_document_sha256"),
        ]
        indexes = [models.Index(fields=["sha256"], name="documents_sha256")]

    def __str__(self) -> str:
        return self.name
