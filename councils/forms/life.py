"""What is typed about commissions, proposals, plans and reports of a year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from councils.actions.years import NewPoint
from councils.choices import ProposerSide
from councils.forms.formation import EVERYBODY
from councils.models import Commission, Council, PlanPoint, Seat
from councils.queries.life import meetings_to_come
from foundation.core.forms import RowFormSet
from registry.models import Organisation


class CommissionForm(forms.Form):
    """Name, chair and members of a commission."""

    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=300)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=300)
    name_en = forms.CharField(label=_("Name in English"), max_length=300, required=False)
    chair = forms.ModelChoiceField(label=_("Chair"), queryset=Seat.objects.none())
    members = forms.ModelMultipleChoiceField(
        label=_("Members"), queryset=Seat.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = Seat.objects.in_force().filter(term__council=council)
        for name in ("chair", "members"):
            self.fields[name].queryset = seats  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Arguments of the actions."""
        given = self.cleaned_data
        names = {name: given[name] for name in ("name_kk", "name_ru", "name_en")}
        return {"names": names, "chair": given["chair"], "members": list(given["members"])}

    @staticmethod
    def initial_of(commission: Commission) -> dict[str, Any]:
        """What the form begins with."""
        found = {name: getattr(commission, name) for name in ("name_kk", "name_ru", "name_en")}
        return found | {"chair": commission.chair_id, "members": list(commission.members.values_list("pk", flat=True))}


class ProposeForm(forms.Form):
    """A point for the agenda; for whom, is asked of those who have a choice."""

    title = forms.CharField(label=_("Point of the agenda"), max_length=300)
    text = forms.CharField(label=_("Why the council should speak of it"), widget=forms.Textarea, max_length=3000)
    side = forms.ChoiceField(label=_("I speak"), widget=forms.RadioSelect)
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none(), required=False)
    WORDS = {
        ProposerSide.CITIZEN: _("for myself"),
        ProposerSide.NGO: _("for my organisation"),
        ProposerSide.MEMBER: _("as a member of the council"),
    }

    def __init__(self, *args: Any, is_member: bool, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [ProposerSide.MEMBER] if is_member else []
        if organisations.exists():
            offered.append(ProposerSide.NGO)
            self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        else:
            del self.fields["organisation"]
        offered.append(ProposerSide.CITIZEN)
        self.fields["side"].choices = [(one.value, self.WORDS[one]) for one in offered]  # type: ignore[attr-defined]
        self.initial.setdefault("side", offered[0].value)


class TakeForm(forms.Form):
    """Onto which agenda."""

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings_to_come(council)  # type: ignore[attr-defined]

    meeting = forms.ModelChoiceField(label=_("Meeting"), queryset=Seat.objects.none())
    answer = forms.CharField(label=_("Answer"), max_length=2000, required=False, help_text=EVERYBODY)


class DeclineForm(forms.Form):
    mark_optional = False
    answer = forms.CharField(
        label=_("Reason"), widget=forms.Textarea, max_length=2000, required=False, help_text=EVERYBODY
    )
    is_hidden = forms.BooleanField(
        label=_("Do not show the words of this point"),
        required=False,
        help_text=_("For insults and for what is nobody's business. The reason is shown all the same."),
    )


class YearForm(forms.Form):
    year = forms.IntegerField(label=_("Year"), min_value=2016, max_value=2200)


class PointForm(forms.Form):
    """One thing that is planned."""

    month = forms.TypedChoiceField(label=_("Month"), choices=list(MONTHS.items()), coerce=int)
    title = forms.CharField(label=_("What is planned"), max_length=500)
    responsible = forms.CharField(label=_("Who answers for it"), max_length=300, required=False)
    row_widths = {"month": 3, "title": 5, "responsible": 4}

    def point(self) -> NewPoint:
        """What the action takes."""
        return NewPoint(**{name: self.cleaned_data[name] for name in ("month", "title", "responsible")})


PointFormSet = forms.formset_factory(PointForm, formset=RowFormSet, extra=0, min_num=1, max_num=100, can_delete=True)


class OutcomesForm(forms.Form):
    """What came of each point; names are ``point-<id>``."""

    def __init__(self, *args: Any, points: Sequence[PlanPoint], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.points = points
        for one in points:
            self.fields[f"point-{one.pk}"] = forms.CharField(
                label=one.title, max_length=500, required=False, initial=one.outcome
            )

    def outcomes(self) -> dict[int, str]:
        """Point (id) → words."""
        return {one.pk: self.cleaned_data[f"point-{one.pk}"] for one in self.points}


class ReportWordsForm(forms.Form):
    words_kk = forms.CharField(label=_("Words in Kazakh"), widget=forms.Textarea, max_length=50_000, required=False)
    words_ru = forms.CharField(label=_("Words in Russian"), widget=forms.Textarea, max_length=50_000, required=False)
