"""What a sitting of the commission consists of besides its list: agenda, materials, ballots, signed protocol."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.accounts.models import Signature
from foundation.documents.models import Document
from grants.choices import ConflictSource, VoteChoice
from grants.models.applications import Application
from grants.models.decisions import Attendee, Meeting


class Ballot(models.Model):
    """What one member does about one application: votes, or has a conflict of interest and does not (rule R35).

    The text of a known conflict names the organisation; that of a declared one is in the member's words.
    """

    attendee = models.ForeignKey(Attendee, models.CASCADE, related_name="ballots")
    application = models.ForeignKey(Application, models.PROTECT, related_name="ballots")
    source = models.CharField(max_length=10, choices=ConflictSource.choices, blank=True)
    conflict = models.TextField(blank=True)
    choice = models.CharField(max_length=10, choices=VoteChoice.choices, blank=True)
    remark = models.TextField(blank=True)
    voted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("attendee", "application")
        constraints = [
            models.UniqueConstraint(fields=["attendee", "application"], name="grants_ballot_once"),
            models.CheckConstraint(
                condition=(Q(source__in=ConflictSource.values, choice="", remark="", voted_at=None) & ~Q(conflict=""))
                | Q(source="", conflict="", choice__in=VoteChoice.values, voted_at__isnull=False),
                name="grants_ballot_vote_or_conflict",
            ),
            models.CheckConstraint(
                condition=~Q(choice=VoteChoice.AGAINST) | ~Q(remark=""), name="grants_ballot_remark"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attendee}: {self.application.number}"


class AgendaItem(models.Model):
    """A point of the agenda: an application, or something else by its title."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    application = models.ForeignKey(Application, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="grants_agenda_position"),
            models.UniqueConstraint(fields=["meeting", "application"], name="grants_agenda_application"),
            models.CheckConstraint(
                condition=Q(application__isnull=False, title="") | (Q(application=None) & ~Q(title="")),
                name="grants_agenda_point",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.application)


class MeetingMaterial(models.Model):
    """A file for the members; one that is about an application is not for those with a conflict there."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="materials")
    application = models.ForeignKey(Application, models.PROTECT, null=True, blank=True, related_name="+")
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title


class ProtocolSignature(models.Model):
    """A member's e-signature under the protocol, or the secretary's."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="protocol_signatures")
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signature = models.OneToOneField(Signature, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["meeting", "signer"], name="grants_protocol_signed_once")]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.signer}"
