"""Long forms that are being written."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class TypedForm(models.Model):
    """What one person has typed into a long form and not sent yet; nobody else reads it.

    ``key`` says which form of what it is; ``data`` are the fields as a browser sends them, without files.
    """

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    data = models.TextField()
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "key"], name="councils_typedform_once"),
            models.CheckConstraint(condition=~Q(key=""), name="councils_typedform_key"),
        ]
        indexes = [models.Index(fields=["saved_at"], name="councils_typedform_age")]

    def __str__(self) -> str:
        return self.key  # never the words
