"""Enumerations of duplicates."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DuplicateStatus(models.TextChoices):
    OPEN = "open", _("To be looked at")
    DISMISSED = "dismissed", _("Two different organisations")
    MERGED = "merged", _("Merged")
    GONE = "gone", _("No longer alike")


class DuplicateRule(models.TextChoices):
    """Why two records may be one organisation. The portal finds the first two within a region; people name the last."""

    SAME_WORDS = "same_words", _("The same words in the name, in whatever order and alphabet")
    ONE_LETTER = "one_letter", _("One letter apart")
    NAMED = "named", _("Named by an officer")
