"""Enumerations of applications."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ApplicationStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned for correction")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ADMITTED = "admitted", _("Admitted to evaluation")
    NOT_ADMITTED = "not_admitted", _("Not admitted")
    FUNDED = "funded", _("Grant awarded")
    RESERVE = "reserve", _("On the reserve list")
    DECLINED = "declined", _("No grant")
    FORGONE = "forgone", _("Grant not taken up")


class SectionName(models.TextChoices):
    """Sections of an application, in the order of its task list (domain facts 4.2)."""

    PROJECT = "project", _("Project")
    TARGET_GROUP = "target_group", _("Target group")
    WORK_PLAN = "work_plan", _("Work plan")
    INDICATORS = "indicators", _("Indicators")
    BUDGET = "budget", _("Budget")
    TEAM = "team", _("Team")
    RISKS = "risks", _("Risks")
    PARTNERS = "partners", _("Partners")
    NOMINATION = "nomination", _("Nomination")
    ACHIEVEMENTS = "achievements", _("Achievements")
    USE_OF_MONEY = "use_of_money", _("Use of the money")
    QUESTIONS = "questions", _("Questions of this call")
    ATTACHMENTS = "attachments", _("Attachments")


class Likelihood(models.TextChoices):
    """How likely a risk is, in the applicant's own judgement."""

    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")


class FileKind(models.TextChoices):
    """What a file of an application is: a CV is shown to nobody but those who check and decide."""

    FILE = "file", _("Attachment")
    CV = "cv", _("CV")
    LETTER = "letter", _("Letter of a partner")


class CostKind(models.TextChoices):
    """Kinds of budget lines: administrative costs may not exceed direct ones (rule R32)."""

    DIRECT = "direct", _("Direct cost")
    ADMIN = "admin", _("Administrative cost")
