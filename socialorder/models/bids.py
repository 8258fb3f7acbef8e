"""Bids: boxes that nobody can open before the opening, and what came out of them."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import Signature
from foundation.documents.models import Document
from registry.models import Organisation
from socialorder.choices.bids import CLOSED, DECIDED, BidStatus, FlagRule, FlagStatus
from socialorder.models.tenders import Lot, Tender
from socialorder.querysets import BidQuerySet


class Bid(models.Model):
    """The bid of an NGO for a lot.

    ``draft_box`` opens with a key that the NGO alone keeps, ``sealed_box`` with the secret of the tender. ``content``
    and ``price`` are empty until the opening (constraint).
    """

    lot = models.ForeignKey(Lot, models.PROTECT, related_name="bids")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="bids")
    status = models.CharField(max_length=12, choices=BidStatus.choices, default=BidStatus.DRAFT)
    draft_box = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0, help_text="Counts saves, so that two tabs do not overwrite.")
    saved_at = models.DateTimeField(null=True, blank=True)
    sealed_box = models.TextField(blank=True)
    commitment = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the bid with a random salt in it.")
    sealed_at = models.DateTimeField(null=True, blank=True)
    sealed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    signature = models.ForeignKey(Signature, models.PROTECT, null=True, blank=True, related_name="+")
    content = models.JSONField(null=True, blank=True)
    price = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    reason = models.TextField(blank=True, help_text="Why it was not admitted or not chosen.")
    judged_at = models.DateTimeField(null=True, blank=True, help_text="When it was admitted or refused.")
    price_points = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    technical_points = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)

    objects = BidQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lot", "organisation"], name="socialorder_bid_once"),
            models.CheckConstraint(condition=Q(status__in=BidStatus.values), name="socialorder_bid_status"),
            models.CheckConstraint(
                condition=Q(status__in=CLOSED, content=None, price=None)
                | ~Q(status__in=CLOSED) & Q(content__isnull=False, price__gt=0),
                name="socialorder_bid_closed",
            ),
            models.CheckConstraint(
                condition=Q(status=BidStatus.DRAFT)
                | Q(sealed_at__isnull=False) & ~Q(sealed_box="") & Q(commitment__regex=r"^[0-9a-f]{64}$"),
                name="socialorder_bid_sealed",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=DECIDED) | Q(price_points__isnull=False), name="socialorder_bid_points"
            ),
            models.CheckConstraint(
                condition=~Q(status=BidStatus.REFUSED) | ~Q(reason=""), name="socialorder_bid_refused"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lot} № {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("socialorder:bid-detail", args=[self.pk])

    @property
    def total_points(self) -> Decimal | None:
        """Price and technical part together; None before the decision."""
        return None if self.price_points is None else self.price_points + (self.technical_points or 0)


class BidFile(models.Model):
    """A file of a bid, encrypted with a key of its own; name and key are inside the bid."""

    bid = models.ForeignKey(Bid, models.PROTECT, related_name="files")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("bid", "pk")

    def __str__(self) -> str:
        return f"{self.bid}: {self.pk}"


class Opening(models.Model):
    """The protocol of an opening as it was made. Never changed."""

    tender = models.OneToOneField(Tender, models.PROTECT, related_name="opening")
    opened_at = models.DateTimeField()
    holders = models.JSONField(help_text="Numbers of the two shares that opened.")
    protocol = models.JSONField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="socialorder_opening_sha256")
        ]

    def __str__(self) -> str:
        return f"{self.tender.slug}"


class Flag(models.Model):
    """A question about a bid, with the figures it stands on; a person answers it with a reason."""

    bid = models.ForeignKey(Bid, models.PROTECT, related_name="flags")
    other = models.ForeignKey(Bid, models.PROTECT, null=True, blank=True, related_name="+")
    rule = models.CharField(max_length=14, choices=FlagRule.choices)
    inputs = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=FlagStatus.choices, default=FlagStatus.OPEN)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("bid", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["bid", "other", "rule"], nulls_distinct=False, name="socialorder_flag_once"
            ),
            models.CheckConstraint(condition=Q(rule__in=FlagRule.values), name="socialorder_flag_rule"),
            models.CheckConstraint(
                condition=Q(status=FlagStatus.OPEN, reason="", decided_at=None)
                | ~Q(status=FlagStatus.OPEN) & Q(decided_at__isnull=False) & ~Q(reason=""),
                name="socialorder_flag_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bid}: {self.rule}"
