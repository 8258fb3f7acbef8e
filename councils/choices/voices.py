"""Enumerations of reports of heads and of the public reception."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HeadReportStatus(models.TextChoices):
    DRAFT = "draft", _("Being planned")
    ANNOUNCED = "announced", _("Announced; questions are taken")
    HEARD = "heard", _("Heard; questions are being answered")
    CLOSED = "closed", _("All questions answered")
    CANCELLED = "cancelled", _("Cancelled")


class QuestionStatus(models.TextChoices):
    SUBMITTED = "submitted", _("Waits for the secretariat")
    PUBLISHED = "published", _("Published")
    REFUSED = "refused", _("Not published")
    ANSWERED = "answered", _("Answered")
    DECLINED = "declined", _("Left without an answer, with the reason")


class AppealStatus(models.TextChoices):
    RECEIVED = "received", _("Waits for an answer")
    ANSWERED = "answered", _("Answered")
    DECLINED = "declined", _("Not considered, with the reason")
