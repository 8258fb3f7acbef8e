"""Enumerations of how a council lives: proposals, plans, reports."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProposalStatus(models.TextChoices):
    SENT = "sent", _("Waits for an answer")
    TAKEN = "taken", _("On the agenda")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ProposerSide(models.TextChoices):
    MEMBER = "member", _("Member of the council")
    NGO = "ngo", _("Non-profit organisation")
    CITIZEN = "citizen", _("Citizen")


class PlanStatus(models.TextChoices):
    DRAFT = "draft", _("Being written")
    APPROVED = "approved", _("Approved and published")


class ReportStatus(models.TextChoices):
    DRAFT = "draft", _("Being written")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("A later one stands in its place")
