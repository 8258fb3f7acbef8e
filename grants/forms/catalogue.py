"""What the reader of the catalogue of calls looks for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import MoneyField
from grants.choices import CallKind
from grants.queries.calls import Wanted
from registry.models import Region, Sphere


class FilterForm(forms.Form):
    """What cannot be read asks nothing."""

    kind = forms.ChoiceField(label=_("Type"), choices=[("", _("Any")), *CallKind.choices], required=False)
    sphere = forms.ModelChoiceField(
        label=_("Sphere"), queryset=Sphere.objects.all(), required=False, empty_label=_("Any")
    )
    region = forms.ModelChoiceField(
        label=_("Region of the NGO"), queryset=Region.objects.all(), required=False, empty_label=_("Any")
    )
    amount = MoneyField(label=_("Amount that you need"), required=False)
    soon = forms.BooleanField(label=_("Closes within seven days"), required=False)
    mark_optional = False

    def wanted(self) -> Wanted:
        """What was chosen."""
        self.full_clean()
        data = self.cleaned_data
        sphere, region = data.get("sphere"), data.get("region")
        return Wanted(
            kind=data.get("kind") or "",
            sphere=sphere.pk if sphere else None,
            region=region.pk if region else "",
            amount=data.get("amount"),
            soon=bool(data.get("soon")),
        )
