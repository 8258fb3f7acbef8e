"""What an expert council finds of the results of a contract."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from evaluation.models import Round
from foundation.accounts.models import Signature
from socialorder.choices.reviews import ReviewStage, ReviewStatus
from socialorder.models.contracts import SHA256, Contract
from socialorder.querysets.reviews import ReviewQuerySet


class Review(models.Model):
    """One evaluation of the results of ``contract`` (rules R18, R19).

    Marks are given in ``round``, where conflicts bar experts. With the conclusion they are copied into ``figures``: every raw
    mark, sums and means of the criteria, the words of the mean. ``digest`` is what is signed.
    """

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="reviews")
    stage = models.CharField(max_length=12, choices=ReviewStage.choices)
    status = models.CharField(max_length=10, choices=ReviewStatus.choices, default=ReviewStatus.COUNCIL)
    round = models.OneToOneField(Round, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    figures = models.JSONField(default=dict, blank=True)
    conclusion_kk = models.TextField(blank=True)
    conclusion_ru = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    signature = models.ForeignKey(Signature, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ("contract", "-stage")
        constraints = [
            models.UniqueConstraint(fields=["contract", "stage"], name="socialorder_review_once"),
            models.CheckConstraint(condition=Q(stage__in=ReviewStage.values), name="socialorder_review_stage"),
            models.CheckConstraint(condition=Q(status__in=ReviewStatus.values), name="socialorder_review_status"),
            models.CheckConstraint(
                condition=Q(status=ReviewStatus.COUNCIL, digest="")
                | ~Q(status=ReviewStatus.COUNCIL)
                & Q(digest__regex=SHA256)
                & ~Q(conclusion_kk="")
                & ~Q(conclusion_ru=""),
                name="socialorder_review_written",
            ),
            models.CheckConstraint(
                condition=Q(status=ReviewStatus.PUBLISHED, published_at__isnull=False, signature__isnull=False)
                | ~Q(status=ReviewStatus.PUBLISHED) & Q(published_at=None, signature=None),
                name="socialorder_review_published",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract.number}: {self.get_stage_display()}"

    def get_absolute_url(self) -> str:
        return reverse("socialorder:review-detail", args=[self.pk])

    @property
    def is_public(self) -> bool:
        return self.status == ReviewStatus.PUBLISHED

    @property
    def band(self) -> dict[str, Any]:
        """The words of the mean mark, by language."""
        return dict(self.figures.get("band") or {})
