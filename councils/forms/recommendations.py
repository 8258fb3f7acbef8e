"""What is typed about recommendations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from councils.choices import MotionStatus, RecommendationStatus, ReplyKind
from councils.models import Council, Motion
from councils.queries.paging import OVERDUE
from foundation.core.forms import DateField
from registry.models import Body

STATUSES = [
    ("", _("Any")),
    (OVERDUE, _("Reply is overdue")),
    *((one.value, one.label) for one in RecommendationStatus if one != RecommendationStatus.DRAFT),
]


class FilterForm(forms.Form):
    """The public table, by GET; a wrong value narrows nothing."""

    status = forms.ChoiceField(label=_("Status"), required=False, choices=STATUSES)
    body = forms.ModelChoiceField(
        label=_("Body"),
        required=False,
        queryset=Body.objects.order_by("name_ru"),
        to_field_name="code",
        empty_label=_("Any"),
    )
    council = forms.SlugField(label=_("Council"), required=False, widget=forms.HiddenInput)
    mark_optional = False

    def asked(self) -> dict[str, Any]:
        """Filters of ``queries.recommendations.page_of``."""
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        return found | ({"body": found["body"].code} if "body" in found else {})


class RecommendationForm(forms.Form):
    """What the council asks, and of whom; one recommendation to one body."""

    addressee = forms.ModelChoiceField(label=_("To whom"), queryset=Body.objects.order_by("name_ru"))
    motion = forms.ModelChoiceField(
        label=_("The vote behind it"), queryset=Motion.objects.none(), required=False, empty_label=_("None")
    )
    text = forms.CharField(label=_("What the council recommends"), widget=forms.Textarea, max_length=5000)

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        carried = Motion.objects.filter(item__meeting__council=council, status=MotionStatus.CARRIED)
        self.fields["motion"].queryset = carried.order_by("-pk")  # type: ignore[attr-defined]


class ReplyForm(forms.Form):
    """The body's answer to one recommendation."""

    kind = forms.ChoiceField(label=_("Answer"), choices=ReplyKind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Reasons"), widget=forms.Textarea, max_length=5000, help_text=_("Everybody reads them.")
    )
    do_until = DateField(
        label=_("To be done until"), required=False, help_text=_("For what is accepted, wholly or in part.")
    )


class ReturnForm(forms.Form):
    reason = forms.CharField(
        label=_("What the reply does not answer"), widget=forms.Textarea, max_length=2000, required=False
    )


class ResultForm(forms.Form):
    result = forms.CharField(
        label=_("What was done"), widget=forms.Textarea, max_length=5000, help_text=_("Everybody reads it.")
    )
