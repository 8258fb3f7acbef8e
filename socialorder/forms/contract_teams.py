"""The team of a contract, a row for each person."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import RowFormSet


class PersonForm(forms.Form):
    """A person and the time that the work takes."""

    row_widths = {"name": 8, "workload": 4}
    name = forms.CharField(label=_("Full name"), max_length=200)
    workload = forms.IntegerField(label=_("Per cent of full time"), min_value=1, max_value=100)


PersonFormSet = forms.formset_factory(
    PersonForm, formset=RowFormSet, extra=0, min_num=1, max_num=50, can_delete=True, validate_min=True
)
