"""Enumerations of grants."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CallStatus(models.TextChoices):
    DRAFT = "draft", _("Being prepared")
    ANNOUNCED = "announced", _("Announced")
    CHECKING = "checking", _("Formal check")
    SCORING = "scoring", _("Expert evaluation")
    DECIDING = "deciding", _("Before the commission")
    DECIDED = "decided", _("Decided")
    CANCELLED = "cancelled", _("Cancelled")


class CallKind(models.TextChoices):
    """Types of state grants (law № 36-III, article 6-1) and small grants through an NGO that re-grants."""

    SHORT = "short", _("Short-term grant")
    MEDIUM = "medium", _("Medium-term grant")
    LONG = "long", _("Long-term grant")
    SMALL = "small", _("Small grant")


class ApplicationStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned for correction")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ADMITTED = "admitted", _("Admitted to evaluation")
    NOT_ADMITTED = "not_admitted", _("Not admitted")
    FUNDED = "funded", _("Grant awarded")
    DECLINED = "declined", _("No grant")


class SectionName(models.TextChoices):
    """Sections of an application, in the order of its task list (domain facts 4.2)."""

    PROJECT = "project", _("Project")
    TARGET_GROUP = "target_group", _("Target group")
    WORK_PLAN = "work_plan", _("Work plan")
    INDICATORS = "indicators", _("Indicators")
    BUDGET = "budget", _("Budget")
    TEAM = "team", _("Team")
    ATTACHMENTS = "attachments", _("Attachments")


class CostKind(models.TextChoices):
    """Kinds of budget lines: administrative costs may not exceed direct ones (rule R32)."""

    DIRECT = "direct", _("Direct cost")
    ADMIN = "admin", _("Administrative cost")


class CheckItem(models.TextChoices):
    """What the formal check asks (rule R31)."""

    THEME = "theme", _("The theme is the one of the call")
    GOAL = "goal", _("The goal answers the direction")
    TASKS = "tasks", _("The tasks lead to the goal")
    TERM = "term", _("The term is within the limits")
    TERRITORY = "territory", _("The territory is named")
    AMOUNT = "amount", _("The amount is within the limits")
    RESULT = "result", _("The expected result can be measured")
    DATABASE = "database", _("The NGO is in the database of NGOs")


class CheckConclusion(models.TextChoices):
    ADMIT = "admit", _("Admit to evaluation")
    REFUSE = "refuse", _("Do not admit")
    RETURN = "return", _("Return for correction")


class MeetingStatus(models.TextChoices):
    PREPARING = "preparing", _("Being prepared")
    VOTING = "voting", _("Voting")
    CONCLUDED = "concluded", _("Concluded")


class VoteChoice(models.TextChoices):
    FOR = "for", _("For")
    AGAINST = "against", _("Against")
    ABSTAIN = "abstain", _("Abstains")


class Outcome(models.TextChoices):
    FUND = "fund", _("Award the grant")
    DECLINE = "decline", _("Do not award")
