"""States of a lot, and why one fails."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LotStatus(models.TextChoices):
    PLACING = "open", _("Being placed")
    AWARDED = "awarded", _("Has a winner")
    FAILED = "failed", _("Without a winner")


class LotFailure(models.TextChoices):
    NO_BIDS = "no_bids", _("No bid came")
    NONE_ADMITTED = "none_admitted", _("No bid is admitted")
    NONE_PASSING = "none_passing", _("No bid reached the pass mark")
    NOT_CHOSEN = "not_chosen", _("The commission chose nobody")
    NOT_SIGNED = "not_signed", _("The winner has not signed, and there is no reserve")
