"""Enumerations of surveys and site visits."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TemplateKind(models.TextChoices):
    SURVEY = "survey", _("Survey of beneficiaries")
    CHECKLIST = "checklist", _("Checklist of a visit")


class QuestionKind(models.TextChoices):
    SCALE = "scale", _("Scale from 1 to 5")
    YES_NO = "yes_no", _("Yes or no")
    CHOICE = "choice", _("One of several")
    TEXT = "text", _("Own words")
    CHECK = "check", _("Yes, no or not applicable")
    NUMBER = "number", _("Number")


CHECKLIST_KINDS = (QuestionKind.CHECK, QuestionKind.NUMBER, QuestionKind.TEXT)


class Access(models.TextChoices):
    """How people get to a survey."""

    TICKETS = "tickets", _("Printed tickets, each good for one answer")
    LINK = "link", _("One open link with limits")


class SurveyStatus(models.TextChoices):
    PLANNED = "planned", _("Being prepared")
    OPEN = "open", _("Taking answers")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


class RemarkStatus(models.TextChoices):
    WAITING = "waiting", _("To be read")
    PUBLISHED = "published", _("Published")
    HIDDEN = "hidden", _("Not published")


class VisitStatus(models.TextChoices):
    PLANNED = "planned", _("Planned")
    DONE = "done", _("Carried out")
    CANCELLED = "cancelled", _("Cancelled")


class Conclusion(models.TextChoices):
    """What a visitor concludes."""

    AS_AGREED = "as_agreed", _("The work goes on as agreed")
    WITH_FINDINGS = "with_findings", _("The work goes on; some things have to be mended")
    NOT_AS_AGREED = "not_as_agreed", _("The work does not go on as agreed")
    NOT_MET = "not_met", _("Nobody and nothing was found at the place")


class FindingStatus(models.TextChoices):
    OPEN = "open", _("Waits for the organisation")
    ANSWERED = "answered", _("Answered")
    RETURNED = "returned", _("The answer is not enough")
    RESOLVED = "resolved", _("Settled")
