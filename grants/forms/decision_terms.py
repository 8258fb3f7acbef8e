"""The part of a call's form that says how the decision and what follows it go. Never saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_DAYS = 60


class DecisionTerms(forms.Form):
    """Terms in working days and the reserve list; frozen with the call."""

    acceptance_days = forms.IntegerField(
        label=_("Working days for a winner to accept the grant"),
        help_text=_("A grant that is not accepted in time can go to the reserve list."),
        min_value=1,
        max_value=MOST_DAYS,
        initial=5,
        required=False,
    )
    reserve_size = forms.IntegerField(
        label=_("How many applications stand on the reserve list"),
        help_text=_("They reached the pass mark, but the money ended above them. 0: there is no reserve list."),
        min_value=0,
        max_value=1000,
        initial=0,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A term that was left empty is the usual one."""
        cleaned = super().clean() or {}
        for name, field in DecisionTerms.base_fields.items():
            if cleaned.get(name) is None and name not in self.errors:
                cleaned[name] = field.initial
        return cleaned
