"""Enumerations of due diligence: unreliable suppliers, observations, documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MatchBasis(models.TextChoices):
    BIN = "bin", _("The same BIN")
    NAME = "name", _("The same or nearly the same name")


class MatchStatus(models.TextChoices):
    SUGGESTED = "suggested", _("To be looked at")
    CONFIRMED = "confirmed", _("Confirmed")
    DISMISSED = "dismissed", _("Dismissed")


class FlagStatus(models.TextChoices):
    """How grave an observation is; every change has a reason."""

    NOTE = "note", _("Note")
    YELLOW = "yellow", _("Yellow flag")
    RED = "red", _("Red flag")
    ESCALATED = "escalated", _("Red flag, escalated")
    CLOSED = "closed", _("Closed")


FLAG_OPEN = (FlagStatus.NOTE, FlagStatus.YELLOW, FlagStatus.RED, FlagStatus.ESCALATED)


class FlagTopic(models.TextChoices):
    TAX_DEBT = "tax_debt", _("Tax debt")
    COURT = "court", _("Court case or seized property")
    CONTRACT = "contract", _("Duties of an earlier award")
    OTHER = "other", _("Something else")


class PaperKind(models.TextChoices):
    CHARTER = "charter", _("Charter")
    REGISTRATION = "registration", _("Certificate of state registration")
    TAX = "tax", _("Certificate of no tax debt")
    OTHER = "other", _("Other document")


class PaperStatus(models.TextChoices):
    SUBMITTED = "submitted", _("Waits for an officer")
    VERIFIED = "verified", _("Verified")
    REJECTED = "rejected", _("Refused")
    REPLACED = "replaced", _("Replaced by a newer one")
