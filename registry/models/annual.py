"""What NGOs tell the database of NGOs each year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.core import calendar
from registry.choices import ANNUAL_FILED, AnnualStatus
from registry.models.organisations import Organisation

DUE_MONTH, DUE_DAY = 3, 31


def due_on(year: int, overrides: Mapping[dt.date, bool] = calendar.NO_OVERRIDES) -> dt.date:
    """Last day for the information about ``year``: 31 March of the next, or the working day after it (rule R09)."""
    return calendar.end_of_period(dt.date(year + 1, DUE_MONTH, DUE_DAY), overrides)


def last_due_year(on: dt.date, overrides: Mapping[dt.date, bool] = calendar.NO_OVERRIDES) -> int:
    """The newest year whose information was due before ``on``: 2021 on 2022-06-10, 2020 on 2022-03-20 (rule R11)."""
    return on.year - 1 if due_on(on.year - 1, overrides) < on else on.year - 2


class AnnualInformation(models.Model):
    """What an NGO told the database of NGOs about one year; due 31 March of the next (rules R09–R11).

    Whether it is filed or late is told in public; ``content`` is the form as filled, and public after acceptance.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="annual_information")
    year = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=AnnualStatus.choices, default=AnnualStatus.DRAFT)
    content = models.JSONField(default=dict, blank=True)
    remarks = models.TextField(blank=True, help_text="What the officer asked to correct.")
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("-year",)
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year"], name="registry_annual_one_a_year"),
            models.CheckConstraint(condition=Q(status__in=AnnualStatus.values), name="registry_annual_status"),
            models.CheckConstraint(
                condition=Q(status=AnnualStatus.DRAFT) | Q(submitted_at__isnull=False),
                name="registry_annual_submitted_at",
            ),
            models.CheckConstraint(
                condition=~Q(status=AnnualStatus.ACCEPTED) | Q(accepted_at__isnull=False),
                name="registry_annual_accepted_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.year}"

    @property
    def is_filed(self) -> bool:
        """Whether the base has this year: submitted or accepted; a returned one has to come again."""
        return self.status in ANNUAL_FILED
