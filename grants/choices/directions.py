"""Enumerations of priority directions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ListStatus(models.TextChoices):
    """A body's list of priority directions of one year."""

    COLLECTING = "collecting", _("Proposals are taken")
    DISCUSSING = "discussing", _("Public discussion")
    APPROVED = "approved", _("Approved by an order")
    REPLACED = "replaced", _("Replaced by a newer list")
    CANCELLED = "cancelled", _("Cancelled")


class ProposalStatus(models.TextChoices):
    """What became of a proposal of a direction."""

    SUBMITTED = "submitted", _("Waits for an answer")
    TAKEN = "taken", _("Taken into a direction")
    DECLINED = "declined", _("Not taken")
    WITHDRAWN = "withdrawn", _("Taken back by its author")


class PlanStatus(models.TextChoices):
    """A body's plan of a year: how much money goes to which direction."""

    DRAFT = "draft", _("Being prepared")
    APPROVED = "approved", _("Approved")
    REPLACED = "replaced", _("Replaced by a newer plan")


# A list in these states can still change; a year has one of them at most.
OPEN_LISTS = (ListStatus.COLLECTING, ListStatus.DISCUSSING)
# Frozen for ever.
KEPT_LISTS = (ListStatus.APPROVED, ListStatus.REPLACED)
