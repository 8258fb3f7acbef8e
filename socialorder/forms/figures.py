"""Which year the figures are of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class YearForm(forms.Form):
    """Works by GET; a wrong year is every year."""

    mark_optional = False
    year = forms.ChoiceField(label=_("Year of the budget"), required=False)

    def __init__(self, data: Mapping[str, str], years: Iterable[int]) -> None:
        choices = [("", gettext("All years")), *((str(year), str(year)) for year in years)]
        asked = data.get("year", "")
        self.chosen = int(asked) if asked in {value for value, _label in choices if value} else None
        super().__init__(initial={"year": str(self.chosen or "")})
        self.fields["year"].choices = choices  # type: ignore[attr-defined]
