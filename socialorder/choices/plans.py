"""States of standards and of plans."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StandardStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_FORCE = "effective", _("In force")
    SUPERSEDED = "superseded", _("Replaced by a newer version")


class PlanStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    DISCUSSED = "discussing", _("Discussed by the public")
    APPROVED = "approved", _("Approved")
