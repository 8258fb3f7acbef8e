"""What people and officers type about priority directions. Never saves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.core.errors import Fault
from foundation.core.forms import DateField, UploadField
from grants.models import Direction, DirectionList, ListedDirection
from grants.models.content import LANGUAGE_NAMES
from grants.rules.directions import FIRST_YEAR, LAST_YEAR
from registry.models import Body, Organisation, Region, Sphere

LONG: dict[str, Any] = {"widget": forms.Textarea, "max_length": 3000}
MYSELF = pgettext_lazy("in whose name", "My own name")
WHOLE_COUNTRY = _("The whole country")


def add_faults(form: forms.Form, faults: Iterable[Fault]) -> None:
    """Say each fault at its field, or above the form when it has no such field; the rule's code stands behind it."""
    for fault in faults:
        text = f"{fault.message} ({fault.rule})" if fault.rule else str(fault.message)
        form.add_error(fault.field if fault.field in form.fields else None, text)


class SpeakingForm(forms.Form):
    """In whose name: one's own, or an NGO in which the person is head or editor."""

    def __init__(self, *args: Any, organisations: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if organisations:
            self.fields["organisation"] = forms.ModelChoiceField(
                label=_("In whose name"),
                queryset=Organisation.objects.filter(pk__in=[one.pk for one in organisations]),
                required=False,
                empty_label=MYSELF,
            )

    @property
    def speaks_for(self) -> Organisation | None:
        """The NGO in whose name a valid form speaks."""
        return self.cleaned_data.get("organisation")


class ProposalForm(SpeakingForm):
    title = forms.CharField(label=_("What should be a direction of grants"), max_length=300)
    problem = forms.CharField(label=_("The problem"), help_text=_("What is wrong, and how it is known."), **LONG)
    people = forms.CharField(label=_("For which people"), **LONG)
    effect = forms.CharField(label=_("What should be different afterwards"), **LONG)
    sphere = forms.ModelChoiceField(label=_("Sphere"), queryset=Sphere.objects.all())
    region = forms.ModelChoiceField(
        label=_("Region"), queryset=Region.objects.all(), required=False, empty_label=WHOLE_COUNTRY
    )
    language = forms.ChoiceField(
        label=_("Language of the text"), choices=list(LANGUAGE_NAMES.items()), widget=forms.RadioSelect
    )
    seen = forms.BooleanField(required=False, widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    """Where a proposal goes: into a direction of the list, or nowhere with a reason."""

    NOT_TAKEN = "none"

    into = forms.ChoiceField(
        label=_("What becomes of it"), widget=forms.RadioSelect, error_messages={"required": _("Choose one.")}
    )
    answer = forms.CharField(
        label=_("Answer"),
        help_text=_("Its author and everybody else read it. Needed when the proposal is not taken."),
        required=False,
        **LONG,
    )

    def __init__(self, *args: Any, found: DirectionList, **options: Any) -> None:
        super().__init__(*args, **options)
        self.listed = {str(listed.pk): listed for listed in found.directions.select_related("direction")}
        taken = [(key, _("Taken into: %(title)s") % {"title": listed}) for key, listed in self.listed.items()]
        self.fields["into"].choices = [*taken, (self.NOT_TAKEN, _("Not taken"))]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> ListedDirection | None:
        """The direction of a valid form; None: not taken."""
        return self.listed.get(self.cleaned_data["into"])


class ListForm(forms.Form):
    body = forms.ModelChoiceField(label=_("State body"), queryset=Body.objects.none(), empty_label=None)
    year = forms.IntegerField(label=_("Financial year of the grants"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    proposals_until = DateField(label=_("Proposals are taken until the end of"))
    replacement_reason = forms.CharField(
        label=_("Why the approved list is changed"),
        help_text=_("Only where the year has an approved list: the new one names it and begins with its directions."),
        required=False,
        **LONG,
    )

    def __init__(self, *args: Any, bodies: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]


class DirectionForm(forms.Form):
    direction = forms.ModelChoiceField(
        label=_("Goes on from an earlier year"),
        help_text=_("Its code stays the same, so that its results can be followed."),
        queryset=Direction.objects.none(),
        required=False,
        empty_label=_("No, it is new"),
    )
    title_kk = forms.CharField(label=_("Title in Kazakh"), max_length=300)
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=300)
    title_en = forms.CharField(label=_("Title in English"), max_length=300, required=False)
    goal_kk = forms.CharField(label=_("Goal in Kazakh"), help_text=_("What the grants should achieve."), **LONG)
    goal_ru = forms.CharField(label=_("Goal in Russian"), **LONG)
    goal_en = forms.CharField(label=_("Goal in English"), required=False, **LONG)
    sphere = forms.ModelChoiceField(label=_("Sphere"), queryset=Sphere.objects.all())
    region = forms.ModelChoiceField(
        label=_("Region"), queryset=Region.objects.all(), required=False, empty_label=WHOLE_COUNTRY
    )

    def __init__(self, *args: Any, continued: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if continued is None:
            del self.fields["direction"]
            return
        field: Any = self.fields["direction"]
        field.queryset = continued
        field.label_from_instance = _named


def _named(direction: Any) -> str:
    newest = next(iter(direction.by_year), None)
    return f"{direction.code}: {newest}" if newest else direction.code


class TextForm(forms.Form):
    """One text: an official answer."""

    answer = forms.CharField(label=_("Official answer"), help_text=_("Its author and everybody else read it."), **LONG)


class CommentForm(SpeakingForm):
    text = forms.CharField(label=_("Your comment"), error_messages={"required": _("Write your comment.")}, **LONG)


class WhyForm(forms.Form):
    """Why something is done; ``add_faults`` shows an action's refusal."""

    reason = forms.CharField(label=_("Reason"), error_messages={"required": _("Say why: everybody reads it.")}, **LONG)


class LastDayForm(forms.Form):
    last_day = DateField(label=_("Last day of the discussion"), help_text=_("The discussion runs until its end."))


class ExtendForm(LastDayForm, WhyForm):
    pass


class ProposalsUntilForm(forms.Form):
    proposals_until = DateField(label=_("Proposals are taken until the end of"))


class CollectForm(ProposalsUntilForm, WhyForm):
    pass


class OrderForm(forms.Form):
    order_number = forms.CharField(label=_("Number of the order"), max_length=60)
    order_on = DateField(label=_("Date of the order"))
    order = UploadField(label=_("The order as a file"), accept=["pdf"])


def words_of(listed: ListedDirection) -> dict[str, Any]:
    """What the form of a direction of a list starts with."""
    names = [name for name in DirectionForm.base_fields if name not in ("direction", "sphere", "region")]
    return {name: getattr(listed, name) for name in names} | {"sphere": listed.sphere_id, "region": listed.region_id}
