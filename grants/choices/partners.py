"""Enumerations of those who carry a project together with the applicant."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PartnerKind(models.TextChoices):
    CO_APPLICANT = "co_applicant", _("Co-applicant")
    PARTNER = "partner", _("Partner")


class PartnerStatus(models.TextChoices):
    ASKED = "asked", _("Consent is asked")
    AGREED = "agreed", _("Consents")
    REFUSED = "refused", _("Does not consent")
    REMOVED = "removed", _("Taken out")
