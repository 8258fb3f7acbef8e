"""Standards of services: what a service must be, how its quality is seen, what a unit of it costs."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from foundation.core.text import localized
from registry.models import Body, Sphere
from socialorder.choices import StandardStatus
from socialorder.querysets import StandardQuerySet


class Standard(models.Model):
    """One version of the standard ``code``. What was approved is never changed: a newer version replaces it."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="standards")
    code = models.SlugField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    sphere = models.ForeignKey(Sphere, models.PROTECT, related_name="+")
    title_kk = models.CharField(max_length=200)
    title_ru = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    content_kk = models.TextField(help_text="What the service consists of and under which conditions.")
    content_ru = models.TextField()
    unit_kk = models.CharField(max_length=100, help_text="What is counted: one consultation, one person for a month.")
    unit_ru = models.CharField(max_length=100)
    unit_cost = models.DecimalField(max_digits=18, decimal_places=2)
    cost_grounds = models.TextField(help_text="How the cost of a unit was found.")
    status = models.CharField(max_length=10, choices=StandardStatus.choices, default=StandardStatus.DRAFT)
    order_number = models.CharField(max_length=50, blank=True, help_text="Of the order that approved it.")
    approved_on = models.DateField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = StandardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="socialorder_standard_version"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(status=StandardStatus.IN_FORCE), name="socialorder_standard_in_force"
            ),
            models.CheckConstraint(condition=Q(status__in=StandardStatus.values), name="socialorder_standard_status"),
            models.CheckConstraint(condition=Q(unit_cost__gt=0), name="socialorder_standard_cost"),
            models.CheckConstraint(
                condition=Q(status=StandardStatus.DRAFT, approved_on=None)
                | ~Q(status=StandardStatus.DRAFT) & Q(approved_on__isnull=False) & ~Q(order_number=""),
                name="socialorder_standard_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"{localized(self, 'title')} v{self.version}"

    def get_absolute_url(self) -> str:
        return reverse("socialorder:standard-detail", args=[self.code, self.version])


class Criterion(models.Model):
    """How the quality of the service is seen: what is asked, and the value that is enough."""

    standard = models.ForeignKey(Standard, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    text_kk = models.CharField(max_length=300)
    text_ru = models.CharField(max_length=300)
    measure = models.CharField(max_length=200, help_text="From what it is seen, and the value that is enough.")

    class Meta:
        ordering = ("standard", "position")
        verbose_name_plural = "criteria"
        constraints = [models.UniqueConstraint(fields=["standard", "position"], name="socialorder_criterion_position")]

    def __str__(self) -> str:
        return localized(self, "text")
