"""What is typed about needs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.models import Region, Sphere
from socialorder.choices import NeedStatus
from socialorder.forms.shared import PlaceFilterForm, area
from socialorder.models import Topic


class NeedFilterForm(PlaceFilterForm):
    status = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("Any")), *(one for one in NeedStatus.choices if one[0] != NeedStatus.WITHDRAWN)],
    )


class NeedForm(forms.Form):
    """A need in one's own words."""

    title = forms.CharField(label=_("What is needed"), max_length=200, help_text=_("In a few words."))
    region = forms.ModelChoiceField(label=_("Region"), queryset=Region.objects.all(), empty_label=_("Choose a region"))
    place = forms.CharField(
        label=_("District, city or village"),
        max_length=200,
        required=False,
        help_text=_("Its name or its KATO code. Leave it empty when the whole region is meant."),
    )
    sphere = forms.ModelChoiceField(label=_("Sphere"), queryset=Sphere.objects.all(), empty_label=_("Choose a sphere"))
    people = forms.CharField(
        label=_("Whose need it is"), max_length=300, help_text=_("For instance: families of children with autism.")
    )
    people_count = forms.IntegerField(
        label=_("How many they are, roughly"), required=False, min_value=1, max_value=20_000_000
    )
    problem = area(
        _("What the problem is"),
        hint=_("Everybody reads it. Write no names, addresses or illnesses of particular people."),
    )
    effect = area(_("What should be different"), 3, required=False)

    def values(self) -> dict[str, Any]:
        """What the action takes beside the place."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("region", "place")}


class TakeForm(forms.Form):
    topic = forms.ModelChoiceField(
        label=_("Topic of the plan"), queryset=Topic.objects.none(), empty_label=_("Choose a topic")
    )
    answer = area(_("A word to the author"), 3, required=False, hint=_("Everybody reads it."))

    def __init__(self, *args: Any, topics: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = topics  # type: ignore[attr-defined]


class DeclineForm(forms.Form):
    answer = area(_("Why it is not taken"), required=False, hint=_("Everybody reads it."))
    mark_optional = False
