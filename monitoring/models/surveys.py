"""A survey of beneficiaries, and its answers, which nobody can join to a person or a ticket (docs/adr/0029)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from monitoring.choices import Access, RemarkStatus, SurveyStatus
from monitoring.models.subjects import Subject
from monitoring.models.templates import Template
from monitoring.querysets import SurveyQuerySet

FEWEST = 5
UNDECIDED = Q(excluded_at=None, exclusion_reason="", excluded_by=None)
DECIDED = Q(excluded_at__isnull=False, excluded_by__isnull=False) & ~Q(exclusion_reason="")


class Survey(models.Model):
    """Questions of a template put to the people whom a subject serves, in a window.

    ``token`` is in the address that people get; it says nothing by itself. Results are shown from ``shown_from``
    answers on. ``per_address`` and ``per_hour`` are the limits of an open link.
    """

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="surveys")
    template = models.ForeignKey(Template, models.PROTECT, related_name="surveys")
    token = models.CharField(max_length=16, unique=True)
    access = models.CharField(max_length=10, choices=Access.choices)
    status = models.CharField(max_length=10, choices=SurveyStatus.choices, default=SurveyStatus.PLANNED)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    shown_from = models.PositiveSmallIntegerField(default=FEWEST)
    reached = models.PositiveIntegerField(
        null=True, blank=True, help_text="How many people the work has reached, as the officer knows it."
    )
    per_address = models.PositiveSmallIntegerField(default=20, help_text="Answers of one network address in a day.")
    per_hour = models.PositiveSmallIntegerField(default=300, help_text="Answers in an hour.")
    cancel_reason = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = SurveyQuerySet.as_manager()

    class Meta:
        ordering = ("-opens_at", "-pk")
        constraints = [
            models.CheckConstraint(condition=Q(status__in=SurveyStatus.values), name="monitoring_survey_status"),
            models.CheckConstraint(condition=Q(access__in=Access.values), name="monitoring_survey_access"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="monitoring_survey_window"),
            models.CheckConstraint(condition=Q(shown_from__gte=FEWEST), name="monitoring_survey_shown_from"),
            models.CheckConstraint(condition=Q(per_address__gte=1, per_hour__gte=1), name="monitoring_survey_limits"),
            models.CheckConstraint(
                condition=Q(status=SurveyStatus.CANCELLED) ^ Q(cancel_reason=""), name="monitoring_survey_cancelled"
            ),
            models.CheckConstraint(
                condition=Q(status=SurveyStatus.CLOSED, closed_at__isnull=False)
                | (~Q(status=SurveyStatus.CLOSED) & Q(closed_at=None)),
                name="monitoring_survey_closed_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template}: {self.subject}"

    def get_absolute_url(self) -> str:
        return reverse("monitoring:survey-detail", args=[self.pk])


class Ticket(models.Model):
    """One printed ticket. The row says only that it was used: not when, not for which answer."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="tickets")
    number = models.PositiveIntegerField()
    is_used = models.BooleanField(default=False)

    class Meta:
        ordering = ("survey", "number")
        constraints = [models.UniqueConstraint(fields=["survey", "number"], name="monitoring_ticket_number")]

    def __str__(self) -> str:
        return str(self.number)


class Batch(models.Model):
    """A group of answers let out together, so that no single one can be told from the others by its time."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="batches")
    number = models.PositiveSmallIntegerField()
    size = models.PositiveIntegerField()
    released_on = models.DateField()
    excluded_at = models.DateTimeField(null=True, blank=True)
    excluded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    exclusion_reason = models.TextField(blank=True, help_text="Shown to everybody.")

    class Meta:
        ordering = ("survey", "number")
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="monitoring_batch_number"),
            models.CheckConstraint(condition=UNDECIDED | DECIDED, name="monitoring_batch_exclusion"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Answer(models.Model):
    """What one person chose: question → code. No time, no language, no ticket, and a key that is drawn by lot."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="answers")
    batch = models.ForeignKey(Batch, models.CASCADE, null=True, blank=True, related_name="answers")
    chosen = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["survey", "batch"], name="monitoring_answer_batch")]

    def __str__(self) -> str:
        return str(self.id)


class Remark(models.Model):
    """Own words of somebody, kept apart from what the same person chose, with numbers and addresses already taken out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="remarks")
    batch = models.ForeignKey(Batch, models.CASCADE, null=True, blank=True, related_name="remarks")
    question = models.SlugField(max_length=40)
    text = models.TextField()
    status = models.CharField(max_length=10, choices=RemarkStatus.choices, default=RemarkStatus.WAITING)
    reason = models.TextField(blank=True, help_text="Why it is not published.")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=RemarkStatus.values), name="monitoring_remark_status"),
            models.CheckConstraint(
                condition=Q(status=RemarkStatus.HIDDEN) ^ Q(reason=""), name="monitoring_remark_reason"
            ),
        ]
        indexes = [models.Index(fields=["survey", "status"], name="monitoring_remark_status")]

    def __str__(self) -> str:
        return self.text[:60]


class Arrival(models.Model):
    """How many answers came in an hour, and how many were turned away: for officers to see bursts by."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="arrivals")
    hour = models.DateTimeField()
    taken = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("survey", "hour")
        constraints = [models.UniqueConstraint(fields=["survey", "hour"], name="monitoring_arrival_hour")]

    def __str__(self) -> str:
        return f"{self.hour:%Y-%m-%d %H:00}"


class DailySalt(models.Model):
    """What addresses are hashed with on one day. It is deleted with the day, and the hashes with it."""

    day = models.DateField(primary_key=True)
    salt = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return str(self.day)


class AddressMark(models.Model):
    """How many answers of a survey came from one hashed network address in a day."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="+")
    day = models.ForeignKey(DailySalt, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "day", "digest"], name="monitoring_address_mark_once")]

    def __str__(self) -> str:
        return self.digest[:8]
