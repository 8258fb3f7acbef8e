"""Public money of NGOs: one ledger for every kind and every body."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from foundation.core.addresses import address
from foundation.core.text import localized
from registry.choices import FundingKind, FundingStage
from registry.models.organisations import Organisation
from registry.models.people import Body
from registry.models.reference import Region, Sphere
from registry.querysets import FundingQuerySet


class Funding(models.Model):
    """One grant, premium or social order of an NGO, in tenge. ``kind`` and ``reference`` name it once.

    The room that awards the money writes the row in the same transaction; what was awarded elsewhere comes from a file,
    with its ``source``. An annulled award stays, with the moment and the reason. ``page`` is the route of its own page.
    What an NGO gives on from its own grant is a row ``out_of`` the row of that grant: it is told, never added up again.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="funding")
    kind = models.CharField(max_length=10, choices=FundingKind.choices)
    reference = models.CharField(max_length=200, help_text="What its room or its source calls it.")
    title = models.CharField(max_length=500)
    folded_title = models.TextField(
        blank=True, default="", db_default="", help_text="The title as titles are compared, in one alphabet."
    )
    payer = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="funding")
    payer_name = models.CharField(max_length=500, blank=True, help_text="When the portal does not know the body.")
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    decided_on = models.DateField()
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    sphere = models.ForeignKey(Sphere, models.PROTECT, null=True, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True)
    page = models.CharField(max_length=100, blank=True)
    page_arguments = models.JSONField(default=list, blank=True)
    source = models.CharField(max_length=500, blank=True, help_text="Empty: awarded in this portal.")
    out_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="given_on",
        help_text="The award of another NGO that this one is given on from; its money is counted there.",
    )
    paid = models.DecimalField(
        max_digits=18, decimal_places=2, null=True, blank=True, help_text="Empty: not known, as of files."
    )
    stage = models.CharField(
        max_length=10, choices=FundingStage.choices, blank=True, default="", db_default="", help_text="What came of it."
    )
    was_late = models.BooleanField(default=False, db_default=False, help_text="A report came after its day.")
    recorded_at = models.DateTimeField(default=timezone.now)
    annulled_at = models.DateTimeField(null=True, blank=True)
    annulled_reason = models.TextField(blank=True)

    objects = FundingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "funding"
        ordering = ("-decided_on", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["kind", "reference"], name="registry_funding_once"),
            models.CheckConstraint(condition=Q(kind__in=FundingKind.values), name="registry_funding_kind"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="registry_funding_amount"),
            models.CheckConstraint(
                condition=Q(paid=None) | Q(paid__gte=0, paid__lte=F("amount")), name="registry_funding_paid"
            ),
            models.CheckConstraint(condition=Q(out_of=None) | ~Q(out_of=F("pk")), name="registry_funding_out_of"),
            models.CheckConstraint(
                condition=Q(stage="") | Q(stage__in=FundingStage.values), name="registry_funding_stage"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="registry_funding_period",
            ),
            models.CheckConstraint(
                condition=Q(annulled_at=None, annulled_reason="")
                | (Q(annulled_at__isnull=False) & ~Q(annulled_reason="")),
                name="registry_funding_annulled",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-decided_on"], name="registry_funding_listing")]

    def __str__(self) -> str:
        return f"{self.title}: {self.amount}"

    def get_absolute_url(self) -> str:
        """Its own page in the language in force; '' when it has none."""
        return address(self.page, *self.page_arguments) if self.page else ""

    @property
    def year(self) -> int:
        """The year of the decision."""
        return int(self.decided_on.year)

    @property
    def paid_by(self) -> str:
        """Who pays: the body in the reader's language, else as the source calls it, else the source itself."""
        return localized(self.payer, "name") if self.payer else self.payer_name or self.source
