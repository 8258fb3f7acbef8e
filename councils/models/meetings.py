"""Meetings: agenda, materials, who was there."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from councils.choices import AgendaKind, MeetingStatus
from councils.models.councils import Council, Seat, Term
from councils.querysets import MeetingQuerySet
from foundation.core.calendar import local_date
from foundation.documents.models import Document


class Meeting(models.Model):
    """A sitting of a council. Meetings are open; the agenda is public from the announcement, the minutes at the end.

    ``minutes_kk`` and ``minutes_ru`` are written by the portal from agenda, roll and votes when the meeting is closed,
    then edited by the secretariat, and public when ``published_at`` is set.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="meetings")
    term = models.ForeignKey(Term, models.PROTECT, related_name="meetings")
    number = models.PositiveSmallIntegerField(help_text="Counted within the term.")
    topic = models.CharField(max_length=300)
    held_at = models.DateTimeField()
    place = models.CharField(max_length=300, blank=True)
    video_url = models.URLField(blank=True)
    status = models.CharField(max_length=10, choices=MeetingStatus.choices, default=MeetingStatus.PLANNED)
    announced_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    minutes_due_on = models.DateField(null=True, blank=True, help_text="Until when minutes are published.")
    cancel_reason = models.TextField(blank=True)
    minutes_kk = models.TextField(blank=True)
    minutes_ru = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["term", "number"], name="councils_meeting_number"),
            models.CheckConstraint(condition=Q(status__in=MeetingStatus.values), name="councils_meeting_status"),
            models.UniqueConstraint(
                fields=["council"], condition=Q(status=MeetingStatus.OPEN), name="councils_meeting_one_open"
            ),
            models.CheckConstraint(
                condition=Q(status=MeetingStatus.CANCELLED) ^ Q(cancel_reason=""), name="councils_meeting_cancelled"
            ),
            models.CheckConstraint(
                condition=Q(status=MeetingStatus.PUBLISHED, published_at__isnull=False)
                & ~Q(minutes_kk="")
                & ~Q(minutes_ru="")
                | (~Q(status=MeetingStatus.PUBLISHED) & Q(published_at=None)),
                name="councils_meeting_published",
            ),
        ]
        indexes = [models.Index(fields=["council", "-held_at"], name="councils_meeting_listing")]

    def __str__(self) -> str:
        return f"{self.council} № {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("councils:meeting-detail", args=[self.council.slug, self.pk])

    def minutes_are_late(self, today: dt.date) -> bool:
        """Whether the minutes were published after their day, or are not published and the day is over."""
        if self.minutes_due_on is None:
            return False
        return (local_date(self.published_at) if self.published_at else today) > self.minutes_due_on


class AgendaItem(models.Model):
    """A point of the agenda; ``proposed_by`` says in public who brought it in."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=AgendaKind.choices, default=AgendaKind.QUESTION)
    title = models.CharField(max_length=500)
    speaker = models.CharField(max_length=300, blank=True)
    proposed_by = models.CharField(max_length=300, blank=True)
    record = models.TextField(blank=True, help_text="What was said, written while the meeting runs.")

    class Meta:
        ordering = ("meeting", "position")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"], name="councils_item_position", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=Q(kind__in=AgendaKind.values), name="councils_item_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"


class Material(models.Model):
    """A file for a point of the agenda, public from the announcement."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="materials")
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """Whether a member is there now. Marked by the secretary, or by the member on a phone once the meeting runs."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendance")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="attendance")
    is_present = models.BooleanField(default=False)
    by_video = models.BooleanField(default=False)
    marked_at = models.DateTimeField(null=True, blank=True)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("seat__full_name", "pk")
        constraints = [models.UniqueConstraint(fields=["meeting", "seat"], name="councils_attendance_once")]

    def __str__(self) -> str:
        return f"{self.seat}: {self.is_present}"
