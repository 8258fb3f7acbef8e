"""Plans of a year: how much money a body gives to which direction (rules R22, R25)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from grants.choices import PlanStatus
from grants.models.directions import DirectionList, ListedDirection
from grants.querysets import YearPlanQuerySet


class YearPlan(models.Model):
    """Money of one year by the directions of an approved list. ``index_amount`` is the MRP of the financial year."""

    list = models.ForeignKey(DirectionList, models.PROTECT, related_name="plans")
    status = models.CharField(max_length=10, choices=PlanStatus.choices, default=PlanStatus.DRAFT)
    total = models.DecimalField(max_digits=18, decimal_places=2, help_text="Tenge of the body's budget.")
    index_amount = models.DecimalField(max_digits=18, decimal_places=2)
    budget_approved_on = models.DateField()
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = YearPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=PlanStatus.values), name="grants_year_plan_status"),
            models.CheckConstraint(condition=Q(total__gt=0, index_amount__gt=0), name="grants_year_plan_amounts"),
            models.CheckConstraint(
                condition=Q(status=PlanStatus.DRAFT, approved_at=None, approved_by=None)
                | ~Q(status=PlanStatus.DRAFT) & Q(approved_at__isnull=False, approved_by__isnull=False),
                name="grants_year_plan_approved",
            ),
            models.UniqueConstraint(
                fields=["list"], condition=Q(status=PlanStatus.APPROVED), name="grants_one_approved_plan"
            ),
            models.UniqueConstraint(
                fields=["list"], condition=Q(status=PlanStatus.DRAFT), name="grants_one_draft_plan"
            ),
        ]

    def __str__(self) -> str:
        return str(self.list)

    def get_absolute_url(self) -> str:
        return reverse("grants:plan-detail", args=[self.pk])


class PlanLine(models.Model):
    """Money of one direction: ``multiple`` MRP are ``amount`` tenge."""

    plan = models.ForeignKey(YearPlan, models.CASCADE, related_name="lines")
    direction = models.ForeignKey(ListedDirection, models.PROTECT, related_name="plan_lines")
    multiple = models.DecimalField(max_digits=12, decimal_places=2, help_text="Of the MRP.")
    amount = models.DecimalField(max_digits=18, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "direction"], name="grants_plan_line_once"),
            models.CheckConstraint(condition=Q(multiple__gt=0, amount__gt=0), name="grants_plan_line_amounts"),
        ]

    def __str__(self) -> str:
        return f"{self.direction_id}: {self.amount}"
