"""Enumerations of the evaluation engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundStatus(models.TextChoices):
    PREPARING = "preparing", _("Being prepared")
    ANNOUNCED = "announced", _("Rubric frozen")
    ASSEMBLING = "assembling", _("Experts drawn")
    SCORING = "scoring", _("Experts are scoring")
    CLOSED = "closed", _("Scoring closed")


class Aggregation(models.TextChoices):
    MEAN = "mean", _("Mean of the experts")
    MEDIAN = "median", _("Median of the experts")
    TRIMMED = "trimmed", _("Mean without the highest and the lowest")


class TieRule(models.TextChoices):
    SHARED = "shared", _("Equal totals share the rank")
    FIRST_CRITERION = "first_criterion", _("The higher mean of the criteria decides, in their order")


class CommentRule(models.TextChoices):
    ALWAYS = "always", _("Always")
    BELOW = "below", _("Below a mark")
    NEVER = "never", _("Never")


class SeatKind(models.TextChoices):
    MAIN = "main", _("Main")
    RESERVE = "reserve", _("Reserve")


class SeatStatus(models.TextChoices):
    DRAWN = "drawn", _("Drawn")
    ACCEPTED = "accepted", _("No-conflict statement signed")
    RECUSED = "recused", _("Recused")


class SheetStatus(models.TextChoices):
    DRAFT = "draft", _("Being filled in")
    SUBMITTED = "submitted", _("Submitted")
    VOID = "void", _("Void")


class RunStatus(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    COMPUTED = "computed", _("Computed")
