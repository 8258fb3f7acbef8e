"""Complaints about tenders: to whom they go, what was said, what came of it."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from foundation.documents.models import Document
from registry.models import Body, Organisation, Region
from socialorder.choices.complaints import (
    FOUND,
    PENDING,
    REVIEWED,
    ComplaintStatus,
    ComplaintSubject,
    Party,
    Remedy,
)
from socialorder.models.bids import Bid
from socialorder.models.tenders import Lot, Tender, TenderQuestion
from socialorder.querysets.complaints import ComplaintQuerySet

PERSON = settings.AUTH_USER_MODEL


class ReviewingBody(models.Model):
    """A body that reviews complaints about the tenders of a region, or of every body when ``region`` is empty."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("region", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "region"],
                condition=Q(ended_on=None),
                nulls_distinct=False,
                name="socialorder_reviewing_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.body)


class Complaint(models.Model):
    """What an NGO says was done wrongly, and the answer of a body that is not the one complained of.

    ``text`` is for the parties; everybody reads ``public_text``, which the reviewer has looked through. ``due_on`` is
    the day by which what is waited for now should be there: admission, then decision, then what was ordered.
    ``body`` is the tender's (trigger), ``reviewer_body`` never that one (constraint) nor below it (trigger).
    """

    tender = models.ForeignKey(Tender, models.PROTECT, related_name="complaints")
    lot = models.ForeignKey(Lot, models.PROTECT, null=True, blank=True, related_name="complaints")
    bid = models.ForeignKey(Bid, models.PROTECT, null=True, blank=True, related_name="complaints")
    question = models.ForeignKey(TenderQuestion, models.PROTECT, null=True, blank=True, related_name="complaints")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    reviewer_body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=10, choices=ComplaintSubject.choices)
    text = models.TextField()
    public_text = models.TextField(blank=True, help_text="As the reviewer has published it, without personal data.")
    status = models.CharField(max_length=10, choices=ComplaintStatus.choices, default=ComplaintStatus.SUBMITTED)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    answer_due_on = models.DateField(null=True, blank=True, help_text="When the body should have answered.")
    reviewer = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    admitted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Decided, returned or withdrawn.")
    is_late = models.BooleanField(default=False, help_text="It ended after its term.")
    reason = models.TextField(blank=True)
    remedy = models.CharField(max_length=10, choices=Remedy.choices, blank=True)
    remedy_text = models.TextField(blank=True, help_text="What must be done, in the reviewer's words.")
    carried_out_at = models.DateTimeField(null=True, blank=True)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        ordering = ("-submitted_at", "-pk")
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ComplaintStatus.values), name="socialorder_complaint_status"),
            models.CheckConstraint(
                condition=Q(subject=ComplaintSubject.TERMS, bid=None, question=None)
                | Q(subject=ComplaintSubject.SILENCE, bid=None, question__isnull=False)
                | Q(subject=ComplaintSubject.REFUSAL, bid__isnull=False, lot__isnull=False, question=None)
                | Q(subject=ComplaintSubject.DECISION, bid=None, lot__isnull=False, question=None),
                name="socialorder_complaint_subject",
            ),
            models.CheckConstraint(condition=~Q(body=F("reviewer_body")), name="socialorder_complaint_outside"),
            models.CheckConstraint(condition=~Q(text=""), name="socialorder_complaint_text"),
            models.CheckConstraint(
                condition=Q(status__in=PENDING, ended_at=None, reason="")
                | Q(status=ComplaintStatus.WITHDRAWN, ended_at__isnull=False, reason="")
                | Q(status=ComplaintStatus.RETURNED, ended_at__isnull=False, reviewer__isnull=False) & ~Q(reason="")
                | Q(status__in=REVIEWED, ended_at__isnull=False, reviewer__isnull=False) & ~Q(reason=""),
                name="socialorder_complaint_ended",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(ComplaintStatus.IN_REVIEW, *REVIEWED))
                | Q(admitted_at__isnull=False) & ~Q(public_text=""),
                name="socialorder_complaint_admitted",
            ),
            models.CheckConstraint(
                condition=Q(status__in=FOUND, remedy__in=Remedy.values) & ~Q(remedy_text="")
                | ~Q(status__in=FOUND) & Q(remedy="", remedy_text="", carried_out_at=None),
                name="socialorder_complaint_remedy",
            ),
            models.UniqueConstraint(
                fields=["organisation", "tender", "lot", "subject", "bid", "question"],
                condition=Q(status__in=PENDING),
                nulls_distinct=False,
                name="socialorder_complaint_once",
            ),
        ]
        indexes = [models.Index(fields=["body", "-submitted_at"], name="socialorder_complaint_body")]

    def __str__(self) -> str:
        return f"№ {self.pk}"  # never the words: they may not be published

    def get_absolute_url(self) -> str:
        return reverse("socialorder:complaint-detail", args=[self.pk])

    @property
    def is_pending(self) -> bool:
        return self.status in PENDING

    @property
    def is_followed(self) -> bool:
        """Something was ordered and is not done yet."""
        return bool(self.remedy) and self.carried_out_at is None

    def is_overdue(self, today: dt.date) -> bool:
        return self.due_on is not None and self.due_on < today


class ComplaintWord(models.Model):
    """What one side says while the complaint is reviewed. Everybody reads it unless the reviewer has hidden it."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="words")
    side = models.CharField(max_length=12, choices=Party.choices)
    text = models.TextField()
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    is_late = models.BooleanField(default=False)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(condition=Q(side__in=Party.values) & ~Q(text=""), name="socialorder_word_side"),
            models.CheckConstraint(
                condition=Q(hidden_at=None, hidden_reason="") | Q(hidden_at__isnull=False) & ~Q(hidden_reason=""),
                name="socialorder_word_hidden",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint}: {self.side}"


class ComplaintFile(models.Model):
    """A file of one side. The parties and the reviewer read it; everybody once the reviewer says that it names nobody."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="files")
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")
    side = models.CharField(max_length=12, choices=Party.choices)
    added_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(cleared_at=None, cleared_by=None) | Q(cleared_at__isnull=False, cleared_by__isnull=False),
                name="socialorder_file_cleared",
            )
        ]

    def __str__(self) -> str:
        return f"{self.complaint}: {self.document_id}"
