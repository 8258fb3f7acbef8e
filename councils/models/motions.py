"""Motions and votes. What a secret ballot keeps is described in docs/adr/0030-secret-ballots.md."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from councils.choices import BallotKind, Choice, Majority, MotionStatus
from councils.models.councils import Seat
from councils.models.meetings import AgendaItem
from foundation.documents.models import Document


class Motion(models.Model):
    """What is put to the vote on a point of the agenda.

    The numbers are frozen: ``members`` and ``present`` when the vote is opened, the others when it is closed.
    ``taking_part`` are those present without a conflict of interest. ``chair_decided``: the tie was the chair's to break.
    """

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="motions")
    text = models.TextField()
    ballot = models.CharField(max_length=10, choices=BallotKind.choices, default=BallotKind.OPEN)
    majority = models.CharField(max_length=10, choices=Majority.choices, default=Majority.SIMPLE)
    status = models.CharField(max_length=10, choices=MotionStatus.choices, default=MotionStatus.DRAFT)
    members = models.PositiveSmallIntegerField(null=True, blank=True)
    present = models.PositiveSmallIntegerField(null=True, blank=True)
    taking_part = models.PositiveSmallIntegerField(null=True, blank=True)
    in_favour = models.PositiveSmallIntegerField(null=True, blank=True)
    against = models.PositiveSmallIntegerField(null=True, blank=True)
    abstained = models.PositiveSmallIntegerField(null=True, blank=True)
    chair_decided = models.BooleanField(default=False)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("item", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(status__in=MotionStatus.values), name="councils_motion_status"),
            models.CheckConstraint(condition=Q(ballot__in=BallotKind.values), name="councils_motion_ballot"),
            models.CheckConstraint(condition=Q(majority__in=Majority.values), name="councils_motion_majority"),
            models.CheckConstraint(condition=~Q(text=""), name="councils_motion_text"),
            models.CheckConstraint(
                condition=Q(status__in=(MotionStatus.DRAFT, MotionStatus.OPEN), in_favour=None)
                | Q(
                    status__in=(MotionStatus.CARRIED, MotionStatus.REJECTED),
                    in_favour__isnull=False,
                    against__isnull=False,
                    abstained__isnull=False,
                    closed_at__isnull=False,
                ),
                name="councils_motion_counted",
            ),
            models.CheckConstraint(
                condition=Q(taking_part=None) | Q(taking_part__lte=F("present"), present__lte=F("members")),
                name="councils_motion_roll",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Voter(models.Model):
    """A member who was there when the vote was opened, and whether the member has voted; never what.

    ``conflict`` is why the member takes no part in this vote; '' for everybody else.
    """

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="voters")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    conflict = models.CharField(max_length=300, blank=True)
    has_voted = models.BooleanField(default=False)

    class Meta:
        ordering = ("seat__full_name", "pk")
        constraints = [
            models.UniqueConstraint(fields=["motion", "seat"], name="councils_voter_once"),
            models.CheckConstraint(condition=Q(conflict="") | Q(has_voted=False), name="councils_voter_conflict"),
        ]

    def __str__(self) -> str:
        return str(self.seat)


class Vote(models.Model):
    """The vote of a member in an open ballot. There is no such row for a secret one."""

    voter = models.OneToOneField(Voter, models.PROTECT, related_name="vote")
    choice = models.CharField(max_length=10, choices=Choice.choices)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(choice__in=Choice.values), name="councils_vote_choice")]

    def __str__(self) -> str:
        return f"{self.voter}: {self.choice}"


class SecretTally(models.Model):
    """How many votes a choice of a secret ballot has; nothing leads from here to a member."""

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="tallies")
    choice = models.CharField(max_length=10, choices=Choice.choices)
    count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["motion", "choice"], name="councils_tally_once"),
            models.CheckConstraint(condition=Q(choice__in=Choice.values), name="councils_tally_choice"),
        ]

    def __str__(self) -> str:
        return self.choice


class PaperCount(models.Model):
    """What the counting commission found in the box: numbers, who counted, and the signed protocol as a file.

    Nothing tells who took a paper or what stands on it. ``valid`` papers are those in the box that are not ``invalid``.
    """

    motion = models.OneToOneField(Motion, models.PROTECT, related_name="paper")
    given_out = models.PositiveSmallIntegerField()
    in_box = models.PositiveSmallIntegerField()
    invalid = models.PositiveSmallIntegerField()
    in_favour = models.PositiveSmallIntegerField()
    against = models.PositiveSmallIntegerField()
    abstained = models.PositiveSmallIntegerField()
    counted_by = models.ManyToManyField(Seat, related_name="+")
    protocol = models.ForeignKey(Document, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(in_box__lte=F("given_out")), name="councils_paper_box"),
            models.CheckConstraint(
                condition=Q(in_box=F("invalid") + F("in_favour") + F("against") + F("abstained")),
                name="councils_paper_sums",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.motion_id}"

    @property
    def valid(self) -> int:
        """Papers that say one of the three."""
        return self.in_favour + self.against + self.abstained

    @property
    def not_put_in(self) -> int:
        """Papers that were given out and not put into the box."""
        return self.given_out - self.in_box
