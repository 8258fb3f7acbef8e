"""Enumerations of strategic partnership."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PartnerCallStatus(models.TextChoices):
    """A body looks for partner NGOs."""

    DRAFT = "draft", _("Being prepared")
    ANNOUNCED = "announced", _("Announced")
    DECIDED = "decided", _("Partners are chosen")
    CANCELLED = "cancelled", _("Cancelled")


class PartnerApplicationStatus(models.TextChoices):
    SUBMITTED = "submitted", _("Submitted")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ACCEPTED = "accepted", _("In the pool of partners")
    DECLINED = "declined", _("Not chosen")


class PartnerAgreementStatus(models.TextChoices):
    SENT = "sent", _("Waits for the signature of the NGO")
    SIGNED = "signed", _("Waits for the signature of the body")
    EFFECTIVE = "effective", _("In force")
    EXPIRED = "expired", _("Over")
    TERMINATED = "terminated", _("Ended early")
    CANCELLED = "cancelled", _("Not concluded")


class PartnerReportStatus(models.TextChoices):
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned for correction")
    ACCEPTED = "accepted", _("Accepted")
