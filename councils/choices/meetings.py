"""Enumerations of meetings and votes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingStatus(models.TextChoices):
    PLANNED = "planned", _("Planned")
    ANNOUNCED = "announced", _("Announced")
    OPEN = "open", _("Under way")
    CLOSED = "closed", _("Closed; minutes being written")
    PUBLISHED = "published", _("Minutes published")
    CANCELLED = "cancelled", _("Cancelled")


class AgendaKind(models.TextChoices):
    QUESTION = "question", _("Question")
    DRAFT_ACT = "draft_act", _("Draft act")
    REPORT = "report", _("Report of a head")
    ELECTION = "election", _("Election")
    CONTROL = "control", _("Public control")


class BallotKind(models.TextChoices):
    OPEN = "open", _("Open ballot")
    SECRET = "secret", _("Secret ballot")
    PAPER = "paper", _("Secret ballot on paper")


class Majority(models.TextChoices):
    """What a motion needs; every majority is of those who take part in the vote."""

    SIMPLE = "simple", _("More than half of those taking part")
    TWO_THIRDS = "two_thirds", _("At least two thirds of those taking part")


class Choice(models.TextChoices):
    FOR = "for", _("For")
    AGAINST = "against", _("Against")
    ABSTAIN = "abstain", _("Abstains")


class MotionStatus(models.TextChoices):
    DRAFT = "draft", _("Not put to the vote yet")
    OPEN = "open", _("Vote is open")
    CARRIED = "carried", _("Carried")
    REJECTED = "rejected", _("Not carried")
