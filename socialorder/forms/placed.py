"""Files with orders, and what an officer says of an order that may be known already."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import UploadField
from registry.models import Region, Sphere
from socialorder.actions.placed.loads import MAX_BYTES
from socialorder.forms.shared import area


class OrderFileForm(forms.Form):
    """The export of the procurement portal."""

    file = UploadField(
        label=_("CSV, XLSX or JSON file"),
        help_text=_("As the procurement portal exports it, or our sample filled in."),
        accept=["csv", "xlsx", "json"],
        max_bytes=MAX_BYTES,
    )


class CompareForm(forms.Form):
    """Whether it is the order that the ledger knows."""

    answer = forms.ChoiceField(
        label=_("Is it the same award?"),
        choices=[("same", _("The same: it counts once")), ("different", _("Another one: both count"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it is the same.")},
    )
    reason = area(_("Reason"), 3, most=2000)

    def clean_answer(self) -> bool:
        return bool(self.cleaned_data["answer"] == "same")


class PlacedFilterForm(forms.Form):
    """Which orders; works by GET, a wrong value narrows nothing."""

    mark_optional = False
    q = forms.CharField(label=_("Title, lot number, supplier or its BIN"), required=False, max_length=100)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=2003, max_value=2100)
    region = forms.ModelChoiceField(
        label=_("Region"), required=False, queryset=Region.objects.all(), empty_label=_("All regions")
    )
    sphere = forms.ModelChoiceField(
        label=_("Sphere"), required=False, queryset=Sphere.objects.all(), empty_label=_("All spheres")
    )
    is_asked = forms.BooleanField(label=_("Only those that may be known already"), required=False)

    def asked(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
