"""Quotas of a call as rows, and back to the data that is kept with the call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from evaluation.choices import QuotaBound, QuotaUnit
from foundation.core.forms import RowFormSet
from grants.models.quotas import Kinds, Quota
from grants.rules.call_quotas import AWARDS_MAX, QUOTAS_MAX

PREFIX = "rows"


class QuotaForm(forms.Form):
    """One quota. The rules check it, so that the action and the form say the same."""

    bound = forms.ChoiceField(label=_("Bound"), choices=QuotaBound.choices)
    figure = forms.IntegerField(label=_("How much"), min_value=0, max_value=AWARDS_MAX)
    unit = forms.ChoiceField(label=_("Counted in"), choices=QuotaUnit.choices)
    group = forms.ChoiceField(label=_("Group"), choices=())
    row_widths = {"bound": 3, "figure": 2, "unit": 3, "group": 4}

    def __init__(self, *args: Any, kinds: Kinds = (), **kwargs: Any) -> None:  # type: ignore[assignment]
        super().__init__(*args, **kwargs)
        listed = [(name, [(f"{of}:{value}", words) for of, value, words in groups]) for name, groups in kinds]
        self.fields["group"].choices = [("", _("Choose")), *listed]  # type: ignore[attr-defined]


class QuotaRows(RowFormSet):
    """The quotas of a call; ``quotas()`` gives them as they are kept."""

    def quotas(self) -> list[dict[str, Any]]:
        """The rows of a valid formset as data, numbered in their order."""
        return [_quota(number, form.cleaned_data) for number, form in enumerate(self.kept(), start=1)]


def _quota(number: int, row: dict[str, Any]) -> dict[str, Any]:
    of, _colon, value = row["group"].partition(":")
    plain = {name: row[name] for name in ("bound", "unit", "figure")}
    return {"code": f"q{number}", **plain, "of": of, "values": [value]}


QuotaFormSet = formset_factory(QuotaForm, formset=QuotaRows, extra=0, max_num=QUOTAS_MAX, can_delete=True)


def initial_rows(quotas: Sequence[Quota]) -> list[dict[str, Any]]:
    """What the rows start with."""
    names = ("bound", "unit", "figure")
    return [{name: one[name] for name in names} | {"group": f"{one['of']}:{one['values'][0]}"} for one in quotas]
