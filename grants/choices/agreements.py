"""Enumerations of agreements and their amendments."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgreementStatus(models.TextChoices):
    ADJUSTING = "adjusting", _("Budget is adjusted to the award")
    DRAFT = "draft", _("Being prepared")
    REVIEW = "in_review", _("Waits for approval")
    SIGNING = "signing", _("Being signed")
    ACTIVE = "active", _("In force")
    COMPLETED = "completed", _("Completed")
    TERMINATED = "terminated", _("Terminated")
    CANCELLED = "cancelled", _("Cancelled before it was signed")


class Side(models.TextChoices):
    """The two parties of an agreement."""

    NGO = "ngo", _("The NGO")
    BODY = "body", _("The body")


class SignatureWay(models.TextChoices):
    ELECTRONIC = "electronic", _("Electronic signature")
    PAPER = "paper", _("On paper, as a scan")


class AmendmentKind(models.TextChoices):
    """An adjustment brings the budget to the sum awarded before anything is signed; an amendment changes what was."""

    ADJUSTMENT = "adjustment", _("Adjustment to the award")
    AMENDMENT = "amendment", _("Amendment")


class AmendmentStatus(models.TextChoices):
    DRAFT = "draft", _("Being written")
    PROPOSED = "submitted", _("Proposed")
    APPROVED = "approved", _("Approved, being signed")
    EFFECTIVE = "effective", _("In force")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class AmendedPart(models.TextChoices):
    """What an amendment may change, in the order of its task list."""

    TERM = "term", _("Term")
    WORK_PLAN = "work_plan", _("Work plan")
    INDICATORS = "indicators", _("Indicators")
    BUDGET = "budget", _("Budget")
    TEAM = "team", _("Team")
