"""Enumerations of the evaluation engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundStatus(models.TextChoices):
    PREPARING = "preparing", _("Being prepared")
    ANNOUNCED = "announced", _("Rubric frozen")
    ASSEMBLING = "assembling", _("Experts drawn")
    SCORING = "scoring", _("Experts are scoring")
    EXTRA = "extra", _("One more expert where marks diverge")
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
    MEAN = "mean", _("Mean of the score sheets")
    MEDIAN = "median", _("Median of the score sheets")
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
    EXTRA = "extra", _("Extra, because marks diverged")


# Seats whose experts score; the others wait.
SCORING_SEATS = (SeatKind.MAIN, SeatKind.EXTRA)


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


class TieScope(models.TextChoices):
    """What a tie of rule R35 keeps an expert from."""

    ROUND = "round", _("From the whole round")
    ENTRY = "entry", _("From the entries of that applicant")


class ConflictKind(models.TextChoices):
    """What an expert declares; all but the last two are ties of rule R35."""

    MEMBER = "member", _("I am or was its member")
    EMPLOYEE = "employee", _("I work or worked for it")
    FOUNDER = "founder", _("I am its founder")
    GOVERNING = "governing", _("I am or was in its governing body")
    HEAD = "head", _("I am or was its head")
    PAID = "paid", _("It has paid or supported me")
    RELATIVE = "relative", _("A relative of mine is tied to it")
    OTHER = "other", _("Another reason why I cannot judge freely")


HARD_KINDS = tuple(kind for kind in ConflictKind if kind not in {ConflictKind.RELATIVE, ConflictKind.OTHER})


class HintKind(models.TextChoices):
    """Weak signs of a tie: an officer looks at them, nobody is barred by them alone."""

    SURNAME = "surname", _("The same surname as its head, a founder or a person of its account")
    EMAIL = "email", _("An e-mail address at its own domain")
    CONTACT = "contact", _("Its phone, address or e-mail is also that of an organisation with a tie")
    FORMER = "former", _("A tie that ended more than twelve months ago")


class HintOutcome(models.TextChoices):
    DISMISSED = "dismissed", _("No conflict")
    UPHELD = "upheld", _("A conflict: does not score this applicant")


class LikenessStatus(models.TextChoices):
    OPEN = "open", _("To be looked at")
    DISMISSED = "dismissed", _("Not a copy")
    CONFIRMED = "confirmed", _("A copy or the same work")


class QuotaBound(models.TextChoices):
    AT_LEAST = "at_least", _("At least")
    AT_MOST = "at_most", _("At most")


class QuotaUnit(models.TextChoices):
    AWARDS = "awards", _("awards")
    PERCENT = "percent", _("per cent of the budget")
