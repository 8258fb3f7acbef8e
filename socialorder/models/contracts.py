"""Contracts of social orders: what was agreed on a won bid, and who signed it."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import Signature
from foundation.core.text import localized
from registry.models import Body, Organisation
from socialorder.choices.contracts import CONCLUDED, ContractStatus, Side
from socialorder.models.bids import Bid
from socialorder.models.plans import MONTHS_MAX
from socialorder.models.tenders import Lot
from socialorder.querysets import ContractQuerySet

SHA256 = r"^[0-9a-f]{64}$"
APPROVED = (ContractStatus.SIGNING, *CONCLUDED)


class Contract(models.Model):
    """The contract on one won bid, in tenge: ``amount`` is the price of the bid, later what an amendment made of it.

    Drawn up by one officer and approved by another; both sides sign a version of its text, in either order. From the
    approval on the database keeps: Σ stages = Σ budget lines = ``amount`` ≤ lot, term ≤ 36 months (rule R15).
    """

    bid = models.OneToOneField(Bid, models.PROTECT, related_name="contract")
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="contracts")
    number = models.CharField(max_length=100, unique=True)
    status = models.CharField(max_length=12, choices=ContractStatus.choices, default=ContractStatus.DRAFT)
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    starts_on = models.DateField(null=True, blank=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    sign_until = models.DateField(null=True, blank=True, help_text="The last day on which it can be signed.")
    concluded_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Completed, terminated or not signed.")
    end_side = models.CharField(max_length=5, choices=Side.choices, blank=True, help_text="Who ended or refused it.")
    end_reason = models.TextField(blank=True, help_text="Why it was sent back, not signed or terminated.")

    objects = ContractQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ContractStatus.values), name="socialorder_contract_status"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="socialorder_contract_amount"),
            # One contract for a lot; the reserve gets its own when the winner has not signed.
            models.UniqueConstraint(
                fields=["lot"], condition=~Q(status=ContractStatus.REFUSED), name="socialorder_contract_one"
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None, months=None, ends_on=None)
                | Q(months__gte=1, months__lte=MONTHS_MAX, ends_on__gte=F("starts_on")),
                name="socialorder_contract_term",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[*APPROVED, ContractStatus.REVIEW])
                | Q(starts_on__isnull=False, prepared_by__isnull=False),
                name="socialorder_contract_prepared",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=APPROVED)
                | Q(approved_at__isnull=False, approved_by__isnull=False, sign_until__isnull=False),
                name="socialorder_contract_approved",
            ),
            # Two people: who draws it up does not approve it.
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("prepared_by")), name="socialorder_contract_two_people"
            ),
            models.CheckConstraint(
                condition=Q(status__in=CONCLUDED, concluded_at__isnull=False)
                | ~Q(status__in=CONCLUDED) & Q(concluded_at=None),
                name="socialorder_contract_concluded",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(ContractStatus.TERMINATED, ContractStatus.REFUSED))
                | Q(ended_at__isnull=False) & ~Q(end_reason="") & ~Q(end_side=""),
                name="socialorder_contract_ended",
            ),
            models.CheckConstraint(
                condition=Q(end_side="") | Q(end_side__in=Side.values), name="socialorder_contract_side"
            ),
        ]
        indexes = [models.Index(fields=["status", "-id"], name="socialorder_contract_listing")]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("socialorder:contract-detail", args=[self.pk])

    @property
    def organisation(self) -> Organisation:
        """The supplier."""
        return self.bid.organisation

    @property
    def body(self) -> Body:
        """The customer."""
        return self.lot.tender.body

    @property
    def title(self) -> str:
        """What is ordered, in the reader's language."""
        return localized(self.lot.topic, "title")

    @property
    def is_running(self) -> bool:
        """Whether it is in force."""
        return self.status == ContractStatus.IN_FORCE

    @property
    def is_public(self) -> bool:
        """Whether its card is for everybody: from the second signature on."""
        return self.status in CONCLUDED

    def is_late_to_sign(self, today: dt.date) -> bool:
        """Offered, and the last day for signing is over."""
        return self.status == ContractStatus.SIGNING and self.sign_until is not None and today > self.sign_until


class ContractStage(models.Model):
    """A part of the work with its sum. It is handed over by an acceptance act and paid after that."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="stages")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=500, help_text="What is done.")
    due_on = models.DateField(help_text="The last day in time.")
    amount = models.DecimalField(max_digits=18, decimal_places=2)

    class Meta:
        ordering = ("contract", "number")
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="socialorder_stage_once"),
            models.CheckConstraint(condition=Q(amount__gt=0, number__gte=1), name="socialorder_stage_amount"),
            models.CheckConstraint(condition=~Q(title=""), name="socialorder_stage_title"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class ContractLine(models.Model):
    """A line of the budget that the price is made of."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    amount = models.DecimalField(max_digits=18, decimal_places=2)

    class Meta:
        ordering = ("contract", "number")
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="socialorder_line_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="socialorder_line_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class ContractIndicator(models.Model):
    """What the supplier promises to count: copied from the topic; an amendment may change the target."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="indicators")
    number = models.PositiveSmallIntegerField()
    name_kk = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200)
    unit = models.CharField(max_length=60)
    baseline = models.DecimalField(max_digits=18, decimal_places=2)
    target = models.DecimalField(max_digits=18, decimal_places=2)

    class Meta:
        ordering = ("contract", "number")
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="socialorder_contractindicator_once")
        ]

    def __str__(self) -> str:
        return localized(self, "name")


class ContractVersion(models.Model):
    """The text that is signed, as a canonical document with its SHA-256: the contract, then each amendment.

    ``effective_at`` is the moment of the second signature; one whose signing was called off has ``void_at``.
    """

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    effective_at = models.DateTimeField(null=True, blank=True)
    void_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("contract", "number")
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="socialorder_contractversion_once"),
            models.CheckConstraint(condition=Q(digest__regex=SHA256), name="socialorder_contractversion_digest"),
            models.CheckConstraint(
                condition=Q(effective_at=None) | Q(void_at=None), name="socialorder_contractversion_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract.number} v{self.number}"


class ContractSignature(models.Model):
    """The electronic signature of one side under one version."""

    version = models.ForeignKey(ContractVersion, models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=5, choices=Side.choices)
    signature = models.OneToOneField(Signature, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["version", "side"], name="socialorder_contractsignature_once"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="socialorder_contractsignature_side"),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.side}"
