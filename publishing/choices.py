"""Enumerations of publishing."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportKind(models.TextChoices):
    """Files that are made from the portal's data when somebody asks."""

    GRANT_PROTOCOL = "grant_protocol", _("Protocol of the commission")
    GRANT_SCORES = "grant_scores", _("Table of scores")
    REGISTRY = "registry", _("Registry of NGOs")
    REGISTRY_CSV = "registry_csv", _("Registry of NGOs (CSV)")


# Made for one person at one moment: kept for some days, because the registry goes on changing.
PASSING = (ReportKind.REGISTRY, ReportKind.REGISTRY_CSV)
