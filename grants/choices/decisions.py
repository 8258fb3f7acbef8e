"""Enumerations of the commission."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingStatus(models.TextChoices):
    PREPARING = "preparing", _("Being prepared")
    VOTING = "voting", _("Voting")
    CONCLUDED = "concluded", _("Concluded")


class VoteChoice(models.TextChoices):
    FOR = "for", _("For")
    AGAINST = "against", _("Against")
    ABSTAIN = "abstain", _("Abstains")


class Outcome(models.TextChoices):
    FUND = "fund", _("Award the grant")
    RESERVE = "reserve", _("Put on the reserve list")
    DECLINE = "decline", _("Do not award")


class Departure(models.TextChoices):
    """In which way a decision departs from the ranking."""

    PASSED_OVER = "passed_over", _("Above the line, but no grant")
    RAISED = "raised", _("Below the line, but a grant")


class ConflictSource(models.TextChoices):
    """How a conflict of interest of a member came up."""

    DECLARED = "declared", _("Declared by the member")
    KNOWN = "known", _("Found in the registry")
