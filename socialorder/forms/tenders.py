"""What is typed about tenders, lots, questions and keys."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluation.models import Rubric
from foundation.accounts.models import User
from foundation.core.forms import MomentField, NumberField
from registry.models import Body
from registry.rules.eligibility import RULES
from socialorder.choices import PartKind
from socialorder.choices.tenders import PARTS_NEEDED
from socialorder.forms.plans import title
from socialorder.forms.shared import PlaceFilterForm, area
from socialorder.models import HolderKey, Lot, Tender, Topic
from socialorder.queries.tenders import STATES

QUALIFICATION = ("R06", "R08", "R11", "R13", "R14", "unreliable")
STATE_LABELS = {"open": _("Announced"), "opened": _("Bids opened"), "past": _("Past tenders")}


class TenderFilterForm(PlaceFilterForm):
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Any")), *((name, STATE_LABELS[name]) for name in STATES)]
    )
    field_order = ["state"]


def qualification_field() -> forms.MultipleChoiceField:
    """Rules that say who can bid."""
    return forms.MultipleChoiceField(
        label=_("Who can bid"),
        choices=[(code, RULES[code].title) for code in QUALIFICATION],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Checked before a bid is begun, when it is sealed and after the opening."),
    )


class WindowForm(forms.Form):
    opens_at = MomentField(label=_("Bids are taken from"))
    closes_at = MomentField(label=_("Bids are taken until"))
    questions_until = MomentField(label=_("Questions are taken until"))


class TenderForm(WindowForm):
    title_kk = title(_("Name in Kazakh"))
    title_ru = title(_("Name in Russian"))
    title_en = title(_("Name in English"), required=False)
    qualification = qualification_field()
    price_points = forms.IntegerField(
        label=_("Points of the price, of 100"), min_value=0, max_value=100, initial=30,
        help_text=_("The rest is for the technical part."),
    )  # fmt: skip
    rubric = forms.ModelChoiceField(
        label=_("Rubric of the technical part"), queryset=Rubric.objects.none(), required=False,
        empty_label=_("Chosen later"),
    )  # fmt: skip
    must_sign = forms.BooleanField(label=_("Bids are signed electronically"), required=False)
    field_order = ["title_kk", "title_ru", "title_en"]

    def __init__(self, *args: Any, rubrics: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rubric"].queryset = rubrics  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("body", "slug")}
        codes = given.pop("qualification")
        return {**given, "eligibility": [{"code": code} for code in codes]}

    @staticmethod
    def initial_of(tender: Tender) -> dict[str, Any]:
        plain = ("title_kk", "title_ru", "title_en", "opens_at", "closes_at", "questions_until")
        facts = {name: getattr(tender, name) for name in (*plain, "price_points", "rubric", "must_sign")}
        return facts | {"qualification": [rule["code"] for rule in tender.eligibility]}


class NewTenderForm(TenderForm):
    body = forms.ModelChoiceField(label=_("Body"), queryset=Body.objects.none())
    slug = forms.SlugField(
        label=_("Address of its page"), max_length=80, help_text=_("Latin letters, digits and hyphens.")
    )
    field_order = ["body", "slug", "title_kk", "title_ru", "title_en"]

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]


class CloneForm(WindowForm):
    slug = forms.SlugField(
        label=_("Address of its page"), max_length=80, help_text=_("Latin letters, digits and hyphens.")
    )
    field_order = ["slug"]


class SpecForm(forms.Form):
    """The parts of a specification in both languages, in the order of the list."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in PartKind:
            for language, label in (("kk", _("%(part)s, in Kazakh")), ("ru", _("%(part)s, in Russian"))):
                field = area(label % {"part": kind.label}, 3, required=kind in PARTS_NEEDED)
                self.fields[f"{kind.value}_{language}"] = field

    def parts(self) -> dict[str, dict[str, str]]:
        return {
            kind: {language: self.cleaned_data[f"{kind}_{language}"] for language in ("kk", "ru")}
            for kind in PartKind.values
        }

    @staticmethod
    def parts_initial(lot: Lot) -> dict[str, str]:
        found = {}
        for part in lot.parts.all():
            found[f"{part.kind}_kk"], found[f"{part.kind}_ru"] = part.text_kk, part.text_ru
        return found


