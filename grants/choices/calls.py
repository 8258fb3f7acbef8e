"""Enumerations of calls."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CallStatus(models.TextChoices):
    DRAFT = "draft", _("Being prepared")
    ANNOUNCED = "announced", _("Announced")
    CHECKING = "checking", _("Formal check")
    SCORING = "scoring", _("Expert evaluation")
    DECIDING = "deciding", _("Before the commission")
    DECIDED = "decided", _("Decided")
    CANCELLED = "cancelled", _("Cancelled")


class CallKind(models.TextChoices):
    """Types of state grants (law № 36-III, article 6-1), small grants through an NGO that re-grants, and premiums."""

    SHORT = "short", _("Short-term grant")
    MEDIUM = "medium", _("Medium-term grant")
    LONG = "long", _("Long-term grant")
    SMALL = "small", _("Small grant")
    PREMIUM = "premium", _("Premium")
