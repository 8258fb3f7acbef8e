"""Money of an agreement: tranches, payments, returns, files of payment confirmations."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from foundation.documents.models import Document
from grants.choices import TrancheStatus
from grants.models.agreements import Agreement
from registry.models import Body


class Tranche(models.Model):
    """A part of the sum. All tranches of an approved agreement make up its sum: the database keeps that."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="tranches")
    number = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    due_on = models.DateField()
    condition = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=10, choices=TrancheStatus.choices, default=TrancheStatus.PLANNED)
    ordered_at = models.DateTimeField(null=True, blank=True)
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("agreement", "number")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="grants_tranche_once"),
            models.CheckConstraint(condition=Q(amount__gt=0, number__gte=1), name="grants_tranche_amount"),
            models.CheckConstraint(condition=Q(status__in=TrancheStatus.values), name="grants_tranche_status"),
            models.CheckConstraint(
                condition=Q(status=TrancheStatus.PLANNED) | Q(ordered_at__isnull=False, ordered_by__isnull=False),
                name="grants_tranche_ordered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement.number} № {self.number}"


class PaymentImport(models.Model):
    """One file of payment confirmations of a body and what came of it. The same bytes are taken once."""

    operator = models.ForeignKey(Body, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    wanted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    wanted_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    outcome = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["operator", "digest"], name="grants_paymentimport_once"),
        ]

    def __str__(self) -> str:
        return str(self.document)

    def get_absolute_url(self) -> str:
        return reverse("grants:payment-import", args=[self.pk])


class Payment(models.Model):
    """Money that the body has paid on a tranche. ``reference`` is the bank's: the same one is one payment."""

    operator = models.ForeignKey(Body, models.PROTECT, related_name="+")
    tranche = models.ForeignKey(Tranche, models.PROTECT, related_name="payments")
    reference = models.CharField(max_length=60)
    paid_on = models.DateField()
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    batch = models.ForeignKey(PaymentImport, models.PROTECT, null=True, blank=True, related_name="payments")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("paid_on", "pk")
        constraints = [
            models.UniqueConstraint(fields=["operator", "reference"], name="grants_payment_once"),
            models.CheckConstraint(condition=Q(amount__gt=0) & ~Q(reference=""), name="grants_payment_amount"),
        ]

    def __str__(self) -> str:
        return self.reference


class Refund(models.Model):
    """Money that the NGO has returned, confirmed by an officer."""

    operator = models.ForeignKey(Body, models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="refunds")
    reference = models.CharField(max_length=60)
    returned_on = models.DateField()
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("returned_on", "pk")
        constraints = [
            models.UniqueConstraint(fields=["operator", "reference"], name="grants_refund_once"),
            models.CheckConstraint(condition=Q(amount__gt=0) & ~Q(reference=""), name="grants_refund_amount"),
        ]

    def __str__(self) -> str:
        return self.reference
