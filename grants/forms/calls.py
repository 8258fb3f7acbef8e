"""The form of a call: every condition that will be frozen at announcement."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evaluation.models import Rubric
from foundation.core.forms import MomentField, MoneyField, NumberField
from grants.choices import CallKind
from grants.forms.decision_terms import DecisionTerms
from grants.models import Call, ListedDirection
from grants.models.calls import NUMBER_PREFIX
from grants.models.content import LANGUAGE_NAMES
from grants.queries.directions import choosable
from registry.models import Body, Region, Sphere
from registry.rules import eligibility

LONG: dict[str, Any] = {"widget": forms.Textarea, "max_length": 5000, "required": False}
# What a rule of eligibility is told besides its code comes from these fields.
REGION_RULE, AGE_RULE, SPHERE_RULE, TYPE_RULE = "region", "age", "R14", "R21"
RUBRICS = ("rubric", "commission_rubric")


class DirectionField(forms.ModelChoiceField):
    """A direction of an approved list, with its year and body, so that equal titles are told apart."""

    def label_from_instance(self, obj: ListedDirection) -> str:
        return f"{obj.list.year}, {obj.list.body}: {obj}"


class CallForm(DecisionTerms):
    """All facts of a call; ``facts()`` gives them as the actions take them. Never saves."""

    operator = forms.ModelChoiceField(label=_("Operator"), queryset=Body.objects.none(), empty_label=None)
    title_kk = forms.CharField(label=_("Title in Kazakh"), max_length=300)
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=300)
    title_en = forms.CharField(label=_("Title in English"), max_length=300)
    summary_kk = forms.CharField(label=_("Summary in Kazakh"), **LONG)
    summary_ru = forms.CharField(label=_("Summary in Russian"), **LONG)
    summary_en = forms.CharField(label=_("Summary in English"), **LONG)
    slug = forms.SlugField(
        label=_("Address of the page"),
        help_text=_("Small Latin letters, digits and hyphens, like small-grants-2026."),
        max_length=100,
    )
    number_prefix = forms.CharField(
        label=_("Prefix of application numbers"),
        help_text=_("Capital Latin letters and digits: SG26 gives SG26-0001."),
        max_length=10,
        validators=[RegexValidator(NUMBER_PREFIX, _("Use 2 to 10 capital Latin letters and digits, a letter first."))],
    )
    kind = forms.ChoiceField(label=_("Type of grant"), choices=CallKind.choices)
    direction = DirectionField(
        label=_("Priority direction"),
        help_text=_("Of a list that was approved by an order for the year in which the call opens."),
        queryset=ListedDirection.objects.none(),
        required=False,
        empty_label=_("None"),
    )
    spheres = forms.ModelMultipleChoiceField(
        label=_("Spheres"),
        help_text=_("Experts are drawn from these. None chosen: all spheres."),
        queryset=Sphere.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of applications"),
        choices=list(LANGUAGE_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose Kazakh, Russian or both")},
    )
    opens_at = MomentField(label=_("Applications are taken from"))
    closes_at = MomentField(label=_("The last moment for applications"), help_text=_("By the clock of the portal."))
    enquiries_until = MomentField(
        label=_("Questions are taken until"),
        help_text=_("Anybody who is signed in may ask. Leave empty to take questions as long as applications."),
        required=False,
    )
    window_reason = forms.CharField(
        label=_("Why the window is not the usual one"),
        help_text=_(
            "Contests of 2023 took applications for 20 days, for long-term grants for 34, until 18:30; premiums from 1 July"
            " to 1 September. These are observations, not law: give a reason when yours is shorter or at another time."
        ),
        widget=forms.Textarea,
        max_length=1000,
        required=False,
    )
    applications_max = forms.IntegerField(
        label=_("Applications of one NGO at most"),
        help_text=_("Leave empty for no limit."),
        min_value=1,
        max_value=100,
        initial=1,
        required=False,
    )
    is_shared = forms.BooleanField(
        label=_("Winners of a nomination share the amount of a premium"),
        help_text=_("For premiums. Otherwise each winner gets the whole amount."),
        required=False,
    )
    budget = MoneyField(label=_("Budget of the call"), min_value=1)
    amount_min = MoneyField(label=_("Least amount of one grant"), initial=0)
    amount_max = MoneyField(label=_("Highest amount of one grant"), min_value=1)
    months_min = forms.IntegerField(label=_("Shortest term in months"), min_value=1, max_value=36, initial=1)
    months_max = forms.IntegerField(label=_("Longest term in months"), min_value=1, max_value=36, initial=12)
    rules = forms.MultipleChoiceField(
        label=_("Who may apply"), widget=forms.CheckboxSelectMultiple, choices=[], required=False
    )
    rule_regions = forms.ModelMultipleChoiceField(
        label=_("Regions of the contest"),
        help_text=_("For the rule on the region."),
        queryset=Region.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    rule_months = forms.IntegerField(
        label=_("Months since registration"),
        help_text=_("For the rule on how long the organisation has existed."),
        min_value=1,
        max_value=600,
        required=False,
    )
    rubric = forms.ModelChoiceField(
        label=_("Rubric"),
        help_text=_("Of the operator or for everybody. It is frozen when the call is announced."),
        queryset=Rubric.objects.none(),
    )
    main_seats = forms.IntegerField(label=_("Experts"), min_value=1, max_value=15, initial=3)
    reserve_seats = forms.IntegerField(label=_("Experts in reserve"), min_value=0, max_value=15, initial=3)
    experts_per_entry = forms.IntegerField(
        label=_("How many experts score each application"),
        help_text=_("Leave empty when all of them score all."),
        min_value=1,
        max_value=15,
        required=False,
    )
    is_blind = forms.BooleanField(label=_("Experts do not see who sent an application"), required=False, initial=True)
    has_discussion = forms.BooleanField(
        label=_("After the independent marks the experts discuss"),
        help_text=_("They see each other’s marks under numbers and may change their own with a reason."),
        required=False,
    )
    extra_over = NumberField(
        label=_("One more expert when score sheets are more points apart than"),
        help_text=_("The highest and the lowest sheet of an application. Leave empty when nobody is called later."),
        max_digits=7,
        decimal_places=2,
        min_value=0,
        required=False,
    )
    answer_days = forms.IntegerField(
        label=_("Working days in which applicants may answer their marks before the decision"),
        help_text=_("0: they are not asked."),
        min_value=0,
        max_value=20,
        initial=0,
        required=False,
    )
    check_days = forms.IntegerField(
        label=_("Term of the formal check in working days"),
        help_text=_("Leave empty for the usual term in the reference tables."),
        min_value=1,
        max_value=60,
        required=False,
    )
    scoring_days = forms.IntegerField(
        label=_("Term of the experts in working days"),
        help_text=_("Leave empty for the usual term in the reference tables."),
        min_value=1,
        max_value=60,
        required=False,
    )
    commission_rubric = forms.ModelChoiceField(
        label=_("Rubric of the commission"),
        help_text=_("Choose one when the commission scores in the second stage. Otherwise it only votes."),
        queryset=Rubric.objects.none(),
        required=False,
    )
    allows_return = forms.BooleanField(label=_("An application may be returned once for correction"), required=False)
    names_experts = forms.BooleanField(
        label=_("Name the experts once the call is decided"), required=False, initial=True
    )
    is_invented = forms.BooleanField(label=_("Applicants, texts and marks are made up"), required=False)
    note_kk = forms.CharField(label=_("Note on what is invented, in Kazakh"), **LONG)
    note_ru = forms.CharField(label=_("Note on what is invented, in Russian"), **LONG)
    note_en = forms.CharField(label=_("Note on what is invented, in English"), **LONG)

    def __init__(self, *args: Any, operators: Any, call: Call | None = None, **options: Any) -> None:
        self.call = call
        super().__init__(*args, **options)
        if "operator" in self.fields:
            self.fields["operator"].queryset = operators  # type: ignore[attr-defined]
        self.fields["direction"].queryset = choosable()  # type: ignore[attr-defined]
        for name in RUBRICS:
            if name in self.fields:
                self.fields[name].queryset = self._rubrics(operators, name)  # type: ignore[attr-defined]
        rules = self.fields["rules"]
        rules.choices = [(rule.code, rule.title) for rule in eligibility.RULES.values()]  # type: ignore[attr-defined]
        rules.choice_hints = {  # type: ignore[attr-defined]
            rule.code: f"{rule.explanation} {rule.legal_basis}" for rule in eligibility.RULES.values()
        }

    def _rubrics(self, operators: Any, name: str) -> Any:
        """The newest versions of the operators' rubrics, and the one that the call has already."""
        chosen = getattr(self.call, f"{name}_id", None)
        usable = Rubric.objects.usable_in(operators).values("pk")
        return Rubric.objects.filter(Q(pk__in=usable) | Q(pk=chosen)).select_related("body").order_by("title_kk", "pk")

    def clean_slug(self) -> str:
        return self._not_taken("slug", _("This address is taken by another call"))

    def clean_number_prefix(self) -> str:
        return self._not_taken("number_prefix", _("This prefix is taken by another call"))

    def _not_taken(self, name: str, message: Any) -> str:
        value = self.cleaned_data[name]
        others = Call.objects.filter(**{name: value})
        if self.call:
            others = others.exclude(pk=self.call.pk)
        if others.exists():
            raise forms.ValidationError(message)
        return value

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self._compare("opens_at", "closes_at", _("The window must close after it opens"), may_be_equal=False)
        self._compare("enquiries_until", "closes_at", _("Questions cannot be taken longer than applications"))
        self._compare("amount_min", "amount_max", _("The highest amount cannot be below the least one"))
        self._compare("amount_max", "budget", _("The budget cannot be below the highest amount of one grant"))
        self._compare("months_min", "months_max", _("The longest term cannot be below the shortest one"))
        self._compare("experts_per_entry", "main_seats", _("There must be as many experts as score each application"))
        for name in RUBRICS:
            self._check_owner(name)
        chosen = data.get("rules", [])
        if REGION_RULE in chosen and not data.get("rule_regions"):
            self.add_error("rule_regions", _("Choose the regions whose organisations can apply"))
        if AGE_RULE in chosen and not data.get("rule_months"):
            self.add_error("rule_months", _("Enter for how many months the organisation must have existed"))
        self._check_kind(data.get("kind", ""), chosen)
        return data

    def _check_kind(self, kind: str, chosen: list[str]) -> None:
        if TYPE_RULE in chosen and kind in (CallKind.SMALL, CallKind.PREMIUM):
            message = _("Small grants and premiums have no ranges in the law: take out the rule on the type of grant")
            self.add_error("rules", message)
        if kind and kind != CallKind.PREMIUM and self.cleaned_data.get("is_shared"):
            self.add_error("is_shared", _("Only a premium can be shared by the winners of a nomination"))

    def _check_owner(self, name: str) -> None:
        rubric, operator = self.cleaned_data.get(name), self.cleaned_data.get("operator")
        if rubric and operator and rubric.body not in (None, operator):
            self.add_error(name, _("This rubric belongs to another body. Choose one of the operator"))

    def clean_answer_days(self) -> int:
        return self.cleaned_data["answer_days"] or 0

    def _compare(self, low: str, high: str, message: Any, *, may_be_equal: bool = True) -> None:
        least, most = self.cleaned_data.get(low), self.cleaned_data.get(high)
        if least is None or most is None:
            return
        if least > most or (least == most and not may_be_equal):
            self.add_error(high, message)

    def facts(self) -> dict[str, Any]:
        """The facts of a valid form, with the rules of eligibility as data."""
        facts = dict(self.cleaned_data)
        codes = facts.pop("rules")
        regions, months = facts.pop("rule_regions"), facts.pop("rule_months")
        facts.pop("operator", None)
        parameters: dict[str, dict[str, Any]] = {
            REGION_RULE: {"regions": [region.code for region in regions]},
            AGE_RULE: {"months": months},
            SPHERE_RULE: {"spheres": [sphere.number for sphere in facts["spheres"]]},
            TYPE_RULE: {"type": facts.get("kind") or getattr(self.call, "kind", "")},
        }
        facts["eligibility"] = [{"code": code, "parameters": parameters.get(code, {})} for code in codes]
        return facts


class ScheduleForm(forms.Form):
    """When a call is announced by itself."""

    moment = MomentField(
        label=_("Announce at"), help_text=_("By the clock of the portal. Until then you can change it.")
    )


def initial_of(call: Call) -> dict[str, Any]:
    """What the form of an existing call starts with."""
    plain = [name for name in CallForm.base_fields if hasattr(call, name)]
    chosen = {rule["code"]: rule.get("parameters") or {} for rule in call.eligibility}
    return {name: getattr(call, name) for name in plain if name != "spheres"} | {
        "spheres": list(call.spheres.all()),
        "rules": list(chosen),
        "rule_regions": chosen.get(REGION_RULE, {}).get("regions", []),
        "rule_months": chosen.get(AGE_RULE, {}).get("months"),
    }
