"""Evaluation of what came of an order: two stages (rule R19), each written by an expert council and published."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReviewStage(models.TextChoices):
    PRELIMINARY = "preliminary", _("Preliminary evaluation")
    FINAL = "final", _("Final evaluation")


class ReviewStatus(models.TextChoices):
    COUNCIL = "scoring", _("The expert council is scoring")
    WRITTEN = "signing", _("Conclusion waits for a signature")
    PUBLISHED = "published", _("Published")
