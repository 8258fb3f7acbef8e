"""Tenders and their lots."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from evaluation.models import Round, Rubric
from foundation.core.text import localized
from registry.models import Body
from socialorder.choices import LotFailure, LotStatus, PartKind, QuestionStatus, TenderStatus
from socialorder.models.plans import AMOUNT, MONTHS_MAX, Topic
from socialorder.querysets import LotQuerySet, QuestionQuerySet, TenderQuerySet


class Tender(models.Model):
    """A tender of one body. ``eligibility`` are rules as data, as ``registry.rules.eligibility`` takes them."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="tenders")
    slug = models.SlugField(max_length=80, unique=True)
    title_kk = models.CharField(max_length=300)
    title_ru = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=10, choices=TenderStatus.choices, default=TenderStatus.DRAFT)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    questions_until = models.DateTimeField()
    eligibility = models.JSONField(default=list)
    price_points = models.PositiveSmallIntegerField(default=30, help_text="Of 100; the rest is the technical part.")
    rubric = models.ForeignKey(
        Rubric, models.PROTECT, null=True, blank=True, related_name="+", help_text="Of the technical part."
    )
    must_sign = models.BooleanField(default=True, help_text="A bid is sealed with an electronic signature.")
    announced_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Cancelled, failed or decided.")
    ended_reason = models.TextField(blank=True)
    copied_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="copies")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = TenderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=TenderStatus.values), name="socialorder_tender_status"),
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at"), questions_until__lte=F("closes_at")),
                name="socialorder_tender_window",
            ),
            models.CheckConstraint(
                condition=Q(price_points__gte=0, price_points__lte=100), name="socialorder_tender_points"
            ),
            models.CheckConstraint(
                condition=Q(status__in=(TenderStatus.DRAFT, TenderStatus.CANCELLED)) | Q(announced_at__isnull=False),
                name="socialorder_tender_announced",
            ),
            models.CheckConstraint(
                condition=~Q(status=TenderStatus.CANCELLED) | Q(ended_at__isnull=False) & ~Q(ended_reason=""),
                name="socialorder_tender_cancelled",
            ),
        ]
        indexes = [models.Index(fields=["status", "-closes_at"], name="socialorder_tender_open")]

    def __str__(self) -> str:
        return localized(self, "title")

    def get_absolute_url(self) -> str:
        return reverse("socialorder:tender-detail", args=[self.slug])

    def is_taking_bids(self, now: dt.datetime) -> bool:
        return self.status == TenderStatus.ANNOUNCED and self.opens_at <= now < self.closes_at

    def is_over(self, now: dt.datetime) -> bool:
        """The window is closed, and nobody has opened the bids yet."""
        return self.status == TenderStatus.ANNOUNCED and now >= self.closes_at


class Lot(models.Model):
    """What is ordered in one contract. Σ lots that are placed is never above the topic's amount (rule R16, trigger)."""

    tender = models.ForeignKey(Tender, models.PROTECT, related_name="lots")
    number = models.PositiveSmallIntegerField()
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="lots")
    unit_cost = models.DecimalField(max_digits=18, decimal_places=2)
    volume = models.DecimalField(max_digits=12, decimal_places=2)
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    months = models.PositiveSmallIntegerField()
    alike_reason = models.TextField(
        blank=True, help_text="Why the specification may be nearly the same as that of another goal."
    )

    status = models.CharField(max_length=10, choices=LotStatus.choices, default=LotStatus.PLACING)
    failure = models.CharField(max_length=14, choices=LotFailure.choices, blank=True, help_text="Why nobody won.")
    decided_at = models.DateTimeField(null=True, blank=True, help_text="When it got its winner, or failed.")
    decided_reason = models.TextField(
        blank=True, help_text="Of this lot alone: a sole bid, or another order than the points."
    )
    repeats = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="repeated_by")
    round = models.OneToOneField(
        Round, models.PROTECT, null=True, blank=True, related_name="+", help_text="Experts score the technical part."
    )

    objects = LotQuerySet.as_manager()

    class Meta:
        ordering = ("tender", "number")
        constraints = [
            models.UniqueConstraint(fields=["tender", "number"], name="socialorder_lot_number"),
            models.CheckConstraint(condition=Q(months__gte=1, months__lte=MONTHS_MAX), name="socialorder_lot_months"),
            models.CheckConstraint(condition=AMOUNT & Q(amount__gt=0), name="socialorder_lot_amount"),
            models.CheckConstraint(
                condition=Q(status=LotStatus.FAILED, failure__in=LotFailure.values, decided_at__isnull=False)
                | Q(status=LotStatus.AWARDED, failure="", decided_at__isnull=False)
                | Q(status=LotStatus.PLACING, failure="", decided_at=None),
                name="socialorder_lot_status",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tender.slug}/{self.number}"


class SpecPart(models.Model):
    """One part of the specification of a lot."""

    lot = models.ForeignKey(Lot, models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=12, choices=PartKind.choices)
    text_kk = models.TextField(blank=True)
    text_ru = models.TextField(blank=True)

    class Meta:
        ordering = ("lot", "pk")
        constraints = [
            models.UniqueConstraint(fields=["lot", "kind"], name="socialorder_part_once"),
            models.CheckConstraint(condition=Q(kind__in=PartKind.values), name="socialorder_part_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.lot}: {self.kind}"


class TenderVersion(models.Model):
    """The conditions of a tender as they were published; an amendment adds one with its reason. Never changed."""

    tender = models.ForeignKey(Tender, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    facts = models.JSONField()
    reason = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("tender", "number")
        constraints = [
            models.UniqueConstraint(fields=["tender", "number"], name="socialorder_version_number"),
            models.CheckConstraint(condition=Q(number=1) ^ ~Q(reason=""), name="socialorder_version_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.tender.slug} v{self.number}"


class TenderQuestion(models.Model):
    """What somebody asked about a tender. Who asked is kept for the audit and for the answer, and shown to nobody."""

    tender = models.ForeignKey(Tender, models.PROTECT, related_name="questions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    status = models.CharField(max_length=10, choices=QuestionStatus.choices, default=QuestionStatus.ASKED)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answer = models.TextField(blank=True, help_text="Or why the question is not published.")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ("tender", "number")
        constraints = [
            models.UniqueConstraint(fields=["tender", "number"], name="socialorder_question_number"),
            models.CheckConstraint(condition=Q(status__in=QuestionStatus.values), name="socialorder_question_status"),
            models.CheckConstraint(
                condition=Q(status=QuestionStatus.ASKED, answer="", answered_at=None)
                | ~Q(status=QuestionStatus.ASKED) & Q(answered_at__isnull=False) & ~Q(answer=""),
                name="socialorder_question_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tender.slug} № {self.number}"
