"""Enumerations of the formal check."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CheckItem(models.TextChoices):
    """What the formal check asks (rule R31)."""

    THEME = "theme", _("The theme is the one of the call")
    GOAL = "goal", _("The goal answers the direction")
    TASKS = "tasks", _("The tasks lead to the goal")
    TERM = "term", _("The term is within the limits")
    TERRITORY = "territory", _("The territory is named")
    AMOUNT = "amount", _("The amount is within the limits")
    RESULT = "result", _("The expected result can be measured")
    DATABASE = "database", _("The NGO is in the database of NGOs")


class CheckConclusion(models.TextChoices):
    ADMIT = "admit", _("Admit to evaluation")
    REFUSE = "refuse", _("Do not admit")
    RETURN = "return", _("Return for correction")


class CheckStage(models.TextChoices):
    """A conclusion counts when another officer than the one who made it has confirmed it."""

    PROPOSED = "proposed", _("Waits for a second officer")
    CONFIRMED = "confirmed", _("Confirmed")
    SENT_BACK = "sent_back", _("Sent back with a remark")
