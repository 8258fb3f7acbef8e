"""What is typed in a bid. Nothing is required while it is a draft."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import MoneyField, UploadField
from foundation.documents.kinds import ALLOWED, endings, max_bytes
from registry.models import Organisation
from socialorder.choices.bids import TEXTS
from socialorder.forms.shared import area
from socialorder.rules.bids import LONGEST


class BeginForm(forms.Form):
    organisation = forms.ModelChoiceField(label=_("Organisation that bids"), queryset=Organisation.objects.none())

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(  # type: ignore[attr-defined]
            pk__in=[one.pk for one in organisations]
        )


class BidForm(forms.Form):
    """The technical part and the price."""

    approach = area(_("How you will reach the goal"), 6, required=False, most=LONGEST)
    activities = area(_("What you will do and when"), 8, required=False, most=LONGEST)
    staff = area(_("Who will work on it"), 5, required=False, most=LONGEST)
    experience = area(_("What you have done of this kind"), 5, required=False, most=LONGEST)
    price = MoneyField(label=_("Your price for the whole lot"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
    mark_optional = False

    def values(self) -> dict[str, Any]:
        """Plain values for the box."""
        texts = {name: self.cleaned_data.get(name, "") for name in TEXTS}
        price = self.cleaned_data.get("price")
        return {**texts, "price": format(price, "f") if price is not None else ""}

    @staticmethod
    def initial_of(values: dict[str, Any], version: int) -> dict[str, Any]:
        price = values.get("price")
        return {**values, "price": Decimal(price) if price else None, "version": version}


class FileForm(forms.Form):
    file = UploadField(label=_("Add a file"), accept=endings(ALLOWED), max_bytes=max_bytes())


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Key of the draft"),
        max_length=120,
        help_text=_("The letters and digits that you got when it was begun."),
    )


class JudgeForm(forms.Form):
    reason = area(_("Reason"), 3, required=False, hint=_("The bidder reads it, and so does everybody."), most=2000)
    mark_optional = False
