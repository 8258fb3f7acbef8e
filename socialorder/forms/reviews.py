"""Asking an expert council, and writing down what it found."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from socialorder.choices.reviews import ReviewStage
from socialorder.forms.shared import area


class BeginReviewForm(forms.Form):
    """Which evaluation, by how many experts."""

    stage = forms.ChoiceField(label=_("Which evaluation"), widget=forms.RadioSelect)
    main_seats = forms.IntegerField(label=_("Experts of the council"), min_value=1, max_value=15, initial=3)
    reserve_seats = forms.IntegerField(label=_("In reserve"), min_value=0, max_value=15, initial=2)

    def __init__(self, *args: Any, stages: list[ReviewStage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.value, one.label) for one in stages]
        self.fields["stage"].choices = choices  # type: ignore[attr-defined]
        self.fields["stage"].initial = choices[0][0] if choices else None


class ConclusionForm(forms.Form):
    """The council's words."""

    conclusion_kk = area(_("Conclusion in Kazakh"), 8)
    conclusion_ru = area(_("Conclusion in Russian"), 8)
