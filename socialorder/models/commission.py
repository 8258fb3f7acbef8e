"""The commission of a tender: members of the body and of outside, their conflicts, sittings, votes on each lot."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from foundation.accounts.models import Signature
from socialorder.choices.commission import ConflictSource, SittingStatus, VoteChoice
from socialorder.models.bids import Bid
from socialorder.models.tenders import Lot, Tender
from socialorder.querysets import MemberQuerySet, SittingQuerySet

PERSON = settings.AUTH_USER_MODEL


class CommissionMember(models.Model):
    """Who decides a tender. ``declared_at``: when the member has said what is not for them, after the opening."""

    tender = models.ForeignKey(Tender, models.PROTECT, related_name="members")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    is_outside = models.BooleanField(help_text="Does not serve the body that buys.")
    is_chair = models.BooleanField(default=False)
    declared_at = models.DateTimeField(null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ("tender", "pk")
        constraints = [
            models.UniqueConstraint(fields=["tender", "person"], name="socialorder_member_once"),
            models.UniqueConstraint(fields=["tender"], condition=Q(is_chair=True), name="socialorder_member_one_chair"),
        ]

    def __str__(self) -> str:
        return str(self.person)


class MemberConflict(models.Model):
    """A lot on which a member does not vote: tied to one of its bidders (rule R35)."""

    member = models.ForeignKey(CommissionMember, models.CASCADE, related_name="conflicts")
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="+")
    source = models.CharField(max_length=10, choices=ConflictSource.choices)
    text = models.TextField(blank=True, help_text="In the member's words; not published.")

    class Meta:
        ordering = ("member", "lot")
        constraints = [
            models.UniqueConstraint(fields=["member", "lot"], name="socialorder_conflict_once"),
            models.CheckConstraint(condition=Q(source__in=ConflictSource.values), name="socialorder_conflict_source"),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.lot}"


class Sitting(models.Model):
    """One sitting that decides the lots that wait. Its protocol is kept as it was concluded and never changed."""

    tender = models.ForeignKey(Tender, models.PROTECT, related_name="sittings")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=SittingStatus.choices, default=SittingStatus.VOTING)
    began_at = models.DateTimeField()
    began_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    concluded_at = models.DateTimeField(null=True, blank=True)
    protocol = models.JSONField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    objects = SittingQuerySet.as_manager()

    class Meta:
        ordering = ("tender", "number")
        constraints = [
            models.UniqueConstraint(fields=["tender", "number"], name="socialorder_sitting_number"),
            models.UniqueConstraint(
                fields=["tender"], condition=Q(status=SittingStatus.VOTING), name="socialorder_sitting_one"
            ),
            models.CheckConstraint(
                condition=Q(status=SittingStatus.CONCLUDED, concluded_at__isnull=False, protocol__isnull=False)
                & Q(sha256__regex=r"^[0-9a-f]{64}$")
                | Q(status__in=(SittingStatus.VOTING, SittingStatus.DISSOLVED), concluded_at=None, sha256=""),
                name="socialorder_sitting_concluded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tender.slug} № {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("socialorder:sitting-detail", args=[self.tender.slug, self.number])


class SittingSeat(models.Model):
    """The roll: every member of the commission, there or not."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="seats")
    member = models.ForeignKey(CommissionMember, models.PROTECT, related_name="seats")
    is_present = models.BooleanField()

    class Meta:
        ordering = ("sitting", "member")
        constraints = [models.UniqueConstraint(fields=["sitting", "member"], name="socialorder_seat_once")]

    def __str__(self) -> str:
        return f"{self.sitting}: {self.member}"


class LotProposal(models.Model):
    """What is voted on: who wins the lot and who stays in reserve, or that nobody does. A departure has its reason."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="proposals")
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="+")
    winner = models.ForeignKey(Bid, models.PROTECT, null=True, blank=True, related_name="+")
    reserve = models.ForeignKey(Bid, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)
    is_departure = models.BooleanField(default=False)

    class Meta:
        ordering = ("sitting", "lot")
        constraints = [
            models.UniqueConstraint(fields=["sitting", "lot"], name="socialorder_proposal_once"),
            models.CheckConstraint(
                condition=Q(reserve=None) | Q(winner__isnull=False) & ~Q(winner=F("reserve")),
                name="socialorder_proposal_reserve",
            ),
            models.CheckConstraint(
                condition=Q(is_departure=False) | ~Q(reason=""), name="socialorder_proposal_departure"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sitting}: {self.lot}"


class LotVote(models.Model):
    """The vote of a member on the proposal for a lot. A vote against has a remark."""

    proposal = models.ForeignKey(LotProposal, models.CASCADE, related_name="votes")
    member = models.ForeignKey(CommissionMember, models.PROTECT, related_name="votes")
    choice = models.CharField(max_length=8, choices=VoteChoice.choices)
    remark = models.TextField(blank=True)
    voted_at = models.DateTimeField()

    class Meta:
        ordering = ("proposal", "member")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "member"], name="socialorder_vote_once"),
            models.CheckConstraint(condition=Q(choice__in=VoteChoice.values), name="socialorder_vote_choice"),
            models.CheckConstraint(
                condition=~Q(choice=VoteChoice.AGAINST) | ~Q(remark=""), name="socialorder_vote_remark"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal}: {self.member}"


class SittingSignature(models.Model):
    """A member's e-signature under the protocol."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="signatures")
    signer = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    signature = models.OneToOneField(Signature, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["sitting", "signer"], name="socialorder_sitting_signed_once")]

    def __str__(self) -> str:
        return f"{self.sitting}: {self.signer}"
