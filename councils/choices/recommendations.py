"""Enumerations of recommendations and their replies."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RecommendationStatus(models.TextChoices):
    DRAFT = "draft", _("Being written")
    SENT = "sent", _("Waits for a reply")
    REPLIED = "replied", _("To be carried out")
    DECLINED = "declined", _("Declined")
    DONE = "done", _("Done")


class ReplyKind(models.TextChoices):
    ACCEPTED = "accepted", _("Accepted")
    PARTLY = "partly", _("Accepted in part")
    DECLINED = "declined", _("Declined")
