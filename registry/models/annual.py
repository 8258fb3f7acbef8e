"""What NGOs tell the database of NGOs each year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from foundation.core import calendar
from foundation.documents.models import Document
from registry.choices import ANNUAL_FILED, ANNUAL_WRITABLE, AnnualSectionName, AnnualStatus, AnnualWay
from registry.models.organisations import Organisation
from registry.querysets import AnnualInformationQuerySet

DUE_MONTH, DUE_DAY = 3, 31


def due_on(year: int, overrides: Mapping[dt.date, bool] = calendar.NO_OVERRIDES) -> dt.date:
    """Last day for the information about ``year``: 31 March of the next, or the working day after it (rule R09)."""
    return calendar.end_of_period(dt.date(year + 1, DUE_MONTH, DUE_DAY), overrides)


def last_due_year(on: dt.date, overrides: Mapping[dt.date, bool] = calendar.NO_OVERRIDES) -> int:
    """The newest year whose information was due before ``on``: 2021 on 2022-06-10, 2020 on 2022-03-20 (rule R11)."""
    return on.year - 1 if due_on(on.year - 1, overrides) < on else on.year - 2


class AnnualInformation(models.Model):
    """What an NGO told the database of NGOs about one year; due 31 March of the next (rules R09–R11).

    Whether it is filed or late is told in public. ``submitted_at`` is when it came first: a correction does not make
    it late. The four figures are copied from what was sent last, for lists.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="annual_information")
    year = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=AnnualStatus.choices, default=AnnualStatus.DRAFT)
    way = models.CharField(
        max_length=10, choices=AnnualWay.choices, default=AnnualWay.PORTAL, db_default=AnnualWay.PORTAL.value
    )
    started_at = models.DateTimeField(default=timezone.now)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    remarks = models.TextField(blank=True, help_text="What the officer asked to correct, in general.")
    reason = models.TextField(blank=True, default="", help_text="Why what was accepted is being corrected.")
    staff = models.PositiveIntegerField(null=True, blank=True)
    volunteers = models.PositiveIntegerField(null=True, blank=True)
    income = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    expenses = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AnnualInformationQuerySet.as_manager()

    class Meta:
        ordering = ("-year",)
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year"], name="registry_annual_one_a_year"),
            models.CheckConstraint(condition=Q(status__in=AnnualStatus.values), name="registry_annual_status"),
            models.CheckConstraint(condition=Q(way__in=AnnualWay.values), name="registry_annual_way"),
            models.CheckConstraint(
                condition=Q(status=AnnualStatus.DRAFT) | Q(submitted_at__isnull=False),
                name="registry_annual_submitted_at",
            ),
            models.CheckConstraint(
                condition=Q(status__in=(AnnualStatus.DRAFT, AnnualStatus.SUBMITTED, AnnualStatus.RETURNED))
                | Q(accepted_at__isnull=False),
                name="registry_annual_accepted_at",
            ),
            models.CheckConstraint(
                condition=(Q(income=None) | Q(income__gte=0)) & (Q(expenses=None) | Q(expenses__gte=0)),
                name="registry_annual_money",
            ),
        ]
        indexes = [
            models.Index(fields=["year", "status", "submitted_at"], name="registry_annual_campaign"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.year}"

    def get_absolute_url(self) -> str:
        """The page on which the NGO fills it in."""
        return reverse("registry:annual-edit", args=[self.organisation.bin, self.year])

    @property
    def is_filed(self) -> bool:
        """Whether the base has this year: submitted or accepted; a returned one has to come again."""
        return self.status in ANNUAL_FILED

    @property
    def is_writable(self) -> bool:
        """Whether its NGO may change what it says now."""
        return self.status in ANNUAL_WRITABLE


class AnnualSection(models.Model):
    """What was typed in one section, complete or not (``registry.models.annual_content`` says which fields there are).

    ``prefilled`` lists the controls that the portal filled in. ``saved_from`` names the page that saved last, so that
    one tab does not quarrel with itself. No row: nothing was typed yet.
    """

    information = models.ForeignKey(AnnualInformation, models.CASCADE, related_name="sections")
    name = models.CharField(max_length=20, choices=AnnualSectionName.choices)
    data = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    prefilled = models.JSONField(default=list)
    saved_from = models.CharField(max_length=36, blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["information", "name"], name="registry_annual_section_once"),
            models.CheckConstraint(condition=Q(name__in=AnnualSectionName.values), name="registry_annual_section_name"),
        ]

    def __str__(self) -> str:
        return f"{self.information}: {self.name}"


class AnnualVersion(models.Model):
    """What was sent, as a document that is never changed; a correction makes the next one."""

    information = models.ForeignKey(AnnualInformation, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    reason = models.TextField(blank=True, help_text="Why what was accepted is corrected.")
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["information", "number"], name="registry_annual_version_once"),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="registry_annual_version_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.information}, {self.number}"


class AnnualRemark(models.Model):
    """What an officer asked to correct in one answer of a version. ``control`` names the field (and its row)."""

    version = models.ForeignKey(AnnualVersion, models.PROTECT, related_name="remarks")
    section = models.CharField(max_length=20, choices=AnnualSectionName.choices)
    control = models.CharField(max_length=40)
    text = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["version", "section", "control"], name="registry_annual_remark_once"),
            models.CheckConstraint(condition=~Q(text=""), name="registry_annual_remark_text"),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.section} {self.control}"


class AnnualImport(models.Model):
    """One file with information that came on paper and what came of it; ``errors`` has the rows that were not taken."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    only_region = models.CharField(
        max_length=9, blank=True, default="", db_default="", db_collation="C",
        help_text="Rows of other regions are refused; '' takes all.",
    )  # fmt: skip
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    requested_at = models.DateTimeField(default=timezone.now)
    job_id = models.UUIDField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    outcome = models.JSONField(default=dict, blank=True)
    errors = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=False) | Q(errors=None), name="registry_annual_import_errors"
            )
        ]

    def __str__(self) -> str:
        return str(self.document)

    def get_absolute_url(self) -> str:
        return reverse("registry:annual-import-detail", args=[self.pk])
