"""Enumerations of a call's own questions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionKind(models.TextChoices):
    """What an own question of a call is answered with."""

    LINE = "line", _("One line of text")
    TEXT = "text", _("Longer text")
    NUMBER = "number", _("Number")
    CHOICE = "choice", _("One of a list")
    YES_NO = "yes_no", _("Yes or no")
    DATE = "date", _("Date")
    FILE = "file", _("File")
