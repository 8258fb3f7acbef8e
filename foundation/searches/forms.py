from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SaveForm(forms.Form):
    """The name of a search; its list and filters stand in the address of the page."""

    name = forms.CharField(
        label=_("Name of the search"), max_length=100, help_text=_("Only you see it. It stands in messages and mail.")
    )
