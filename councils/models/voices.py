"""Reports of heads before a council with the questions of the public, and appeals of citizens to a council."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from councils.choices.voices import AppealStatus, HeadReportStatus, QuestionStatus
from councils.models.work import CouncilWork
from councils.querysets import AppealQuerySet, WorkQuerySet
from foundation.documents.models import Document
from registry.models.placed import Placed


class HeadReport(CouncilWork):
    """The head of ``body`` reports to the council and the public."""

    topic = models.CharField(max_length=300)
    head_name = models.CharField(max_length=200)
    head_post = models.CharField(max_length=300)
    held_at = models.DateTimeField()
    place = models.CharField(max_length=300)
    questions_until = models.DateField(help_text="The last day of questions before the report.")
    file = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=10, choices=HeadReportStatus.choices, default=HeadReportStatus.DRAFT)
    heard_at = models.DateTimeField(null=True, blank=True)
    answers_due_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    is_late = models.BooleanField(default=False)
    cancel_reason = models.TextField(blank=True)

    objects = WorkQuerySet.as_manager()

    class Meta(CouncilWork.Meta):
        abstract = False
        constraints = [
            *CouncilWork.Meta.constraints,
            models.CheckConstraint(condition=Q(status__in=HeadReportStatus.values), name="councils_headreport_status"),
            models.CheckConstraint(
                condition=Q(status=HeadReportStatus.CANCELLED) ^ Q(cancel_reason=""),
                name="councils_headreport_cancelled",
            ),
            models.CheckConstraint(
                condition=Q(status__in=(HeadReportStatus.HEARD, HeadReportStatus.CLOSED), heard_at__isnull=False)
                | (~Q(status__in=(HeadReportStatus.HEARD, HeadReportStatus.CLOSED)) & Q(heard_at=None)),
                name="councils_headreport_heard",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("councils:head-report-detail", args=[self.council.slug, self.number])

    @property
    def title(self) -> str:
        """What a list calls it."""
        return self.topic


class HeadQuestion(Placed):
    """A question of somebody to the head. Published with first name and initial, or not, with the reason."""

    report = models.ForeignKey(HeadReport, models.PROTECT, related_name="questions")
    number = models.PositiveIntegerField(help_text="Counted within the report.")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField()
    asked_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=QuestionStatus.choices, default=QuestionStatus.SUBMITTED)
    reason = models.TextField(blank=True, help_text="Why it was not published, or was left without an answer.")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta(Placed.Meta):
        abstract = False
        ordering = ("report", "number")
        constraints = [
            *Placed.Meta.constraints,
            models.UniqueConstraint(fields=["report", "number"], name="councils_headquestion_number"),
            models.CheckConstraint(condition=Q(status__in=QuestionStatus.values), name="councils_headquestion_status"),
            models.CheckConstraint(condition=~Q(text=""), name="councils_headquestion_text"),
            models.CheckConstraint(
                condition=Q(status__in=(QuestionStatus.REFUSED, QuestionStatus.DECLINED)) ^ Q(reason=""),
                name="councils_headquestion_reason",
            ),
            models.CheckConstraint(
                condition=Q(status=QuestionStatus.ANSWERED) ^ Q(answer=""), name="councils_headquestion_answer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}/{self.number}"  # never the words: they may not be published


class Appeal(CouncilWork):
    """What a citizen writes to a council. The text and its author are seen by the secretariat and the author alone.

    What everybody reads are ``public_text`` and ``public_answer``: written by the secretariat without personal data, and
    only when the author has agreed.
    """

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    topic = models.CharField(max_length=200)
    text = models.TextField()
    may_publish = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=AppealStatus.choices, default=AppealStatus.RECEIVED)
    sent_at = models.DateTimeField()
    answer = models.TextField(blank=True, help_text="The answer, or why the appeal was not considered.")
    answered_at = models.DateTimeField(null=True, blank=True)
    is_late = models.BooleanField(default=False)
    public_topic = models.CharField(max_length=200, blank=True)
    public_text = models.TextField(blank=True)
    public_answer = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta(CouncilWork.Meta):
        abstract = False
        constraints = [
            *CouncilWork.Meta.constraints,
            models.CheckConstraint(condition=Q(status__in=AppealStatus.values), name="councils_appeal_status"),
            models.CheckConstraint(
                condition=Q(status=AppealStatus.RECEIVED, answered_at=None, answer="")
                | (~Q(status=AppealStatus.RECEIVED) & Q(answered_at__isnull=False) & ~Q(answer="")),
                name="councils_appeal_answered",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None)
                | (Q(may_publish=True, answered_at__isnull=False) & ~Q(public_text="") & ~Q(public_answer="")),
                name="councils_appeal_published",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("councils:appeal-detail", args=[self.council.slug, self.number])
