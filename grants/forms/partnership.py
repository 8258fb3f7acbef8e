"""What the two sides of a partnership type. Never saves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import DateField, MomentField
from grants.models import PartnerCall
from grants.models.partnership import LONGEST
from registry.models import Body, Organisation, Region, Sphere
from registry.rules import eligibility

LONG: dict[str, Any] = {"widget": forms.Textarea, "max_length": 5000}
# Of the rules that calls may choose, those that ask nothing about a request for money.
RULES = ("R06", "R08", "R11", "R13", "R14", "region", "age", "unreliable")


class PartnerCallForm(forms.Form):
    """``facts()`` gives the values as the actions take them."""

    body = forms.ModelChoiceField(label=_("State body"), queryset=Body.objects.none(), empty_label=None)
    title_kk = forms.CharField(label=_("Title in Kazakh"), max_length=300)
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=300)
    title_en = forms.CharField(label=_("Title in English"), max_length=300, required=False)
    terms_kk = forms.CharField(label=_("Terms in Kazakh"), help_text=_("What partners do and what they get."), **LONG)
    terms_ru = forms.CharField(label=_("Terms in Russian"), **LONG)
    terms_en = forms.CharField(label=_("Terms in English"), required=False, **LONG)
    spheres = forms.ModelMultipleChoiceField(
        label=_("Spheres"), queryset=Sphere.objects.all(), widget=forms.CheckboxSelectMultiple, required=False
    )
    months = forms.IntegerField(
        label=_("Longest term of an agreement in months"), min_value=1, max_value=LONGEST, initial=LONGEST
    )
    opens_at = MomentField(label=_("Applications are taken from"))
    closes_at = MomentField(label=_("The last moment for applications"), help_text=_("By the clock of the portal."))
    rules = forms.MultipleChoiceField(label=_("Who may apply"), widget=forms.CheckboxSelectMultiple, required=False)
    rule_regions = forms.ModelMultipleChoiceField(
        label=_("Regions"),
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

    def __init__(self, *args: Any, bodies: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["rules"].choices = [(code, eligibility.RULES[code].title) for code in RULES]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data, chosen = self.cleaned_data, self.cleaned_data.get("rules", [])
        if data.get("opens_at") and data.get("closes_at") and data["opens_at"] >= data["closes_at"]:
            self.add_error("closes_at", _("The window must close after it opens"))
        if "region" in chosen and not data.get("rule_regions"):
            self.add_error("rule_regions", _("Choose the regions whose organisations can apply"))
        if "age" in chosen and not data.get("rule_months"):
            self.add_error("rule_months", _("Enter for how many months the organisation must have existed"))
        return data

    def facts(self) -> dict[str, Any]:
        facts = dict(self.cleaned_data)
        codes = facts.pop("rules")
        parameters = {
            "region": {"regions": [region.code for region in facts.pop("rule_regions")]},
            "age": {"months": facts.pop("rule_months")},
            "R14": {"spheres": [sphere.number for sphere in facts["spheres"]]},
        }
        facts.pop("body")
        return facts | {"eligibility": [{"code": code, "parameters": parameters.get(code, {})} for code in codes]}


def initial_of(call: PartnerCall) -> dict[str, Any]:
    """What the form of an existing call starts with."""
    names = [name for name in PartnerCallForm.base_fields if hasattr(call, name) and name != "spheres"]
    chosen = {rule["code"]: rule.get("parameters") or {} for rule in call.eligibility}
    return {name: getattr(call, name) for name in names} | {
        "spheres": list(call.spheres.all()),
        "rules": list(chosen),
        "rule_regions": chosen.get("region", {}).get("regions", []),
        "rule_months": chosen.get("age", {}).get("months"),
    }


class PartnerApplicationForm(forms.Form):
    organisation = forms.ModelChoiceField(label=_("NGO"), queryset=Organisation.objects.none(), empty_label=None)
    motivation = forms.CharField(label=_("Why your NGO wants to be a partner"), **LONG)
    experience = forms.CharField(
        label=_("Experience in these spheres"),
        help_text=_("Facts of the registry are taken from it: there is no need to type them."),
        **LONG,
    )

    def __init__(self, *args: Any, organisations: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]


class VerdictForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Decision"),
        choices=[("accept", _("Into the pool of partners")), ("decline", _("Not chosen"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    reason = forms.CharField(
        label=_("Reason"), help_text=_("The NGO and everybody else read it when the pool is published."), **LONG
    )


class AgreementForm(forms.Form):
    number = forms.CharField(label=_("Number of the agreement"), max_length=60)
    starts_on = DateField(label=_("In force from"))
    months = forms.IntegerField(label=_("Term in months"), min_value=1, max_value=LONGEST)
    text = forms.CharField(label=_("What the two do together"), widget=forms.Textarea, max_length=10_000)


class ReportForm(forms.Form):
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    done = forms.CharField(label=_("What was done together"), **LONG)
    results = forms.CharField(label=_("What came of it"), **LONG)
    plans = forms.CharField(label=_("Plans for the next year"), required=False, **LONG)

    def __init__(self, *args: Any, years: Sequence[int], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]


class ReadingForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("accept", _("Accept the report")), ("return", _("Return for correction"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    remark = forms.CharField(label=_("Remark"), required=False, **LONG)


class EndorseForm(forms.Form):
    organisation = forms.ModelChoiceField(label=_("NGO"), queryset=Organisation.objects.none(), empty_label=None)
    text = forms.CharField(label=_("What your NGO adds"), required=False, **LONG)

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        keys = [one.pk for one in organisations]
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=keys)  # type: ignore[attr-defined]
