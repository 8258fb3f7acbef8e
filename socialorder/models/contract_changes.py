"""What happens to a contract on its way: penalties and amendments."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Round
from django.urls import reverse

from socialorder.choices.contracts import CHANGE_OPEN, ChangeStatus, PenaltyKind, PenaltyStatus, Side
from socialorder.models.contracts import Contract, ContractStage, ContractVersion


class Penalty(models.Model):
    """What the supplier owes for a breach, by a clause: a sum, or ``base`` × ``rate`` per cent × ``days``, to the tiyn.

    It can be withdrawn with a reason, and stays.
    """

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="penalties")
    number = models.PositiveSmallIntegerField()
    stage = models.ForeignKey(ContractStage, models.PROTECT, null=True, blank=True, related_name="penalties")
    kind = models.CharField(max_length=6, choices=PenaltyKind.choices)
    clause = models.CharField(max_length=200, help_text="Of the contract or of the law.")
    base = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    rate = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True, help_text="Per cent a day.")
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    reason = models.TextField()
    status = models.CharField(max_length=10, choices=PenaltyStatus.choices, default=PenaltyStatus.IMPOSED)
    imposed_at = models.DateTimeField()
    imposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    lifted_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("contract", "number")
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="socialorder_penalty_once"),
            models.CheckConstraint(condition=Q(status__in=PenaltyStatus.values), name="socialorder_penalty_status"),
            models.CheckConstraint(
                condition=Q(amount__gt=0) & ~Q(clause="") & ~Q(reason=""), name="socialorder_penalty_said"
            ),
            models.CheckConstraint(
                condition=Q(kind=PenaltyKind.SUM, base=None, rate=None, days=None)
                | Q(
                    kind=PenaltyKind.DAILY,
                    base__gt=0,
                    rate__gt=0,
                    days__gte=1,
                    amount=Round(F("base") * F("rate") * F("days") / 100, precision=2),
                ),
                name="socialorder_penalty_arithmetic",
            ),
            models.CheckConstraint(
                condition=Q(status=PenaltyStatus.IMPOSED, lifted_at=None, lifted_by=None, lifted_reason="")
                | Q(status=PenaltyStatus.LIFTED, lifted_at__isnull=False, lifted_by__isnull=False)
                & ~Q(lifted_reason=""),
                name="socialorder_penalty_lifted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract.number} № {self.number}"


class ContractAmendment(models.Model):
    """A change that one side asks for and the other approves; both sign the new text.

    ``before`` and ``after`` have the same parts, as they stood when it was proposed: months, stages, indicators.
    """

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="amendments")
    number = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=5, choices=Side.choices, help_text="Who asks for it.")
    status = models.CharField(max_length=10, choices=ChangeStatus.choices, default=ChangeStatus.PROPOSED)
    reason = models.TextField()
    before = models.JSONField()
    after = models.JSONField()
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decision_reason = models.TextField(blank=True)
    version = models.OneToOneField(ContractVersion, models.PROTECT, null=True, blank=True, related_name="amendment")

    class Meta:
        ordering = ("contract", "number")
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="socialorder_amendment_once"),
            models.UniqueConstraint(
                fields=["contract"], condition=Q(status__in=CHANGE_OPEN), name="socialorder_amendment_one_open"
            ),
            models.CheckConstraint(condition=Q(status__in=ChangeStatus.values), name="socialorder_amendment_status"),
            models.CheckConstraint(
                condition=Q(side__in=Side.values) & ~Q(reason=""), name="socialorder_amendment_proposed"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(ChangeStatus.SIGNING, ChangeStatus.EFFECTIVE))
                | Q(decided_at__isnull=False, decided_by__isnull=False, version__isnull=False),
                name="socialorder_amendment_approved",
            ),
            models.CheckConstraint(
                condition=~Q(status=ChangeStatus.DECLINED) | Q(decided_at__isnull=False) & ~Q(decision_reason=""),
                name="socialorder_amendment_declined",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="socialorder_amendment_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract.number} № {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("socialorder:contract-amendment", args=[self.contract_id, self.number])
