"""Enumerations of draft acts and of what is said about them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActKind(models.TextChoices):
    """What a body brings before a council (law № 383-V, functions of councils)."""

    LAW = "law", _("Draft legal act")
    PROGRAMME = "programme", _("Draft budget programme")
    PLAN = "plan", _("Draft development plan")
    OTHER = "other", _("Other draft")


class ActStatus(models.TextChoices):
    DRAFT = "draft", _("Being prepared")
    SENT = "sent", _("Waits for the opinion of the council")
    DECIDED = "decided", _("Waits for the answer of the body")
    ANSWERED = "answered", _("Answered point by point")
    ADOPTED = "adopted", _("Adopted")
    WITHDRAWN = "withdrawn", _("Withdrawn by the body")


class Opinion(models.TextChoices):
    AGREED = "agreed", _("Agreed")
    REMARKS = "remarks", _("Agreed with recommendations")
    REFUSED = "refused", _("Not agreed")


class RemarkKind(models.TextChoices):
    POINT = "point", _("Point of the council's opinion")
    MEMBER = "member", _("Comment of a member")
    PUBLIC = "public", _("Comment of a citizen")


class Verdict(models.TextChoices):
    ACCEPTED = "accepted", _("Taken into the text")
    PARTLY = "partly", _("Taken in part")
    REFUSED = "refused", _("Not taken into the text")


class Stage(models.TextChoices):
    """Which text of an act an article belongs to."""

    DRAFT = "draft", _("Draft")
    FINAL = "final", _("Final text")
