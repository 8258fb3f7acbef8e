"""Enumerations of awards: what was offered, and what the winner said."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AwardStatus(models.TextChoices):
    OFFERED = "offered", _("Offered, waits for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined by the winner")
    LAPSED = "lapsed", _("Not answered in time")
    FALLEN = "fallen", _("No agreement came about")


class AwardOrigin(models.TextChoices):
    """By what an award came about."""

    DECISION = "decision", _("Decision of the commission")
    RESERVE = "reserve", _("From the reserve list")
    APPEAL = "appeal", _("Appeal")
