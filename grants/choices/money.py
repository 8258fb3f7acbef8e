"""Enumerations of tranches and payments."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TrancheStatus(models.TextChoices):
    PLANNED = "planned", _("Planned")
    ORDERED = "ordered", _("Payment ordered")
    PAID = "paid", _("Paid")
