"""Orders placed on the national procurement portal, as its files tell them."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from foundation.documents.models import Document
from registry.models import Body, Funding, Organisation, Region, Sphere
from socialorder.choices.placed import PLACED_WITH_CONTRACT, BudgetLevel, PlacedState, Twin
from socialorder.querysets.placed import OrderLoadQuerySet, PlacedOrderQuerySet


class OrderLoad(models.Model):
    """One file with orders: checked first, loaded when an officer has seen what it would change.

    ``outcome`` is what the check found and ``loaded`` what the load did, as counts (rows, new, changed, same, held,
    refused, aside); ``line`` is how far the load is, so that a worker that is started again goes on from there.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    requested_at = models.DateTimeField(default=timezone.now)
    job_id = models.UUIDField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    outcome = models.JSONField(default=dict, blank=True)
    errors = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    wanted_at = models.DateTimeField(null=True, blank=True)
    wanted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    line = models.PositiveIntegerField(default=0)
    loaded = models.JSONField(default=dict, blank=True)
    loaded_at = models.DateTimeField(null=True, blank=True)

    objects = OrderLoadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(wanted_at=None) | Q(checked_at__isnull=False), name="socialorder_load_checked_first"
            ),
            models.CheckConstraint(
                condition=Q(loaded_at=None) | Q(wanted_at__isnull=False), name="socialorder_load_wanted_first"
            ),
        ]

    def __str__(self) -> str:
        return str(self.document)

    def get_absolute_url(self) -> str:
        return reverse("socialorder:load-detail", args=[self.pk])


class PlacedOrder(models.Model):
    """An order placed elsewhere; its lot number names it once. A later file changes it, and none deletes it.

    A row with a contract of an NGO of the registry has a row in the ledger of public money (``placed:<lot number>``),
    unless ``twin`` says that the ledger knows it already.
    """

    lot_number = models.CharField(max_length=60, unique=True, db_collation="C")
    year = models.PositiveSmallIntegerField(help_text="Of the budget.")
    title = models.CharField(max_length=500)
    customer = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="placed_orders")
    customer_bin = models.CharField(max_length=12, blank=True, db_collation="C")
    customer_name = models.CharField(max_length=500)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="placed_orders")
    supplier_bin = models.CharField(max_length=12, blank=True, db_collation="C")
    supplier_name = models.CharField(max_length=500, blank=True)
    sphere = models.ForeignKey(Sphere, models.PROTECT, null=True, blank=True, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    level = models.CharField(max_length=12, choices=BudgetLevel.choices)
    state = models.CharField(max_length=12, choices=PlacedState.choices)
    planned = models.DecimalField(max_digits=18, decimal_places=2)
    contracted = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    paid = models.DecimalField(max_digits=18, decimal_places=2, default=Decimal(0))
    signed_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)
    load = models.ForeignKey(OrderLoad, models.PROTECT, related_name="orders", help_text="That wrote it last.")
    twin = models.CharField(max_length=10, choices=Twin.choices, default=Twin.NONE)
    twin_of = models.ForeignKey(Funding, models.PROTECT, null=True, blank=True, related_name="+")
    twin_reason = models.TextField(blank=True)
    twin_decided_at = models.DateTimeField(null=True, blank=True)

    objects = PlacedOrderQuerySet.as_manager()

    class Meta:
        ordering = ("-year", "-planned", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PlacedState.values), name="socialorder_placed_state"),
            models.CheckConstraint(condition=Q(level__in=BudgetLevel.values), name="socialorder_placed_level"),
            models.CheckConstraint(condition=Q(twin__in=Twin.values), name="socialorder_placed_twin"),
            models.CheckConstraint(condition=Q(year__gte=2003, year__lte=2100), name="socialorder_placed_year"),
            models.CheckConstraint(condition=Q(planned__gt=0), name="socialorder_placed_planned"),
            models.CheckConstraint(
                condition=Q(paid=0) | Q(paid__gt=0, contracted__gte=F("paid")), name="socialorder_placed_paid"
            ),
            models.CheckConstraint(
                condition=Q(state__in=PLACED_WITH_CONTRACT, contracted__gt=0, signed_on__isnull=False)
                & ~Q(supplier_bin="")
                | ~Q(state__in=PLACED_WITH_CONTRACT),
                name="socialorder_placed_contract",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="socialorder_placed_period",
            ),
            models.CheckConstraint(
                condition=Q(twin=Twin.NONE, twin_decided_at=None)
                | Q(twin=Twin.ASKED, twin_of__isnull=False, twin_decided_at=None)
                | Q(twin__in=(Twin.SAME, Twin.DIFFERENT), twin_of__isnull=False, twin_decided_at__isnull=False)
                & ~Q(twin_reason=""),
                name="socialorder_placed_twin_decided",
            ),
        ]
        indexes = [
            models.Index(fields=["year", "region"], name="socialorder_placed_region"),
            models.Index(fields=["organisation"], name="socialorder_placed_supplier"),
        ]

    def __str__(self) -> str:
        return f"{self.lot_number}: {self.title}"[:300]

    def get_absolute_url(self) -> str:
        return reverse("socialorder:placed-detail", args=[self.pk])

    @property
    def reference(self) -> str:
        """How the ledger of public money names it."""
        return f"placed:{self.lot_number}"

    @property
    def has_contract(self) -> bool:
        return self.state in PLACED_WITH_CONTRACT
