"""Enumerations of places and state bodies."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class KatoLevel(models.IntegerChoices):
    """Levels of the classifier of administrative units (KATO, domain facts 1.3)."""

    REGION = 1, _("Region or city of republican significance")
    DISTRICT = 2, _("District or city of a region")
    OKRUG = 3, _("Rural district or town")
    SETTLEMENT = 4, _("Settlement")


class BodyKind(models.TextChoices):
    CENTRAL = "central", _("Central state body")
    AKIMAT = "akimat", _("Akimat")
    QUASI_STATE = "quasi_state", _("Quasi-state entity")
    OPERATOR = "operator", _("Grant operator")
    REGRANTOR = "regrantor", _("NGO that re-grants")
