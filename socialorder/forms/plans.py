"""What is typed about standards, plans and topics."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import DateField, MoneyField, NumberField, RowFormSet
from registry.models import Body, Region, Sphere
from socialorder.forms.shared import PlaceFilterForm, area
from socialorder.models import Plan, Standard, Topic
from socialorder.rules.plans import INDICATOR, TOPIC_FACTS

STANDARD_FACTS = (
    *("sphere", "title_kk", "title_ru", "title_en", "content_kk", "content_ru"),
    *("unit_kk", "unit_ru", "unit_cost", "cost_grounds"),
)


def title(label: Any, *, required: bool = True, most: int = 300) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=required)


class StandardForm(forms.Form):
    sphere = forms.ModelChoiceField(label=_("Sphere"), queryset=Sphere.objects.all(), empty_label=_("Choose a sphere"))
    title_kk = title(_("Name of the service in Kazakh"), most=200)
    title_ru = title(_("Name of the service in Russian"), most=200)
    title_en = title(_("Name of the service in English"), required=False, most=200)
    content_kk = area(_("What it consists of, in Kazakh"), 6, most=10_000)
    content_ru = area(_("What it consists of, in Russian"), 6, most=10_000)
    unit_kk = title(_("Unit in Kazakh"), most=100)
    unit_ru = title(_("Unit in Russian"), most=100)
    unit_cost = MoneyField(label=_("Cost of a unit"))
    cost_grounds = area(_("How the cost was found"), 4)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in STANDARD_FACTS}

    @staticmethod
    def initial_of(standard: Standard) -> dict[str, Any]:
        return {name: getattr(standard, name) for name in STANDARD_FACTS}


class NewStandardForm(StandardForm):
    body = forms.ModelChoiceField(label=_("Body"), queryset=Body.objects.none())
    code = forms.SlugField(
        label=_("Code"),
        max_length=60,
        help_text=_("Latin letters, digits and hyphens. With the code of a standard of yours it is its next version."),
    )
    field_order = ["body", "code"]

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]


class CriterionForm(forms.Form):
    text_kk = title(_("Criterion in Kazakh"))
    text_ru = title(_("Criterion in Russian"))
    measure = title(_("From what it is seen, and what is enough"), most=200)


CriterionFormSet = formset_factory(
    CriterionForm, formset=RowFormSet, extra=0, min_num=1, max_num=20, validate_min=False, can_delete=True
)


class ApproveForm(forms.Form):
    order_number = forms.CharField(label=_("Number of the order"), max_length=50)
    approved_on = DateField(label=_("Day of the order"))


class PlanFilterForm(PlaceFilterForm):
    year = forms.IntegerField(label=_("Year"), required=False, min_value=2005, max_value=2100)
    sphere = None  # type: ignore[assignment]  # takes the field away
    field_order = ["year", "region"]


class PlanForm(forms.Form):
    body = forms.ModelChoiceField(label=_("Body"), queryset=Body.objects.none())
    year = forms.IntegerField(label=_("Year"))
    amount = MoneyField(label=_("Money of the plan"))

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]


class DiscussionForm(forms.Form):
    until = DateField(label=_("Last day of the discussion"))


class OrderForm(forms.Form):
    order_number = forms.CharField(label=_("Number of the order"), max_length=50)


class AmountForm(forms.Form):
    amount = MoneyField(label=_("Money of the plan"))
    reason = area(_("Reason"), 4, required=False, hint=_("Everybody reads it."), most=2000)
    mark_optional = False


class TopicForm(forms.Form):
    """A topic; the amount is counted from unit cost and volume."""

    title_kk = title(_("Topic in Kazakh"))
    title_ru = title(_("Topic in Russian"))
    title_en = title(_("Topic in English"), required=False)
    goal_kk = area(_("Goal in Kazakh"), 3)
    goal_ru = area(_("Goal in Russian"), 3)
    people_kk = area(_("For whom, in Kazakh"), 2)
    people_ru = area(_("For whom, in Russian"), 2)
    result_kk = area(_("What must be different afterwards, in Kazakh"), 3)
    result_ru = area(_("What must be different afterwards, in Russian"), 3)
    sphere = forms.ModelChoiceField(label=_("Sphere"), queryset=Sphere.objects.all(), empty_label=_("Choose a sphere"))
    region = forms.ModelChoiceField(label=_("Region"), queryset=Region.objects.all(), empty_label=_("Choose a region"))
    place = forms.CharField(
        label=_("District, city or village"),
        max_length=200,
        required=False,
        help_text=_("Its name or its KATO code. Leave it empty when the whole region is meant."),
    )
    standard = forms.ModelChoiceField(
        label=_("Standard of the service"),
        queryset=Standard.objects.none(),
        required=False,
        empty_label=_("No standard: the grounds are written below"),
    )
    continues = forms.ModelChoiceField(
        label=_("It goes on with this topic of an earlier year"),
        queryset=Topic.objects.none(),
        required=False,
        empty_label=_("It is new"),
        help_text=_("What came of that topic is shown beside this one."),
    )
    unit_cost = MoneyField(label=_("Cost of a unit"), help_text=_("As in the standard, or with grounds of its own."))
    volume = NumberField(label=_("How many units"), max_digits=12, decimal_places=2)
    grounds = area(_("Grounds of the cost"), 3, required=False, hint=_("Needed when the cost is not the standard's."))
    months = forms.IntegerField(label=_("Term in months"), help_text=_("From 1 to 36."))
    reason = area(_("Why the approved plan is changed"), 3, required=False, hint=_("Everybody reads it."), most=2000)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standards = Standard.objects.in_force().order_by("title_ru")
        self.fields["standard"].queryset = standards  # type: ignore[attr-defined]
        earlier = Topic.objects.current().filter(plan__body=plan.body, plan__year__lt=plan.year)
        earlier = earlier.select_related("plan__body").order_by("-plan__year", "number")
        self.fields["continues"].queryset = earlier  # type: ignore[attr-defined]
        if plan.approved_at is None:
            del self.fields["reason"]

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*TOPIC_FACTS, "continues")}

    @staticmethod
    def initial_of(topic: Topic) -> dict[str, Any]:
        return {name: getattr(topic, name) for name in (*TOPIC_FACTS, "continues")} | {"place": topic.kato}


class IndicatorForm(forms.Form):
    name_kk = title(_("Indicator in Kazakh"), most=200)
    name_ru = title(_("Indicator in Russian"), most=200)
    unit = title(_("Unit"), most=60)
    baseline = NumberField(label=_("Value before"), max_digits=14, decimal_places=2)
    target = NumberField(label=_("To be reached"), max_digits=14, decimal_places=2)
    row_widths = {"name_kk": 3, "name_ru": 3, "unit": 2, "baseline": 2, "target": 2}


IndicatorFormSet = formset_factory(
    IndicatorForm, formset=RowFormSet, extra=0, min_num=1, max_num=20, validate_min=False, can_delete=True
)


def indicators_of(topic: Topic) -> list[dict[str, Any]]:
    return [{name: getattr(row, name) for name in INDICATOR} for row in topic.indicators.all()]


class CommentForm(forms.Form):
    text = area(_("Your comment"), 4, most=2000)


class AnswerForm(forms.Form):
    text = area(_("Answer"), 4, hint=_("Everybody reads it."), most=2000)
