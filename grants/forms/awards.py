"""Forms of awards."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class DeclineForm(forms.Form):
    """Why the NGO does without the grant."""

    reason = forms.CharField(
        label=_("Why you do without the grant"),
        help_text=_("The operator reads it. The results say only that the grant was not taken up."),
        max_length=2000,
        widget=forms.Textarea,
        error_messages={"required": _("Give the reason.")},
    )
