"""Enumerations of reference data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Certainty(models.TextChoices):
    """How sure a reference figure is: read in a law, read in the press, observed, or assumed."""

    LAW = "A", _("Read in the law or order")
    PRESS = "B", _("Read on an official page or in the press")
    OBSERVED = "O", _("Observed in a real case")
    ASSUMED = "M", _("Assumed; no source was found")
