"""What officers and an organisation's people type into its record."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import DateField, RowFormSet, UploadField
from foundation.documents import kinds
from registry.actions.founders import Facts
from registry.actions.logos import KINDS, MAX_BYTES
from registry.choices import FounderKind, LegalForm, OrganisationStatus
from registry.models import Founder, Organisation, Region, Sphere
from registry.rules import identifiers

BIN_LENGTH = 20  # with the spaces that come along with a copied number


class OtherRecordField(forms.CharField):
    """The BIN of another record of the registry; gives the organisation, or None when it is empty."""

    default_error_messages = {"unknown": _("The registry has no organisation with this BIN.")}

    def clean(self, value: Any) -> Any:
        number = identifiers.normalised(super().clean(value) or "")
        if not number:
            return None
        found = Organisation.objects.filter(bin=number).first()
        if found is None:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        return found

    def prepare_value(self, value: Any) -> Any:
        return value.bin if isinstance(value, Organisation) else value


class OfficialFactsForm(forms.Form):
    """What the state says about an organisation; an officer says why it changes."""

    name_kk = forms.CharField(label=_("Name in Kazakh"), required=False, max_length=500)
    name_ru = forms.CharField(label=_("Name in Russian"), required=False, max_length=500)
    name_en = forms.CharField(label=_("Name in English"), required=False, max_length=500)
    short_name_kk = forms.CharField(label=_("Short name in Kazakh"), required=False, max_length=200)
    short_name_ru = forms.CharField(label=_("Short name in Russian"), required=False, max_length=200)
    short_name_en = forms.CharField(label=_("Short name in English"), required=False, max_length=200)
    bin = forms.CharField(
        label=_("BIN"),
        required=False,
        max_length=BIN_LENGTH,
        help_text=_("12 digits. Only records of organisations that do not work may lack it."),
    )
    legal_form = forms.ChoiceField(label=_("Legal form"), choices=LegalForm.choices)
    status = forms.ChoiceField(label=_("Status"), choices=OrganisationStatus.choices)
    region = forms.ModelChoiceField(
        label=_("Region"),
        queryset=Region.objects.all(),
        empty_label=None,
        error_messages={"required": _("Choose the region from the list.")},
    )
    kato = forms.CharField(
        label=_("KATO code of the place"),
        required=False,
        max_length=BIN_LENGTH,
        help_text=_("9 digits, as deep as is known: district, rural district, settlement. Empty: only the region."),
    )
    registered_on = DateField(label=_("Registered on"), required=False)
    parent = OtherRecordField(
        label=_("BIN of the head office"),
        required=False,
        max_length=BIN_LENGTH,
        help_text=_("For a branch or a representative office."),
    )
    reason = forms.CharField(
        label=_("Why it changes"),
        widget=forms.Textarea,
        max_length=1000,
        help_text=_("Everybody can read this in the history: name the document, not a person."),
        error_messages={"required": _("Write why it changes: everybody can read it in the history.")},
    )

    def clean_kato(self) -> str:
        """The code without spaces."""
        return identifiers.normalised(self.cleaned_data["kato"])

    @staticmethod
    def initial_of(organisation: Organisation) -> dict[str, Any]:
        """What the form shows at first."""
        names = [name for name in OfficialFactsForm.base_fields if name != "reason"]
        return {name: getattr(organisation, name) for name in names}


class NewOrganisationForm(OfficialFactsForm):
    """What the state register says of an organisation that the registry does not know yet."""

    reason = None  # type: ignore[assignment]  # the history says who has entered it, from which body

    status = forms.ChoiceField(label=_("Status"), choices=OrganisationStatus.choices, initial=OrganisationStatus.ACTIVE)
    spheres = forms.TypedMultipleChoiceField(
        label=_("Spheres of activity"),
        widget=forms.CheckboxSelectMultiple,
        coerce=int,
        required=False,
        help_text=_("As the charter names them. Contests ask for them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["spheres"].choices = [(sphere.pk, str(sphere)) for sphere in Sphere.objects.all()]  # type: ignore[attr-defined]
        # Nothing is chosen beforehand that somebody could overlook.
        self.fields["region"].empty_label = _("Choose the region from the list")  # type: ignore[attr-defined]
        self.fields["legal_form"].choices = [("", _("Choose the form from the list")), *LegalForm.choices]  # type: ignore[attr-defined]


class FounderForm(forms.Form):
    """One founder. The IIN of a person is never shown again: left empty, the one that is known stays."""

    row_widths = {"name": 8, "kind": 4, "bin": 6, "iin": 6, "since": 6, "until": 6}

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=_("Name"), max_length=300, error_messages={"required": _("Enter the name of the founder.")}
    )
    kind = forms.ChoiceField(label=_("Who it is"), choices=FounderKind.choices)
    bin = forms.CharField(
        label=_("BIN"), required=False, max_length=BIN_LENGTH, help_text=_("Only of an organisation.")
    )
    iin = forms.CharField(
        label=_("IIN"),
        required=False,
        max_length=BIN_LENGTH,
        help_text=_("Only of a person. It is never public. Empty: what is known stays."),
    )
    since = DateField(label=_("Founder since"), required=False)
    until = DateField(label=_("Founder until"), required=False)

    def facts(self) -> Facts:
        """The founder as the action takes it."""
        values = self.cleaned_data
        return Facts(
            kind=values["kind"],
            name=values["name"],
            bin=values["bin"],
            iin=values["iin"] or None,
            since=values["since"],
            until=values["until"],
            pk=values["pk"],
        )

    @staticmethod
    def initial_of(founder: Founder) -> dict[str, Any]:
        """What a row shows at first: all but the IIN."""
        return {name: getattr(founder, name) for name in ("pk", "name", "kind", "bin", "since", "until")}


FounderFormSet = forms.formset_factory(FounderForm, formset=RowFormSet, extra=0, max_num=100, can_delete=False)


class LogoForm(forms.Form):
    """A picture."""

    file = UploadField(
        label=_("Picture"),
        accept=kinds.endings(KINDS),
        max_bytes=MAX_BYTES,
        help_text=_("The logo of the organisation on a light ground. Do not put people's faces here."),
    )


class DayForm(forms.Form):
    """The day for which the card is wanted."""

    day = DateField(label=_("Day"), error_messages={"required": _("Enter the day, month and year.")})

    def __init__(self, data: Any, *, today: dt.date) -> None:
        super().__init__(data)
        self.today = today

    def clean_day(self) -> dt.date:
        """A day that has come."""
        if self.cleaned_data["day"] > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        return self.cleaned_data["day"]
