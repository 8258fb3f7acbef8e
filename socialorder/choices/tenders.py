"""States of tenders and their questions; parts of a specification."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TenderStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    ANNOUNCED = "announced", _("Announced")
    OPENED = "effective", _("Bids opened")
    DECIDED = "decided", _("Decided")
    FAILED = "failed", _("Without a winner")
    CANCELLED = "cancelled", _("Cancelled")


# Money of their lots is free again.
TENDER_VOID = (TenderStatus.FAILED, TenderStatus.CANCELLED)


class QuestionStatus(models.TextChoices):
    ASKED = "due", _("Waits for an answer")
    ANSWERED = "done", _("Answered")
    WITHHELD = "refused", _("Not published")


class PartKind(models.TextChoices):
    """Parts that a specification is put together from; what is starred in the form has to be there."""

    TASKS = "tasks", _("Tasks")
    ACTIVITIES = "activities", _("What is to be done")
    PEOPLE = "people", _("For whom and how they are found")
    RESULTS = "results", _("What must be different afterwards")
    QUALITY = "quality", _("Quality that is checked")
    STAFF = "staff", _("Who must work on it")
    REPORTING = "reporting", _("What is reported and when")


PARTS_NEEDED = (PartKind.TASKS, PartKind.ACTIVITIES, PartKind.RESULTS, PartKind.QUALITY)


class HandoverPurpose(models.TextChoices):
    OPEN = "open", _("To open the bids")
    REPLACE = "replace", _("To replace a lost share")
