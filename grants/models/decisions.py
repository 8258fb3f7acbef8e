"""The commission: who was there, how it voted, what it decided."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from evaluation.models import Result, Run
from grants.choices import MeetingStatus, Outcome, VoteChoice
from grants.models.applications import Application
from grants.models.calls import Call


class Meeting(models.Model):
    """The commission's sitting on one call. Valid with at least ⌈2n/3⌉ of the n members who may vote (rule R37).

    ``run`` is the ranking that the proposals were made from; it is published with the decision.
    """

    call = models.OneToOneField(Call, models.PROTECT, related_name="meeting")
    run = models.ForeignKey(Run, models.PROTECT, related_name="+")
    protocol_number = models.CharField(max_length=40)
    held_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=MeetingStatus.choices, default=MeetingStatus.PREPARING)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    concluded_at = models.DateTimeField(null=True, blank=True)
    concluded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=MeetingStatus.values), name="grants_meeting_status"),
            models.CheckConstraint(
                condition=Q(status=MeetingStatus.CONCLUDED, concluded_at__isnull=False, concluded_by__isnull=False)
                | (~Q(status=MeetingStatus.CONCLUDED) & Q(concluded_at=None, concluded_by=None)),
                name="grants_meeting_concluded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call} № {self.protocol_number}"


class Attendee(models.Model):
    """A member of the commission as it was composed for this sitting, and the member's vote on the whole list.

    ``conflict`` names the applicants that bar the member from voting (rule R35); a barred member is never present.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendees")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    conflict = models.TextField(blank=True)
    is_present = models.BooleanField(default=False)
    vote = models.CharField(max_length=10, choices=VoteChoice.choices, blank=True)
    remark = models.TextField(blank=True)
    voted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="grants_attendee_once"),
            models.CheckConstraint(condition=Q(conflict="") | Q(is_present=False), name="grants_attendee_conflict"),
            models.CheckConstraint(
                condition=Q(vote="", voted_at=None)
                | Q(vote__in=VoteChoice.values, voted_at__isnull=False, is_present=True),
                name="grants_attendee_vote",
            ),
            models.CheckConstraint(
                condition=~Q(vote=VoteChoice.AGAINST) | ~Q(remark=""), name="grants_attendee_remark"
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
                condition=Q(outcome=Outcome.FUND, amount__gt=0)
                | Q(outcome__in=(Outcome.DECLINE, Outcome.RESERVE), amount=0),
                name="grants_proposal_amount",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="grants_proposal_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.outcome}"


def results_by_number(run: Run) -> dict[str, Result]:
    """Results of ``run`` by the number of the application."""
    return {result.entry.reference: result for result in run.results.select_related("entry")}
