"""Enumerations of the evaluation of effect."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EffectStatus(models.TextChoices):
    DRAFT = "draft", _("Being evaluated")
    APPROVED = "approved", _("Evaluated")


class EffectConclusion(models.TextChoices):
    """What an officer concludes on a project or a direction."""

    REACHED = "reached", _("The goal is reached")
    PARTLY = "partly", _("The goal is reached in part")
    MISSED = "missed", _("The goal is not reached")
