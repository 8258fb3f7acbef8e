"""States of a need."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NeedStatus(models.TextChoices):
    PROPOSED = "proposed", _("Waits for an answer")
    TAKEN = "taken", _("Taken into a topic")
    DECLINED = "declined", _("Declined with a reason")
    WITHDRAWN = "withdrawn", _("Withdrawn")
