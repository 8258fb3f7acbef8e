"""Acceptance acts of the stages of a contract, and what was paid on them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from foundation.accounts.models import Signature
from foundation.core.calendar import local_date
from foundation.documents.models import Document
from registry.models import Body
from socialorder.choices.contracts import ACT_WRITABLE, ActStatus
from socialorder.models.contracts import SHA256, ContractIndicator, ContractLine, ContractStage
from socialorder.querysets import ActQuerySet

DECIDED = (ActStatus.ACCEPTED, ActStatus.REFUSED)


class Act(models.Model):
    """The supplier's account of one stage. A refused one stays; another can be written after it.

    What was handed in is in its versions, each signed by the supplier; the customer accepts by signing the same document.
    """

    stage = models.ForeignKey(ContractStage, models.PROTECT, related_name="acts")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=ActStatus.choices, default=ActStatus.FILLED)
    done = models.TextField(blank=True, help_text="What was done.")
    people = models.PositiveIntegerField(null=True, blank=True, help_text="How many people it reached.")
    saves = models.PositiveIntegerField(default=0, help_text="Counts saves, so that two tabs do not overwrite.")
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    first_handed_at = models.DateTimeField(null=True, blank=True)
    correct_until = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ActQuerySet.as_manager()

    class Meta:
        ordering = ("stage", "number")
        constraints = [
            models.UniqueConstraint(fields=["stage", "number"], name="socialorder_act_number"),
            models.UniqueConstraint(
                fields=["stage"], condition=~Q(status=ActStatus.REFUSED), name="socialorder_act_one"
            ),
            models.CheckConstraint(condition=Q(status__in=ActStatus.values), name="socialorder_act_status"),
            models.CheckConstraint(
                condition=Q(status=ActStatus.FILLED) | Q(first_handed_at__isnull=False) & ~Q(done=""),
                name="socialorder_act_handed_in",
            ),
            models.CheckConstraint(
                condition=Q(status__in=DECIDED, decided_at__isnull=False, decided_by__isnull=False)
                | ~Q(status__in=DECIDED) & Q(decided_at=None, decided_by=None),
                name="socialorder_act_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage.contract.number}/{self.stage.number} № {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("socialorder:act-detail", args=[self.pk])

    @property
    def is_writable(self) -> bool:
        return self.status in ACT_WRITABLE

    @property
    def handed_on(self) -> dt.date | None:
        """The day on which it was first handed in."""
        return local_date(self.first_handed_at) if self.first_handed_at else None

    @property
    def days_late(self) -> int:
        """Days between the stage's last day and the first handing in; 0 in time."""
        return max((self.handed_on - self.stage.due_on).days, 0) if self.handed_on else 0


class ActFact(models.Model):
    """What came of one indicator in this stage."""

    act = models.ForeignKey(Act, models.CASCADE, related_name="facts")
    indicator = models.ForeignKey(ContractIndicator, models.PROTECT, related_name="facts")
    value = models.DecimalField(max_digits=18, decimal_places=2)
    note = models.CharField(max_length=500, blank=True, help_text="How it can be checked; why it differs.")

    class Meta:
        ordering = ("act", "indicator__number")
        constraints = [
            models.UniqueConstraint(fields=["act", "indicator"], name="socialorder_actfact_once"),
            models.CheckConstraint(condition=Q(value__gte=0), name="socialorder_actfact_value"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value}"


class ActSpending(models.Model):
    """What was spent in this stage on one line of the budget."""

    act = models.ForeignKey(Act, models.CASCADE, related_name="spending")
    line = models.ForeignKey(ContractLine, models.PROTECT, related_name="spending")
    amount = models.DecimalField(max_digits=18, decimal_places=2, default=Decimal(0))

    class Meta:
        ordering = ("act", "line__number")
        constraints = [
            models.UniqueConstraint(fields=["act", "line"], name="socialorder_actspending_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="socialorder_actspending_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.amount}"


class ActFile(models.Model):
    """Evidence: for the two parties alone. What was sent stays; one that is taken out of the act has ``removed_at``."""

    act = models.ForeignKey(Act, models.PROTECT, related_name="files")
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("act", "pk")

    def __str__(self) -> str:
        return self.title


class ActVersion(models.Model):
    """An act as it was handed in, signed by the supplier, with the answer: returned, accepted (signed) or refused."""

    act = models.ForeignKey(Act, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    handed_at = models.DateTimeField()
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signature = models.OneToOneField(Signature, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=ActStatus.choices, blank=True)
    remarks = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    customer_signature = models.OneToOneField(Signature, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("act", "number")
        constraints = [
            models.UniqueConstraint(fields=["act", "number"], name="socialorder_actversion_once"),
            models.CheckConstraint(condition=Q(digest__regex=SHA256), name="socialorder_actversion_digest"),
            models.CheckConstraint(
                condition=Q(outcome="", answered_at=None, remarks="", customer_signature=None)
                | Q(outcome=ActStatus.ACCEPTED, answered_at__isnull=False, customer_signature__isnull=False)
                | Q(
                    outcome__in=(ActStatus.RETURNED, ActStatus.REFUSED),
                    answered_at__isnull=False,
                    customer_signature=None,
                )
                & ~Q(remarks=""),
                name="socialorder_actversion_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} v{self.number}"


class StagePayment(models.Model):
    """Money paid on an accepted stage, never more than its sum and never before the acceptance (trigger).

    ``reference`` is the bank's: the same one of one body is one payment.
    """

    stage = models.ForeignKey(ContractStage, models.PROTECT, related_name="payments")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    reference = models.CharField(max_length=60)
    paid_on = models.DateField()
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("paid_on", "pk")
        constraints = [
            models.UniqueConstraint(fields=["body", "reference"], name="socialorder_payment_once"),
            models.CheckConstraint(condition=Q(amount__gt=0) & ~Q(reference=""), name="socialorder_payment_amount"),
        ]

    def __str__(self) -> str:
        return self.reference
