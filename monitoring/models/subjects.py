"""What is followed: a project of a grant, a contract of a social order. This room knows neither."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils import timezone

from foundation.core.addresses import address
from foundation.core.text import localized
from monitoring.querysets import SubjectQuerySet
from registry.models import Body, Organisation


class Subject(models.Model):
    """A reference: ``kind`` and ``key`` say whose it is, ``route`` names its page, which takes ``key``."""

    kind = models.CharField(max_length=50, help_text="For instance grants.application.")
    key = models.CharField(max_length=64)
    route = models.CharField(max_length=60, blank=True, help_text="Name of the address of its page.")
    title_kk = models.CharField(max_length=300)
    title_ru = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", help_text="Who does the work and answers findings."
    )
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", help_text="Whose officers follow it.")
    created_at = models.DateTimeField(default=timezone.now)

    objects = SubjectQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="monitoring_subject_once")]
        indexes = [models.Index(fields=["body", "-created_at"], name="monitoring_subject_listing")]

    def __str__(self) -> str:
        return localized(self, "title")

    def get_absolute_url(self) -> str:
        return reverse("monitoring:subject-detail", args=[self.pk])

    @property
    def page(self) -> str:
        """Address of its own page in the other room; '' when there is none."""
        return address(self.route, self.key) if self.route else ""
