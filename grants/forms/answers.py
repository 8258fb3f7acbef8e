"""The applicant's answer to its own marks."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluation.models import Answer


class AnswerForm(forms.Form):
    """One short text."""

    text = forms.CharField(
        label=_("Your answer"),
        help_text=_("Name what the experts may have misread, and where it stands in the application. Add nothing new."),
        widget=forms.Textarea,
        max_length=Answer.LONGEST,
        error_messages={"required": _("Write your answer.")},
    )
