"""Enumerations of the evaluation engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundStatus(models.TextChoices):
    PREPARING = "preparing", _("Being prepared")
    ANNOUNCED = "announced", _("Rubric frozen")
    ASSEMBLING = "assembling", _("Experts drawn")
    SCORING = "scoring", _("Experts are scoring")
    DISCUSSION = "discussion", _("Experts discuss their marks")
    CLOSED = "closed", _("Scoring closed")


class RoundKind(models.TextChoices):
    EXPERTS = "experts", _("Experts drawn from the registry")
    COMMISSION = "commission", _("Commission: second stage")


class Weighting(models.TextChoices):
    POINTS = "points", _("Points: each mark counts as many times as its weight says")
    PERCENT = "percent", _("Percentages that make 100: the total is a weighted mean of the marks")


class ChangeKind(models.TextChoices):
    DISCUSSION = "discussion", _("Changed in the discussion")
    REOPENED = "reopened", _("Given back and sent again")


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


class LikenessStatus(models.TextChoices):
    OPEN = "open", _("To be looked at")
    DISMISSED = "dismissed", _("Not a copy")
    CONFIRMED = "confirmed", _("A copy or the same work")
