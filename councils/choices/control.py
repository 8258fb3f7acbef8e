"""Enumerations of public control."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ControlForm(models.TextChoices):
    """Forms of public control (law № 30-VIII)."""

    DISCUSSION = "discussion", _("Public discussion")
    HEARING = "hearing", _("Public hearing")
    MONITORING = "monitoring", _("Public monitoring")
    EXPERTISE = "expertise", _("Public expertise")


class ControlStatus(models.TextChoices):
    DRAFT = "draft", _("Being planned")
    ANNOUNCED = "announced", _("Announced")
    RUNNING = "running", _("Under way")
    ENDED = "ended", _("Ended; final document being written")
    CONCLUDED = "concluded", _("Final document published")
    CANCELLED = "cancelled", _("Cancelled")


class Part(models.TextChoices):
    """What a person does in a control."""

    LEAD = "lead", _("Leads it")
    PARTICIPANT = "participant", _("Takes part")
    EXPERT = "expert", _("Expert")


class Checked(models.TextChoices):
    """The answer to one question of a checklist."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    NONE = "none", _("Does not apply")


class DocumentKind(models.TextChoices):
    """Kinds of the final document (law № 30-VIII)."""

    PROTOCOL = "protocol", _("Protocol")
    CONCLUSION = "conclusion", _("Conclusion")
    RECOMMENDATION = "recommendation", _("Recommendations")
