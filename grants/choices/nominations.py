"""Enumerations of nominations for a premium, and of the moments at which eligibility is decided."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NominationStatus(models.TextChoices):
    PROPOSED = "proposed", _("Waits for the NGO")
    ACCEPTED = "accepted", _("Accepted by the NGO")
    DECLINED = "declined", _("Declined by the NGO")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class EligibilityStage(models.TextChoices):
    STARTED = "started", _("When the application was started")
    SUBMITTED = "submitted", _("When the application was sent")
    CHECKED = "checked", _("In the formal check")
