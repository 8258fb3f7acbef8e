"""The commission: who was there, how it voted, what it decided."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from evaluation.models import Result, Run
from grants.choices import Departure, MeetingStatus, Outcome
from grants.models.appeals import Appeal
from grants.models.applications import Application
from grants.models.calls import Call


class Meeting(models.Model):
    """The commission's sitting on one call. Valid with at least ⌈2n/3⌉ of all n members present (rule R37).

    ``run`` is the ranking that the proposals were made from; it is published with the decision. ``version`` grows with
    each change of the list, so that nobody overwrites what somebody else has written since. ``chair_decides`` says
    whether the vote of ``chair`` decides where as many are for as against.
    """

    call = models.OneToOneField(Call, models.PROTECT, related_name="meeting")
    run = models.ForeignKey(Run, models.PROTECT, related_name="+")
    protocol_number = models.CharField(max_length=40)
    held_at = models.DateTimeField()
    place = models.CharField(max_length=300, blank=True)
    video_url = models.URLField(max_length=500, blank=True)
    chair = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    chair_decides = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    invited_at = models.DateTimeField(null=True, blank=True)
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
            models.CheckConstraint(
                condition=Q(chair_decides=False) | Q(chair__isnull=False), name="grants_meeting_chair_decides"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call} № {self.protocol_number}"


class Attendee(models.Model):
    """A member of the commission as it was composed for this sitting.

    ``declared_at`` is when the member said which applications are not for this member; nobody votes before.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendees")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_present = models.BooleanField(default=False)
    declared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="grants_attendee_once")]

    def __str__(self) -> str:
        return str(self.member)


class Proposal(models.Model):
    """What the commission votes on for one application; published for all at once when the meeting is concluded.

    ``departure`` says in which way it departs from the ranking, and ``departure_reason`` why; both or neither.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="proposals")
    application = models.OneToOneField(Application, models.PROTECT, related_name="proposal")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    amount = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    reason = models.TextField()
    departure = models.CharField(max_length=12, choices=Departure.choices, blank=True)
    departure_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome=Outcome.FUND, amount__gt=0)
                | Q(outcome__in=(Outcome.DECLINE, Outcome.RESERVE), amount=0),
                name="grants_proposal_amount",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="grants_proposal_reason"),
            models.CheckConstraint(
                condition=Q(departure="", departure_reason="")
                | (Q(departure__in=Departure.values) & ~Q(departure_reason="")),
                name="grants_proposal_departure",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.outcome}"


def results_by_number(run: Run) -> dict[str, Result]:
    """Results of ``run`` by the number of the application."""
    return {result.entry.reference: result for result in run.results.select_related("entry")}


def places(call: Call) -> dict[str, int | None]:
    """Places in force by the number of the application: of the published ranking, or after the last granted appeal."""
    last = Appeal.objects.filter(application__call=call, corrected_total__isnull=False).order_by("ended_at").last()
    if last is not None:
        return {row[0]: row[2] for row in last.effect["rows"]}
    meeting = Meeting.objects.select_related("run").defer("run__inputs").filter(call=call).first()
    return {number: result.rank for number, result in results_by_number(meeting.run).items()} if meeting else {}
