"""What a body means to order in a year, topic by topic."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left, Round
from django.urls import reverse
from django.utils import timezone

from foundation.core.text import localized
from registry.models import Body, Region, Sphere
from socialorder.choices import PlanStatus
from socialorder.models.standards import Standard
from socialorder.querysets import PlanQuerySet, TopicQuerySet

MONTHS_MAX = 36  # law № 36-III of 12.04.2005, article 1 (rule R15)
# The amount is the cost of a unit times the volume, to the tiyn.
AMOUNT = Q(amount=Round(F("unit_cost") * F("volume"), precision=2))


class Plan(models.Model):
    """The plan of ``body`` for ``year``. Σ topics of an approved plan is never above ``amount`` (trigger)."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="order_plans")
    year = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=18, decimal_places=2, help_text="Tenge of the body's budget for it.")
    status = models.CharField(max_length=10, choices=PlanStatus.choices, default=PlanStatus.DRAFT)
    discussed_from = models.DateField(null=True, blank=True)
    discussed_until = models.DateField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    order_number = models.CharField(max_length=50, blank=True, help_text="Of the order that approved it.")

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "year"], name="socialorder_plan_once"),
            models.CheckConstraint(condition=Q(status__in=PlanStatus.values), name="socialorder_plan_status"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="socialorder_plan_amount"),
            models.CheckConstraint(
                condition=Q(status=PlanStatus.DRAFT, discussed_until=None)
                | ~Q(status=PlanStatus.DRAFT) & Q(discussed_until__gte=F("discussed_from")),
                name="socialorder_plan_discussion",
            ),
            models.CheckConstraint(
                condition=Q(status=PlanStatus.APPROVED, approved_at__isnull=False) & ~Q(order_number="")
                | ~Q(status=PlanStatus.APPROVED) & Q(approved_at=None),
                name="socialorder_plan_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("socialorder:plan-detail", args=[self.body.code, self.year])


class Topic(models.Model):
    """What is to be ordered: goal, people, result, place, and an amount with its grounds (rule R17)."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="topics")
    number = models.PositiveSmallIntegerField(help_text="Within the plan.")
    title_kk = models.CharField(max_length=300)
    title_ru = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    goal_kk = models.TextField()
    goal_ru = models.TextField()
    people_kk = models.TextField(help_text="For whom.")
    people_ru = models.TextField()
    result_kk = models.TextField(help_text="What must be different afterwards.")
    result_ru = models.TextField()
    sphere = models.ForeignKey(Sphere, models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    kato = models.CharField(max_length=9, blank=True, db_collation="C")
    standard = models.ForeignKey(Standard, models.PROTECT, null=True, blank=True, related_name="topics")
    unit_cost = models.DecimalField(max_digits=18, decimal_places=2)
    volume = models.DecimalField(max_digits=12, decimal_places=2, help_text="How many units.")
    amount = models.DecimalField(max_digits=18, decimal_places=2, help_text="Unit cost × volume.")
    grounds = models.TextField(blank=True, help_text="Where the unit cost comes from when not from the standard.")
    months = models.PositiveSmallIntegerField()
    continues = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="continued_by",
        help_text="The topic of an earlier year that it goes on with: its results are shown beside it.",
    )
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_reason = models.TextField(blank=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ("plan", "number")
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="socialorder_topic_number"),
            models.CheckConstraint(condition=Q(months__gte=1, months__lte=MONTHS_MAX), name="socialorder_topic_months"),
            models.CheckConstraint(condition=AMOUNT & Q(amount__gt=0), name="socialorder_topic_amount"),
            models.CheckConstraint(
                condition=Q(continues=None) | ~Q(continues=F("pk")), name="socialorder_topic_continues_another"
            ),
            models.CheckConstraint(
                condition=Q(standard__isnull=False) | ~Q(grounds=""), name="socialorder_topic_grounds"
            ),
            models.CheckConstraint(
                condition=Q(kato="") | Q(kato__regex=r"^\d{9}$", kato__startswith=Left("region_id", 2)),
                name="socialorder_topic_kato",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at=None, dropped_reason="") | Q(dropped_at__isnull=False) & ~Q(dropped_reason=""),
                name="socialorder_topic_dropped",
            ),
        ]

    def __str__(self) -> str:
        return localized(self, "title")

    def get_absolute_url(self) -> str:
        return reverse("socialorder:topic-detail", args=[self.pk])

    @property
    def is_above_standard(self) -> bool:
        """Whether a unit costs more here than the standard says."""
        return self.standard is not None and self.unit_cost > self.standard.unit_cost


class Indicator(models.Model):
    """What is counted to see the result: from ``baseline`` to ``target``."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField()
    name_kk = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200)
    unit = models.CharField(max_length=60)
    baseline = models.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))
    target = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ("topic", "position")
        constraints = [models.UniqueConstraint(fields=["topic", "position"], name="socialorder_indicator_position")]

    def __str__(self) -> str:
        return localized(self, "name")


class PlanChange(models.Model):
    """A change of an approved plan, with its reason; everybody reads it."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="changes")
    number = models.PositiveSmallIntegerField()
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="+")
    changes = models.JSONField(default=dict, help_text="Field → [before, after].")
    reason = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("plan", "number")
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="socialorder_plan_change_number"),
            models.CheckConstraint(condition=~Q(reason=""), name="socialorder_plan_change_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.number}"

    @property
    def amounts(self) -> list[Decimal]:
        """Sum before and after; empty when the sum stayed."""
        return [Decimal(text) for text in self.changes.get("amount", ())]


class TopicComment(models.Model):
    """What somebody says in the discussion about a topic, and what the body answers."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("topic", "pk")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="socialorder_comment_text"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="socialorder_comment_answer",
            ),
            models.CheckConstraint(
                condition=Q(hidden_at=None, hidden_reason="") | Q(hidden_at__isnull=False) & ~Q(hidden_reason=""),
                name="socialorder_comment_hidden",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic_id}/{self.pk}"  # never the words: they may be hidden later
