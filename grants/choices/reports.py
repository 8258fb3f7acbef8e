"""Enumerations of the reports that an NGO gives on its project."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportType(models.TextChoices):
    INTERIM = "interim", _("Interim report")
    FINAL = "final", _("Final report")


class ReportStatus(models.TextChoices):
    DUE = "planned", _("Not sent yet")
    SUBMITTED = "submitted", _("Sent, waits for an officer")
    RETURNED = "returned", _("Returned for correction")
    ACCEPTED = "accepted", _("Accepted")
    PARTLY = "accepted_in_part", _("Accepted in part")


class ReportSectionName(models.TextChoices):
    """Sections of a report that save by themselves, in the order of its task list."""

    NARRATIVE = "narrative", _("What was done")
    INDICATORS = "indicators", _("Indicators")
    BENEFICIARIES = "beneficiaries", _("People who took part")
