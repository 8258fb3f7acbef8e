"""Agreements on grants: what was agreed, who signed it, how it was changed."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import Signature
from foundation.documents.models import Document
from grants.choices import AgreementStatus, CostKind, Side, SignatureWay
from grants.models.applications import Application
from grants.querysets import AgreementQuerySet
from registry.models import Region, Sphere

SIGNED = (AgreementStatus.ACTIVE, AgreementStatus.COMPLETED, AgreementStatus.TERMINATED)
APPROVED = (AgreementStatus.SIGNING, *SIGNED)
SHA256 = r"^[0-9a-f]{64}$"


class Agreement(models.Model):
    """The agreement on one grant, in tenge. What it says is in its versions; figures for lists are copied here.

    Prepared by one officer and approved by another. The parameters of carrying it out are written into it: whether a
    tranche waits for the report before it (rule R44), how far expenses and indicators may deviate.
    """

    application = models.OneToOneField(Application, models.PROTECT, related_name="agreement")
    number = models.CharField(max_length=50, unique=True)
    status = models.CharField(max_length=12, choices=AgreementStatus.choices, default=AgreementStatus.ADJUSTING)
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    title = models.CharField(max_length=300)
    sphere = models.ForeignKey(Sphere, models.PROTECT, null=True, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    content = models.JSONField(
        default=dict,
        help_text="What is agreed now: budget, work plan, indicators, team, as canonical documents say it.",
    )
    gates_tranches = models.BooleanField(
        default=True, help_text="A tranche waits until the report before it is accepted (rule R44)."
    )
    signs_reports = models.BooleanField(default=False, help_text="Reports are sent with an electronic signature.")
    line_deviation = models.DecimalField(
        max_digits=5, decimal_places=2, default=Decimal(10), help_text="Per cent that a budget line may be exceeded by."
    )
    indicator_deviation = models.DecimalField(
        max_digits=5, decimal_places=2, default=Decimal(10), help_text="Per cent beyond which a reason is asked for."
    )
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    concluded_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.TextField(blank=True, help_text="Why it was sent back, cancelled or terminated.")

    objects = AgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=AgreementStatus.values), name="grants_agreement_status"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="grants_agreement_amount"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on__gte=F("starts_on"), months__gte=1),
                name="grants_agreement_term",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[*APPROVED, AgreementStatus.REVIEW])
                | Q(starts_on__isnull=False, ends_on__isnull=False, prepared_by__isnull=False),
                name="grants_agreement_prepared",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=APPROVED) | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="grants_agreement_approved",
            ),
            # Two people: who prepares does not approve.
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("prepared_by")), name="grants_agreement_two_people"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=SIGNED) | Q(concluded_at__isnull=False), name="grants_agreement_concluded"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(AgreementStatus.TERMINATED, AgreementStatus.CANCELLED))
                | (~Q(end_reason="") & Q(ended_at__isnull=False)),
                name="grants_agreement_ended",
            ),
            models.CheckConstraint(
                condition=Q(line_deviation__gte=0, indicator_deviation__gte=0), name="grants_agreement_deviation"
            ),
        ]
        indexes = [models.Index(fields=["status", "-id"], name="grants_agreement_listing")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("grants:agreement-detail", args=[self.number])

    @property
    def is_running(self) -> bool:
        """Whether it is in force."""
        return self.status == AgreementStatus.ACTIVE

    @property
    def is_public(self) -> bool:
        """Whether its card is for everybody: from the signatures on."""
        return self.status in SIGNED


class AgreementLine(models.Model):
    """A budget line as agreed; ``amount`` is paid by the grant, ``own`` by the NGO. An amendment may bring it to zero."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=CostKind.choices)
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    own = models.DecimalField(max_digits=18, decimal_places=2, default=Decimal(0))

    class Meta:
        ordering = ("agreement", "number")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="grants_agreementline_once"),
            models.CheckConstraint(condition=Q(kind__in=CostKind.values), name="grants_agreementline_kind"),
            models.CheckConstraint(condition=Q(amount__gte=0, own__gte=0), name="grants_agreementline_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class AgreementIndicator(models.Model):
    """What the project promises to count, as agreed. One that an amendment drops stays, for the reports that name it.

    ``catalogue`` is the code of a common indicator, where the application took one.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="indicators")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=50)
    catalogue = models.CharField(max_length=60, blank=True)
    baseline = models.DecimalField(max_digits=18, decimal_places=2, default=Decimal(0))
    target = models.DecimalField(max_digits=18, decimal_places=2)
    evidence = models.CharField(max_length=300, blank=True)
    is_dropped = models.BooleanField(default=False)

    class Meta:
        ordering = ("agreement", "number")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="grants_agreementindicator_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class AgreementVersion(models.Model):
    """The text that is signed: a canonical document with its SHA-256. The first is the agreement, later ones amendments.

    One whose signing was called off has ``void_at``; ``effective_at`` is the moment of the last signature.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    effective_at = models.DateTimeField(null=True, blank=True)
    void_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("agreement", "number")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="grants_agreementversion_once"),
            models.CheckConstraint(condition=Q(digest__regex=SHA256), name="grants_agreementversion_digest"),
            models.CheckConstraint(
                condition=Q(effective_at=None) | Q(void_at=None), name="grants_agreementversion_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement.number} v{self.number}"


class AgreementSignature(models.Model):
    """The signature of one side under one version: electronic, or a scan of the paper that an officer confirms."""

    version = models.ForeignKey(AgreementVersion, models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=5, choices=Side.choices)
    way = models.CharField(max_length=10, choices=SignatureWay.choices)
    signature = models.OneToOneField(Signature, models.PROTECT, null=True, blank=True, related_name="+")
    scan = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="Empty: the scan waits for an officer.")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["version", "side"], name="grants_agreementsignature_once"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="grants_agreementsignature_side"),
            models.CheckConstraint(
                condition=Q(way=SignatureWay.ELECTRONIC, signature__isnull=False, scan=None, confirmed_at__isnull=False)
                | Q(way=SignatureWay.PAPER, signature=None, scan__isnull=False),
                name="grants_agreementsignature_way",
            ),
            # Who sends a scan does not confirm it.
            models.CheckConstraint(
                condition=Q(way=SignatureWay.ELECTRONIC)
                | Q(confirmed_at=None, confirmed_by=None)
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by=F("signed_by"))),
                name="grants_agreementsignature_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.side}"

    @property
    def is_valid(self) -> bool:
        """Whether it counts."""
        return self.confirmed_at is not None
