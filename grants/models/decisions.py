"""The commission: who was there, how it voted, what it decided. And awards known from elsewhere."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from grants.choices import MeetingStatus, Outcome, VoteChoice
from grants.models.applications import Application
from grants.models.calls import Call
from registry.models import Organisation


class Meeting(models.Model):
    """The commission's sitting on one call. Valid with at least ⌈2n/3⌉ of its n members (rule R37)."""

    call = models.OneToOneField(Call, models.PROTECT, related_name="meeting")
    protocol_number = models.CharField(max_length=40)
    held_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=MeetingStatus.choices, default=MeetingStatus.PREPARING)
    concluded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=MeetingStatus.values), name="grants_meeting_status")
        ]

    def __str__(self) -> str:
        return f"{self.call} № {self.protocol_number}"


class Attendee(models.Model):
    """A member of the commission as it was composed for this sitting, and the member's vote on the whole list."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendees")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_present = models.BooleanField(default=False)
    vote = models.CharField(max_length=10, choices=VoteChoice.choices, blank=True)
    remark = models.TextField(blank=True)
    voted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="grants_attendee_once"),
            models.CheckConstraint(
                condition=Q(vote="", voted_at=None) | (~Q(vote="") & Q(voted_at__isnull=False, is_present=True)),
                name="grants_attendee_vote",
            ),
        ]

    def __str__(self) -> str:
        return str(self.member)


class Proposal(models.Model):
    """What the commission votes on for one application; published for all at once when the meeting is concluded."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="proposals")
    application = models.OneToOneField(Application, models.PROTECT, related_name="proposal")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    amount = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    reason = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome=Outcome.FUND, amount__gt=0) | Q(outcome=Outcome.DECLINE, amount=0),
                name="grants_proposal_amount",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="grants_proposal_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.outcome}"


class PastAward(models.Model):
    """An award made outside the portal, known from a published source; nothing about it is invented."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="past_awards")
    organisation_name = models.CharField(max_length=500)
    programme = models.CharField(max_length=300)
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    decided_on = models.DateField()
    source = models.CharField(max_length=500)
    imported_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_name", "programme", "decided_on"], name="grants_past_award_once"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0) & ~Q(source=""), name="grants_past_award_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_name}: {self.amount}"
