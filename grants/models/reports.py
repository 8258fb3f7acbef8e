"""Reports of an NGO on its project: what was done, what came of it, what the money was spent on."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from foundation.accounts.models import Signature
from foundation.documents.models import Document
from grants.choices import ReportSectionName, ReportStatus, ReportType
from grants.models.agreements import SHA256, Agreement, AgreementIndicator, AgreementLine

DECIDED = (ReportStatus.ACCEPTED, ReportStatus.PARTLY)
WRITABLE = (ReportStatus.DUE, ReportStatus.RETURNED)


class ProjectReport(models.Model):
    """A report that the agreement asks for: interim ones and the last. ``due_on`` is the last day in time.

    ``spent`` is what its expenses come to, ``accepted`` what the officer has accepted of them; both are copied from the
    expenses when it is sent and decided. ``first_sent_on`` decides whether it came late.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="reports")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=ReportType.choices)
    starts_on = models.DateField()
    ends_on = models.DateField()
    due_on = models.DateField()
    status = models.CharField(max_length=20, choices=ReportStatus.choices, default=ReportStatus.DUE)
    remarks = models.TextField(blank=True, help_text="What the officer said about the report as a whole.")
    correct_until = models.DateField(null=True, blank=True)
    spent = models.DecimalField(max_digits=18, decimal_places=2, default=Decimal(0))
    accepted = models.DecimalField(max_digits=18, decimal_places=2, default=Decimal(0))
    beneficiaries = models.PositiveIntegerField(null=True, blank=True)
    first_sent_on = models.DateField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    flagged_at = models.DateTimeField(null=True, blank=True, help_text="The ladder of reminders has come to its end.")

    class Meta:
        ordering = ("agreement", "number")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="grants_projectreport_once"),
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(kind=ReportType.FINAL), name="grants_projectreport_one_final"
            ),
            models.CheckConstraint(condition=Q(kind__in=ReportType.values), name="grants_projectreport_kind"),
            models.CheckConstraint(condition=Q(status__in=ReportStatus.values), name="grants_projectreport_status"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on"), due_on__gte=F("ends_on")), name="grants_projectreport_period"
            ),
            models.CheckConstraint(
                condition=Q(status=ReportStatus.DUE)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False, first_sent_on__isnull=False),
                name="grants_projectreport_submitted",
            ),
            models.CheckConstraint(
                condition=Q(status__in=DECIDED, decided_at__isnull=False, decided_by__isnull=False)
                | (~Q(status__in=DECIDED) & Q(decided_at=None, decided_by=None, accepted=0)),
                name="grants_projectreport_decided",
            ),
            models.CheckConstraint(
                condition=Q(accepted__gte=0, accepted__lte=F("spent")), name="grants_projectreport_accepted"
            ),
            models.CheckConstraint(
                condition=~Q(status=ReportStatus.ACCEPTED) | Q(accepted=F("spent")), name="grants_projectreport_whole"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=Q(status__in=WRITABLE),
                name="grants_projectreport_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.agreement.number} № {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("grants:report-detail", args=[self.agreement.number, self.number])

    @property
    def is_final(self) -> bool:
        return self.kind == ReportType.FINAL

    @property
    def is_decided(self) -> bool:
        """Accepted, as a whole or in part."""
        return self.status in DECIDED

    @property
    def is_writable(self) -> bool:
        return self.status in WRITABLE

    @property
    def was_late(self) -> bool:
        """Whether it was first sent after its day."""
        return self.first_sent_on is not None and self.first_sent_on > self.due_on


class ReportSection(models.Model):
    """What was typed in one part of a report (``grants.models.report_content`` says which fields there are)."""

    report = models.ForeignKey(ProjectReport, models.CASCADE, related_name="sections")
    name = models.CharField(max_length=20, choices=ReportSectionName.choices)
    data = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    saved_from = models.CharField(max_length=36, blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "name"], name="grants_reportsection_once"),
            models.CheckConstraint(condition=Q(name__in=ReportSectionName.values), name="grants_reportsection_name"),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.name}"


class Expense(models.Model):
    """One expense against a budget line, with its paper. ``accepted`` is empty until the report is decided.

    An expense that was sent stays: one that is taken out of a later version has ``removed_at``. Suppliers may be people:
    they are for the two parties alone.
    """

    report = models.ForeignKey(ProjectReport, models.PROTECT, related_name="expenses")
    line = models.ForeignKey(AgreementLine, models.PROTECT, related_name="expenses")
    spent_on = models.DateField()
    supplier = models.CharField(max_length=300)
    purpose = models.CharField(max_length=300)
    paper_number = models.CharField(max_length=60, blank=True)
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    accepted = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    refusal = models.CharField(max_length=500, blank=True, help_text="Why less than the whole was accepted.")

    class Meta:
        ordering = ("spent_on", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="grants_expense_amount"),
            models.CheckConstraint(
                condition=Q(accepted=None, refusal="")
                | Q(accepted=F("amount"), refusal="")
                | (Q(accepted__gte=0, accepted__lt=F("amount")) & ~Q(refusal="")),
                name="grants_expense_accepted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.amount}"


class Photo(models.Model):
    """A photograph of a report. With people in the picture their consent is stated."""

    report = models.ForeignKey(ProjectReport, models.PROTECT, related_name="photos")
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    has_people = models.BooleanField()
    has_consent = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(condition=Q(has_people=False) | Q(has_consent=True), name="grants_photo_consent")
        ]

    def __str__(self) -> str:
        return self.title


class ReportVersion(models.Model):
    """What was sent: the canonical document, its SHA-256, and the signature where the agreement asks for one."""

    report = models.ForeignKey(ProjectReport, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signature = models.OneToOneField(Signature, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("report", "number")
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="grants_reportversion_once"),
            models.CheckConstraint(condition=Q(digest__regex=SHA256), name="grants_reportversion_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.report} v{self.number}"


class ReportRemark(models.Model):
    """What an officer asked to correct in one answer of a version; ``control`` names the field."""

    version = models.ForeignKey(ReportVersion, models.PROTECT, related_name="remarks")
    section = models.CharField(max_length=20)
    control = models.CharField(max_length=40)
    text = models.TextField()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["version", "section", "control"], name="grants_reportremark_once"),
            models.CheckConstraint(condition=~Q(text=""), name="grants_reportremark_text"),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.section} {self.control}"


class IndicatorFact(models.Model):
    """What a report says about one indicator: the figure reached since the start, and how it can be checked.

    Written when the report is sent, from its version; facts of reports that are accepted feed the evaluation of effect.
    """

    report = models.ForeignKey(ProjectReport, models.CASCADE, related_name="facts")
    indicator = models.ForeignKey(AgreementIndicator, models.PROTECT, related_name="facts")
    value = models.DecimalField(max_digits=18, decimal_places=2)
    evidence = models.TextField(blank=True)
    reason = models.TextField(blank=True, help_text="Why the plan was not met or was exceeded.")

    class Meta:
        ordering = ("report", "indicator")
        constraints = [
            models.UniqueConstraint(fields=["report", "indicator"], name="grants_indicatorfact_once"),
            models.CheckConstraint(condition=Q(value__gte=0), name="grants_indicatorfact_value"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value}"
