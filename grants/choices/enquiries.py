"""Enumerations of questions about a call."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EnquiryStatus(models.TextChoices):
    ASKED = "asked", _("Waits for an answer")
    ANSWERED = "answered", _("Answered")
    WITHHELD = "withheld", _("Not published")
