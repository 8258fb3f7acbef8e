"""Forms of proposals for premiums, of parts set aside for small grants, and of the test of eligibility."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import MoneyField
from grants.models import Call
from grants.rules.nominations import LONGEST
from registry.models import Organisation, Sphere


class NominateForm(forms.Form):
    """The NGO is named by its BIN: names are alike too often."""

    bin = forms.CharField(
        label=_("BIN of the NGO"),
        max_length=12,
        error_messages={"required": _("Enter the BIN of the NGO: twelve digits")},
    )
    sphere = forms.ModelChoiceField(
        label=_("Nomination"), queryset=Sphere.objects.none(), error_messages={"required": _("Choose the nomination")}
    )
    reason = forms.CharField(
        label=_("What the NGO has reached"),
        help_text=_("The NGO reads this, and everybody once it has accepted."),
        widget=forms.Textarea,
        max_length=LONGEST,
        error_messages={"required": _("Say what the NGO has reached")},
    )
    made_for = forms.ModelChoiceField(
        label=_("In whose name"),
        help_text=_("A person is not named to the public; an NGO is."),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("My own"),
    )

    def __init__(self, *args: Any, call: Call, own: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["sphere"].queryset = call.spheres.all()  # type: ignore[attr-defined]
        self.fields["made_for"].queryset = own  # type: ignore[attr-defined]

    def clean_bin(self) -> str:
        number = "".join(self.cleaned_data["bin"].split())
        organisation = Organisation.objects.filter(bin=number).first()
        if organisation is None:
            raise forms.ValidationError(_("The registry has no NGO with this BIN"))
        self.found = organisation
        return number


class SetAsideForm(forms.Form):
    amount = MoneyField(
        label=_("Part of the grant for small grants"),
        min_value=1,
        error_messages={"required": _("Enter the part of the grant that goes on in small grants")},
    )


class TestForm(forms.Form):
    """Which NGO is tested against which call."""

    organisation = forms.ModelChoiceField(
        label=_("NGO"), queryset=Organisation.objects.none(), empty_label=None, required=False
    )
    call = forms.SlugField(required=False, widget=forms.HiddenInput)
    if_filed = forms.BooleanField(
        label=_("As if the annual information were filed today"), required=False, widget=forms.CheckboxInput
    )
    mark_optional = False

    def __init__(self, *args: Any, own: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = own  # type: ignore[attr-defined]
