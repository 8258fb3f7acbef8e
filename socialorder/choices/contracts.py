"""Enumerations of contracts of social orders, their acceptance acts, penalties and amendments."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContractStatus(models.TextChoices):
    DRAFT = "draft", _("Being drawn up")
    REVIEW = "in_review", _("Waits for a second officer")
    SIGNING = "signing", _("Offered for signature")
    IN_FORCE = "active", _("In force")
    COMPLETED = "completed", _("Completed")
    TERMINATED = "terminated", _("Terminated")
    REFUSED = "refused", _("Not signed")


# Somebody has to draw up, approve or sign.
UNSIGNED = (ContractStatus.DRAFT, ContractStatus.REVIEW, ContractStatus.SIGNING)
# Both sides have signed: the card is for everybody.
CONCLUDED = (ContractStatus.IN_FORCE, ContractStatus.COMPLETED, ContractStatus.TERMINATED)


class Side(models.TextChoices):
    """The two parties of a contract."""

    NGO = "ngo", _("The supplier")
    BODY = "body", _("The customer")


class ActStatus(models.TextChoices):
    """An acceptance act. ``FILLED``: the supplier writes it."""

    FILLED = "draft", _("Being written")
    HANDED_IN = "submitted", _("Handed in")
    RETURNED = "returned", _("Returned with remarks")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")


ACT_WRITABLE = (ActStatus.FILLED, ActStatus.RETURNED)


class PenaltyKind(models.TextChoices):
    SUM = "sum", _("A sum")
    DAILY = "daily", _("A share for each day")


class PenaltyStatus(models.TextChoices):
    IMPOSED = "due", _("Imposed")
    LIFTED = "withdrawn", _("Withdrawn")


class ChangeStatus(models.TextChoices):
    """An amendment of a contract."""

    PROPOSED = "proposed", _("Waits for the other side")
    SIGNING = "signing", _("Being signed")
    EFFECTIVE = "effective", _("In force")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


CHANGE_OPEN = (ChangeStatus.PROPOSED, ChangeStatus.SIGNING)
