"""Enumerations of public money: where it comes from and what is asked about it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FundingKind(models.TextChoices):
    """Where public money comes from (domain facts 3, 4, 5)."""

    ORDER = "order", _("State social order")
    GRANT = "grant", _("State grant")
    PREMIUM = "premium", _("Premium")


class FundingStage(models.TextChoices):
    """What came of an award: the room that made it says so."""

    RUNNING = "running", _("Being carried out")
    COMPLETED = "completed", _("Completed")
    TERMINATED = "terminated", _("Terminated")


class SignalRule(models.TextChoices):
    """What the portal looks for in the ledger of public money. A signal asks a question; it is never a verdict."""

    DUPLICATE = "duplicate", _("Nearly the same project paid by two bodies")
    REPEATED = "repeated", _("Nearly the same project paid twice by one body")
    REGION_SHARE = "region_share", _("A large share of a region's money of a year")
    SPHERE_SHARE = "sphere_share", _("A large share of a sphere's money of a year")
    RUNNING = "running", _("Many awards running at once for its staff")
    SPHERES = "spheres", _("Awards in many spheres that are not its own")
    NEW = "new", _("Large money soon after registration")
    ACROSS = "across", _("Nearly the same project paid to two organisations")
    TEAM = "team", _("A person promised to projects for more than full time")


class SignalStatus(models.TextChoices):
    OPEN = "open", _("Waiting for an answer")
    ANSWERED = "answered", _("Answered by the organisation")
    KEPT = "kept", _("Kept by an officer")
    DISMISSED = "dismissed", _("Dismissed by an officer")
    REPLACED = "replaced", _("Replaced by a newer one")
    LAPSED = "lapsed", _("No longer found")


SIGNAL_LIVE = (SignalStatus.OPEN, SignalStatus.ANSWERED, SignalStatus.KEPT)


class FileContent(models.TextChoices):
    """What a file that officers take in speaks of."""

    AWARDS = "awards", _("Awards of public money")
    UNRELIABLE = "unreliable", _("List of unreliable suppliers")
