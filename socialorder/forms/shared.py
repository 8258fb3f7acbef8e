"""What several forms of social orders share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.models import Region, Sphere

REASON_LENGTH = 2000


def area(label: Any, rows: int = 5, *, required: bool = True, hint: Any = "", most: int = 5000) -> forms.CharField:
    """A text of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, max_length=most, required=required, help_text=hint)


class ReasonForm(forms.Form):
    """Why something is done; the action says when it is missing."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea, max_length=REASON_LENGTH, required=False)
    mark_optional = False


class PlaceFilterForm(forms.Form):
    """Region and sphere, by GET; a wrong value narrows nothing."""

    region = forms.ModelChoiceField(
        label=_("Region"), required=False, queryset=Region.objects.all(), empty_label=_("All regions")
    )
    sphere = forms.ModelChoiceField(
        label=_("Sphere"), required=False, queryset=Sphere.objects.all(), empty_label=_("All spheres")
    )
    mark_optional = False

    def asked(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def number_of(text: str) -> int:
    """The number of a page in an address; 1 for anything else."""
    return int(text) if text.isdecimal() and 0 < len(text) < 6 and int(text) else 1
