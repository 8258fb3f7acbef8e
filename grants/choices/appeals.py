"""Enumerations of appeals."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AppealSubject(models.TextChoices):
    CHECK = "check", _("Refusal of the formal check")
    OUTCOME = "outcome", _("Decision of the commission")


class AppealGround(models.TextChoices):
    FACTS = "facts", _("Facts of the application were overlooked")
    RULE = "rule", _("A rule of the call was applied wrongly")
    CONFLICT = "conflict", _("Somebody who judged had a conflict of interest")
    ARITHMETIC = "arithmetic", _("Marks or sums were computed wrongly")
    AMOUNT = "amount", _("The amount was cut without a sufficient reason")


class AppealStatus(models.TextChoices):
    SUBMITTED = "submitted", _("Waits for a reviewer")
    IN_REVIEW = "in_review", _("Is being reviewed")
    GRANTED = "granted", _("Granted")
    PARTLY = "partly", _("Granted in part")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
