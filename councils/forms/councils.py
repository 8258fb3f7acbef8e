"""What is typed about councils, their terms and members."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from councils.choices import Level, Post, Side
from councils.forms.bins import ByBin
from councils.models import Council
from councils.rules.councils import LEVELS, NewSeat
from foundation.core.forms import REASON_LENGTH, DateField, RowFormSet
from registry.models import Body, Region


class CouncilFilterForm(forms.Form):
    """The list of councils, by GET; a wrong value narrows nothing."""

    q = forms.CharField(label=_("Name"), required=False, max_length=200)
    level = forms.ChoiceField(label=_("Level"), required=False, choices=[("", _("Any")), *Level.choices])
    region = forms.ModelChoiceField(
        label=_("Region"), required=False, queryset=Region.objects.all(), empty_label=_("All regions")
    )
    mark_optional = False

    def asked(self) -> dict[str, Any]:
        """Filters of ``queries.councils.council_page``."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class CouncilForm(forms.Form):
    """Facts of a council."""

    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=300)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=300)
    name_en = forms.CharField(label=_("Name in English"), max_length=300)
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices)
    region = forms.ModelChoiceField(
        label=_("Region"), required=False, queryset=Region.objects.all(), help_text=_("For local councils.")
    )
    paper_rule = forms.CharField(
        label=_("The clause of the council's rules that allows secret ballots on paper"),
        max_length=300,
        required=False,
        help_text=_("Leave it empty when the rules do not allow them."),
    )

    @staticmethod
    def initial_of(council: Council) -> dict[str, Any]:
        """What the form begins with."""
        return {name: getattr(council, name) for name in CouncilForm.base_fields}


class NewCouncilForm(CouncilForm):
    body = forms.ModelChoiceField(label=_("Body"), queryset=Body.objects.none())
    slug = forms.SlugField(
        label=_("Address of its page"), max_length=100, help_text=_("Latin letters, digits and hyphens.")
    )
    field_order = ["body"]

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = bodies.filter(kind__in=LEVELS, council=None)
        self.fields["body"].queryset = offered  # type: ignore[attr-defined]


class CouncilChangeForm(CouncilForm):
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea, max_length=REASON_LENGTH)


class TermForm(forms.Form):
    """How many members the next composition is to have."""

    size = forms.IntegerField(label=_("Number of seats"), min_value=1, max_value=500)


class SeatForm(ByBin, forms.Form):
    """A member, as the act of approval or the protocol of a by-election names the person."""

    full_name = forms.CharField(label=_("Full name"), max_length=200)
    side = forms.ChoiceField(label=_("Speaks for"), choices=Side.choices)
    bin = forms.CharField(label=_("BIN of the organisation"), max_length=30, required=False)
    occupation = forms.CharField(
        label=_("Occupation"), max_length=300, required=False, help_text=_("As everybody reads it.")
    )
    is_public_servant = forms.BooleanField(label=_("Is in public service"), required=False)
    row_widths = {"full_name": 6, "side": 3, "bin": 3, "occupation": 8, "is_public_servant": 4}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        side = cleaned.get("side")
        if side == Side.NGO and not cleaned.get("bin") and "bin" not in self.errors:
            self.add_error("bin", gettext("Enter the BIN of the organisation that the member speaks for."))
        if side != Side.NGO and cleaned.get("bin"):
            self.add_error("bin", gettext("Only a member of an organisation has a BIN here."))
        if side == Side.STATE:
            cleaned["is_public_servant"] = True
        return cleaned

    def seat(self) -> NewSeat:
        """What the actions take."""
        cleaned = self.cleaned_data
        return NewSeat(
            cleaned["full_name"],
            cleaned["side"],
            cleaned["bin"],
            cleaned["occupation"],
            cleaned["is_public_servant"],
        )


class AddSeatForm(SeatForm):
    started_on = DateField(label=_("Member since"))


SeatFormSet = forms.formset_factory(SeatForm, formset=RowFormSet, extra=0, min_num=1, max_num=100, can_delete=True)


class ApproveForm(forms.Form):
    """The act that approves a composition; members are rows beside it."""

    decision_number = forms.CharField(label=_("Number of the decision"), max_length=60)
    decided_on = DateField(label=_("Date of the decision"))
    starts_on = DateField(label=_("First day of the term"))
    ends_on = DateField(label=_("Last day of the term"))


class EndSeatForm(forms.Form):
    ended_on = DateField(label=_("Last day"))
    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea, max_length=REASON_LENGTH, help_text=_("Everybody reads it.")
    )


class PostForm(forms.Form):
    post = forms.ChoiceField(label=_("Post"), choices=Post.choices, widget=forms.RadioSelect)


class LinkForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address of the member's account"), help_text=_("Nobody but the secretariat sees it.")
    )
