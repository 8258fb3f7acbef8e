"""What people type about roles, claims, bodies and experts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import REASON_LENGTH, DateField, ReasonForm, UploadField
from foundation.core.text import localized
from registry.choices import AffiliationKind, BodyKind, Role
from registry.models import Body, Expert, Region, Sphere
from registry.rules.people import END, HAND_OVER

LETTER_MAX_BYTES = 10 * 1024 * 1024
LANGUAGES = [("kk", _("Kazakh")), ("ru", _("Russian"))]
READ_BY_THEM = _("The person reads it, and it stays in the record of changes.")


class ToldForm(ReasonForm):
    """A reason that the person who is meant reads."""

    NEEDED = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, hint=READ_BY_THEM, **kwargs)


class DecisionForm(ToldForm):
    """An officer's answer to a claim."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        choices=[("grant", _("Grant: the person becomes the head")), ("decline", _("Decline"))],
    )
    field_order = ["decision", "reason"]


class LetterForm(forms.Form):
    """A claim without an electronic signature."""

    explanation = forms.CharField(
        label=_("Who are you in the organisation?"),
        widget=forms.Textarea,
        max_length=REASON_LENGTH,
        help_text=_("For instance: I have been the director since 5 May, by the decision that is attached."),
    )
    letter = UploadField(
        label=_("Letter or decision that shows it"),
        help_text=_("Signed and stamped, as PDF or a picture."),
        accept=["pdf", "jpg", "jpeg", "png"],
        max_bytes=LETTER_MAX_BYTES,
    )


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, roles: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role, Role(role).label) for role in roles]  # type: ignore[attr-defined]


class ChangeForm(ToldForm):
    """What to do with a role that a person holds."""

    change = forms.ChoiceField(label=_("What to do"), widget=forms.RadioSelect)
    field_order = ["change", "reason"]

    def __init__(self, *args: Any, changes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {END: gettext("End the role"), HAND_OVER: gettext("Make this person the head")}
        self.fields["change"].choices = [  # type: ignore[attr-defined]
            (code, words.get(code) or gettext("Change to: %(role)s") % {"role": Role(code).label}) for code in changes
        ]


class BodyFilterForm(forms.Form):
    """The list of bodies, by GET."""

    q = forms.CharField(required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("Any")), *BodyKind.choices])
    region = forms.ChoiceField(label=_("Region"), required=False)
    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_regions(self.fields["region"], gettext("Any"))


class BodyForm(forms.Form):
    """Facts of a state body."""

    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=300)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=300)
    name_en = forms.CharField(label=_("Name in English"), max_length=300)
    # A body of an NGO that re-grants comes from its grant, never from this form.
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[choice for choice in BodyKind.choices if choice[0] != BodyKind.REGRANTOR]
    )
    region = forms.ChoiceField(
        label=_("Region"), required=False, help_text=_("Leave it empty for a body of the whole country.")
    )
    bin = forms.CharField(label=_("BIN"), max_length=30, required=False)
    address = forms.CharField(label=_("Address"), max_length=500, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=50, required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    subordinate_to = forms.ModelChoiceField(
        label=_("Body above it"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=_("None, or not known"),
        help_text=_("Complaints about the upper body never go to the lower one."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_regions(self.fields["region"], gettext("The whole country"))
        self.fields["subordinate_to"].queryset = Body.objects.order_by("name_ru", "pk")  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """The facts as the action takes them."""
        values = {name: value for name, value in self.cleaned_data.items() if name in BodyForm.base_fields}
        return values | {"region": Region.objects.filter(pk=values["region"]).first()}

    @staticmethod
    def initial_of(body: Body) -> dict[str, Any]:
        """What the form shows at first."""
        names = [name for name in BodyForm.base_fields if name != "region"]
        return {name: getattr(body, name) for name in names} | {"region": body.region_id or ""}


class NewBodyForm(BodyForm):
    code = forms.SlugField(
        label=_("Code in the address of its page"),
        max_length=50,
        help_text=_("Small Latin letters, digits and hyphens; it does not change later."),
    )
    field_order = ["code"]

    def values(self) -> dict[str, Any]:
        """The facts as the action takes them."""
        return super().values() | {"code": self.cleaned_data["code"]}


class BodyChangeForm(BodyForm):
    reason = forms.CharField(label=_("Why it is changed"), max_length=REASON_LENGTH, widget=forms.Textarea)


class ExpertFilterForm(forms.Form):
    """The list of experts, by GET."""

    sphere = forms.ChoiceField(label=_("Sphere of activity"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[("", _("Any")), *LANGUAGES])
    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_regions(self.fields["region"], gettext("Any"))
        self.fields["sphere"].choices = [("", gettext("Any")), *_spheres()]  # type: ignore[attr-defined]


class TermsForm(forms.Form):
    """For what an expert may be drawn."""

    spheres = forms.TypedMultipleChoiceField(
        label=_("Spheres of activity"), widget=forms.CheckboxSelectMultiple, coerce=int
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of applications"), widget=forms.CheckboxSelectMultiple, choices=LANGUAGES
    )
    region = forms.ChoiceField(label=_("Region"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["spheres"].choices = _spheres()  # type: ignore[attr-defined]
        _offer_regions(self.fields["region"], gettext("Any"))

    def terms(self) -> dict[str, Any]:
        """Spheres as numbers, languages, the code of a region or None."""
        return {name: self.cleaned_data[name] or None for name in ("spheres", "languages", "region")}

    @staticmethod
    def initial_of(expert: Expert) -> dict[str, Any]:
        """What the form shows at first."""
        spheres = [sphere.pk for sphere in expert.spheres.all()]
        return {"spheres": spheres, "languages": expert.languages, "region": expert.region_id or ""}

    def region_chosen(self) -> Region | None:
        return Region.objects.filter(pk=self.cleaned_data["region"]).first()


class EnrolForm(TermsForm):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The person gets an invitation and is in the registry of experts once it is accepted."),
    )
    field_order = ["email"]


class TieForm(forms.Form):
    """A tie between an expert and an NGO."""

    bin = forms.CharField(label=_("BIN of the organisation"), max_length=30)
    kind = forms.ChoiceField(label=_("What the tie is"), choices=AffiliationKind.choices)
    since = DateField(label=_("Since"), required=False)
    until = DateField(label=_("Until"), required=False, help_text=_("Leave it empty while it lasts."))


class WorkForm(forms.Form):
    """Where an expert works or worked."""

    employer_name = forms.CharField(label=_("Employer"), max_length=500)
    employer_bin = forms.CharField(label=_("BIN of the employer"), max_length=30, required=False)
    since = DateField(label=_("Since"))
    until = DateField(label=_("Until"), required=False, help_text=_("Leave it empty while it lasts."))


class EndForm(forms.Form):
    until = DateField(label=_("Until"))


def _offer_regions(field: Any, empty: str) -> None:
    field.choices = [("", empty), *((region.pk, localized(region, "name")) for region in Region.objects.all())]


def _spheres() -> list[tuple[str, str]]:
    return [(str(sphere.pk), localized(sphere, "name")) for sphere in Sphere.objects.all()]
