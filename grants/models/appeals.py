"""Appeals against a refusal of the formal check or against the outcome."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from foundation.documents.models import Document
from grants.choices import AppealGround, AppealStatus, AppealSubject
from grants.models.applications import Application
from grants.querysets import AppealQuerySet

OPEN = (AppealStatus.SUBMITTED, AppealStatus.IN_REVIEW)
ANSWERED = (AppealStatus.GRANTED, AppealStatus.PARTLY, AppealStatus.DECLINED)


class Appeal(models.Model):
    """What the head of the NGO asks to be looked at again, and the reviewer's answer with its effect.

    ``claim`` is the money at stake, tenge; it is kept in the budget while the appeal is open. ``corrected_total`` are
    the points that the reviewer finds right; ``effect`` is the ranking and the line before and after, as
    ``grants.scoring.appeals.told`` writes them: the published ranking itself never changes.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="appeals")
    number = models.PositiveSmallIntegerField(help_text="Counts the appeals of a call.")
    subject = models.CharField(max_length=10, choices=AppealSubject.choices)
    ground = models.CharField(max_length=12, choices=AppealGround.choices)
    text = models.TextField(help_text="Not published: it may tell of people.")
    documents = models.ManyToManyField(Document, blank=True, related_name="+")
    status = models.CharField(max_length=10, choices=AppealStatus.choices, default=AppealStatus.SUBMITTED)
    claim = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due_at = models.DateTimeField(help_text="When the answer should be there.")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, help_text="Published.")
    corrected_total = models.DecimalField(max_digits=20, decimal_places=8, null=True, blank=True)
    effect = models.JSONField(default=dict, blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["application", "subject"], name="grants_appeal_once"),
            models.CheckConstraint(condition=Q(status__in=AppealStatus.values), name="grants_appeal_status"),
            models.CheckConstraint(condition=Q(ground__in=AppealGround.values), name="grants_appeal_ground"),
            models.CheckConstraint(condition=Q(subject__in=AppealSubject.values), name="grants_appeal_subject"),
            models.CheckConstraint(condition=~Q(text="") & Q(claim__gte=0), name="grants_appeal_text"),
            models.CheckConstraint(
                condition=Q(status__in=OPEN, ended_at=None, reason="")
                | Q(status__in=ANSWERED, ended_at__isnull=False, reviewer__isnull=False) & ~Q(reason="")
                | Q(status=AppealStatus.WITHDRAWN, ended_at__isnull=False),
                name="grants_appeal_answered",
            ),
            models.CheckConstraint(
                condition=~Q(status=AppealStatus.IN_REVIEW) | Q(reviewer__isnull=False), name="grants_appeal_reviewer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.number}: {self.get_subject_display()}"

    def get_absolute_url(self) -> str:
        return reverse("grants:appeal-detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status in OPEN
