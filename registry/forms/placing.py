"""Fields by which a place is said: without a map and without a script."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import NumberField
from registry.models import Region
from registry.rules.placing import Typed

NAMES = ("region", "place", "latitude", "longitude")


class PlaceFields(forms.Form):
    """A unit of the classifier, a point, or both; ``cleaned_data`` has them as ``where``."""

    region = forms.ModelChoiceField(
        label=_("Region that it is about"), queryset=Region.objects.all(), required=False, empty_label=_("None")
    )
    place = forms.CharField(
        label=_("District, city or village"),
        max_length=200,
        required=False,
        help_text=_("Its name or its KATO code. Leave it empty when the whole region is meant."),
    )
    latitude = NumberField(
        label=_("Latitude of a point"),
        max_digits=12,
        decimal_places=9,
        required=False,
        help_text=_(
            "For instance 43.238. Any map shows both numbers when you point at the place. Name no home of a person."
        ),
    )
    longitude = NumberField(
        label=_("Longitude of the point"),
        max_digits=12,
        decimal_places=9,
        required=False,
        help_text=_("For instance 76.946. The point is kept to about 100 metres."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["where"] = Typed(
            **{name: data.pop(name, None) for name in NAMES if name != "place"}, place=data.pop("place", "")
        )
        return data
