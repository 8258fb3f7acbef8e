"""What people ask of the registry and type into it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import UploadField
from foundation.core.text import localized
from registry.choices import DuplicateStatus, Language
from registry.models import DevelopmentGoal, Organisation, Region, Sphere
from registry.queries import reconciling


class OwnFactsForm(forms.Form):
    """What an organisation says about itself."""

    description = forms.CharField(
        label=_("What the organisation does"), widget=forms.Textarea, required=False, max_length=5000
    )
    charter_goals = forms.CharField(
        label=_("Goals by the charter"), widget=forms.Textarea, required=False, max_length=5000
    )
    spheres = forms.TypedMultipleChoiceField(
        label=_("Spheres of activity"),
        widget=forms.CheckboxSelectMultiple,
        coerce=int,
        required=False,
        help_text=_("As the charter names them. Contests ask for them."),
    )
    head_name = forms.CharField(label=_("Head"), required=False, max_length=200)
    address = forms.CharField(label=_("Public address"), required=False, max_length=500)
    email = forms.EmailField(
        label=_("Public e-mail address"),
        required=False,
        error_messages={"invalid": _("Enter an e-mail address like name@example.kz.")},
    )
    phone = forms.CharField(label=_("Public phone number"), required=False, max_length=50)
    website = forms.URLField(
        label=_("Website"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Enter an address like https://example.kz.")},
    )

    languages = forms.MultipleChoiceField(
        label=_("Working languages"),
        choices=Language.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("In which people are answered."),
    )
    is_charity = forms.BooleanField(label=_("Works as a charity"), required=False)
    has_volunteers = forms.BooleanField(label=_("Works with volunteers"), required=False)
    sdgs = forms.TypedMultipleChoiceField(
        label=_("Sustainable Development Goals"),
        widget=forms.CheckboxSelectMultiple,
        coerce=int,
        required=False,
        help_text=_(
            "Goals of the United Nations that the work serves. International donors look for partners by them."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sdgs"].choices = [(goal.pk, str(goal)) for goal in DevelopmentGoal.objects.all()]  # type: ignore[attr-defined]
        self.fields["spheres"].choices = [  # type: ignore[attr-defined]
            (sphere.pk, localized(sphere, "name")) for sphere in Sphere.objects.all()
        ]

    @staticmethod
    def initial_of(organisation: Organisation) -> dict[str, Any]:
        """What the form shows at first."""
        names = [name for name in OwnFactsForm.base_fields if name != "spheres"]
        values: dict[str, Any] = {name: getattr(organisation, name) for name in names}
        return values | {"spheres": [sphere.pk for sphere in organisation.spheres.all()]}


class ImportForm(forms.Form):
    """A file with organisations."""

    file = UploadField(label=_("File with organisations"), accept=["csv", "xlsx", "json"], max_bytes=1024 * 1024 * 1024)
    is_dry_run = forms.BooleanField(
        label=_("Only check the file and tell what would change"), required=False, initial=True
    )


class DuplicateFilterForm(forms.Form):
    """Which pairs an officer looks at; odd values are left out."""

    status = forms.ChoiceField(label=_("Status"), required=False, choices=DuplicateStatus.choices)
    region = forms.ChoiceField(label=_("Region"), required=False)
    before = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**63 - 1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(region.pk, localized(region, "name")) for region in Region.objects.all()]
        self.fields["region"].choices = [("", _("Any")), *named]  # type: ignore[attr-defined]

    def choice(self) -> dict[str, Any]:
        """What was asked for and is known."""
        self.full_clean()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        return {"status": DuplicateStatus.OPEN, **found}


class PairForm(forms.Form):
    """Two records that an officer holds for one organisation, by BIN or by the identifier of a record without one."""

    one = forms.CharField(label=_("BIN of one record"), max_length=40)
    other = forms.CharField(label=_("BIN of the other record"), max_length=40)

    def clean(self) -> dict[str, Any]:
        """``one`` and ``other`` become organisations."""
        for name in ("one", "other"):
            typed = self.cleaned_data.get(name, "")
            wanted = typed if typed.upper().startswith("KZ-") else f"KZ-BIN-{typed}"
            found = list(reconciling.by_identifiers([wanted]).values())
            if typed and not found:
                self.add_error(name, _("The registry has no record with this BIN."))
            self.cleaned_data[name] = found[0] if found else None
        return self.cleaned_data


class DismissForm(forms.Form):
    """Why two records are two organisations."""

    reason = forms.CharField(
        label=_("Why these are two organisations"),
        widget=forms.Textarea,
        max_length=2000,
        error_messages={"required": _("Give the reason.")},
    )


class MergeForm(forms.Form):
    """Which of two records stays, and why they are one."""

    keep = forms.TypedChoiceField(
        label=_("Which record stays"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose which of the two records stays.")),
    )
    reason = forms.CharField(
        label=_("How you know that this is one organisation"),
        widget=forms.Textarea,
        max_length=2000,
        error_messages={"required": _("Give the reason.")},
    )

    def __init__(self, *args: Any, records: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].choices = [  # type: ignore[attr-defined]
            (one.pk, f"{one} · {one.bin or gettext('no BIN')}") for one in records
        ]


class AnnualImportForm(forms.Form):
    """A file with information that came on paper."""

    file = UploadField(label=_("File with annual information"), accept=["csv", "xlsx"], max_bytes=50 * 1024 * 1024)


class StatementForm(forms.Form):
    """The head says that the information is true."""

    statement = forms.BooleanField(
        label=_("I state as the head of the organisation that this information is true and complete"),
        error_messages={"required": _("Say that the information is true and complete.")},
    )


class RegionForm(forms.Form):
    """One region or all; works by GET."""

    region = forms.ChoiceField(label=_("Region"), required=False)

    def __init__(self, *args: Any, regions: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [("", gettext("All regions")), *regions]  # type: ignore[attr-defined]


class RemarksForm(forms.Form):
    """What an officer asks to correct: in general, and at each answer of ``compared`` (name ``<section>.<control>``)."""

    def __init__(self, *args: Any, places: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in places:
            self.fields[name] = forms.CharField(label=label, required=False, max_length=1000)
        self.fields["remarks"] = forms.CharField(
            label=_("Remarks in general"), widget=forms.Textarea, required=False, max_length=5000
        )

    @property
    def at_fields(self) -> dict[tuple[str, str], str]:
        """The remarks by section and control."""
        found = {}
        for name, text in self.cleaned_data.items():
            section, dot, control = name.partition(".")
            if dot and text:
                found[section, control] = text
        return found