class LotForm(SpecForm):
    topic = forms.ModelChoiceField(
        label=_("Topic of the plan"), queryset=Topic.objects.none(), empty_label=_("Choose a topic")
    )
    volume = NumberField(label=_("How many units"), max_digits=12, decimal_places=2)
    months = forms.IntegerField(label=_("Term in months"), help_text=_("From 1 to 36."))
    alike_reason = area(
        _("Why it may be nearly the same as a lot with another goal"),
        2,
        required=False,
        hint=_("Needed only when the page of the lot warns of one. Everybody reads it."),
    )

    def __init__(self, *args: Any, topics: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = topics  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("volume", "months", "alike_reason")}


class AmendForm(forms.Form):
    """What an amendment changes beside the words of the lots."""

    title_kk = title(_("Name in Kazakh"))
    title_ru = title(_("Name in Russian"))
    closes_at = MomentField(label=_("Bids are taken until"))
    questions_until = MomentField(label=_("Questions are taken until"))
    qualification = qualification_field()
    reason = area(_("Reason"), 4, required=False, hint=_("Everybody reads it."), most=2000)
    mark_optional = False

    def __init__(self, *args: Any, tender: Tender, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tender = tender

    def values(self) -> dict[str, Any]:
        """What the action takes; rules that stay keep the parameters that they have."""
        tender = self.tender
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("reason", "qualification")}
        standing = {rule["code"]: rule for rule in tender.eligibility}
        # Rules that this form does not offer stay as they are.
        kept = [rule for rule in tender.eligibility if rule["code"] not in QUALIFICATION]
        chosen = [standing.get(code, {"code": code}) for code in self.cleaned_data["qualification"]]
        return {**given, "eligibility": [*chosen, *kept]}

    @staticmethod
    def initial_of(tender: Tender) -> dict[str, Any]:
        plain = {name: getattr(tender, name) for name in ("title_kk", "title_ru", "closes_at", "questions_until")}
        return plain | {"qualification": [rule["code"] for rule in tender.eligibility]}


class QuestionForm(forms.Form):
    text = area(_("Your question"), 4, most=2000, hint=_("Everybody reads it with its answer. Who asked is not shown."))


class PanelForm(forms.Form):
    main_seats = forms.IntegerField(label=_("Experts"), min_value=1, max_value=30, initial=3)
    reserve_seats = forms.IntegerField(label=_("In reserve"), min_value=0, max_value=30, initial=1)


class HoldersForm(forms.Form):
    """Three people who have keys of their own."""

    first = forms.ModelChoiceField(label=_("First holder"), queryset=User.objects.none())
    second = forms.ModelChoiceField(label=_("Second holder"), queryset=User.objects.none())
    third = forms.ModelChoiceField(label=_("Third holder"), queryset=User.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.queryset = known_holders()  # type: ignore[attr-defined]

    def holders(self) -> list[User]:
        return [self.cleaned_data[name] for name in ("first", "second", "third")]


def known_holders() -> Any:
    """People who have made a key of their own."""
    return User.objects.filter(pk__in=HolderKey.objects.values("holder"), is_active=True).order_by("full_name", "pk")


class PassphraseForm(forms.Form):
    """Never filled in again by us: a passphrase is typed anew each time."""

    passphrase = forms.CharField(
        label=_("Passphrase of your key"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class ReplaceForm(PassphraseForm):
    holder = forms.ModelChoiceField(label=_("New holder"), queryset=User.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder"].queryset = known_holders()  # type: ignore[attr-defined]


class HolderKeyForm(PassphraseForm):
    again = forms.CharField(
        label=_("The passphrase again"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
