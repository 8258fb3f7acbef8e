"""Enumerations of councils and their members."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """Levels of public councils (law № 383-V)."""

    REPUBLICAN = "republican", _("Republican")
    REGION = "region", _("Region or city of republican significance")
    DISTRICT = "district", _("District or city")
    QUASI_STATE = "quasi_state", _("Quasi-state entity")


class TermStatus(models.TextChoices):
    FORMING = "forming", _("Being formed")
    SITTING = "sitting", _("At work")
    ENDED = "ended", _("Ended")


class Side(models.TextChoices):
    """Whom a member speaks for."""

    NGO = "ngo", _("Non-profit organisation")
    CITIZEN = "citizen", _("Citizens")
    STATE = "state", _("State body")


class Post(models.TextChoices):
    CHAIR = "chair", _("Chair")
    DEPUTY = "deputy", _("Deputy chair")
    PRESIDIUM = "presidium", _("Member of the presidium")
    MEMBER = "member", _("Member of the council")
