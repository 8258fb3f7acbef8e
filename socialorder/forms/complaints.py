"""What is typed about complaints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import UploadField
from foundation.core.text import localized
from foundation.documents import kinds
from registry.models import Body, Region
from socialorder.choices.complaints import FOUND, ComplaintStatus, ComplaintSubject, Remedy
from socialorder.forms.shared import area
from socialorder.queries.complaints import STATES
from socialorder.rules.complaints import Matter

STATE_LABELS = {"open": _("Not decided yet"), "followed": _("Ordered, not done yet"), "ended": _("Ended")}


def _file(*, required: bool) -> UploadField:
    limits = {"types": kinds.labels(), "size": filesizeformat(kinds.max_bytes())}
    return UploadField(
        label=_("File"),
        help_text=_(
            "%(types)s, up to %(size)s. Everybody can read it only after the reviewer has looked for personal data."
        )
        % limits,
        accept=kinds.endings(),
        max_bytes=kinds.max_bytes(),
        required=required,
    )


def _said(matter: Matter) -> str:
    """A matter in words: the subject and what it is about."""
    words = str(ComplaintSubject(matter.subject).label)
    if matter.question is not None:
        words = f"{words}: № {matter.question.number}"
    elif matter.lot is not None:
        words = f"{words}: {matter.lot.number}. {localized(matter.lot.topic, 'title')}"
    return f"{words} ({localized(matter.organisation, 'name')})"


class ComplaintForm(forms.Form):
    """What is wrong, in the NGO's words, with a first file."""

    matter = forms.ChoiceField(
        label=_("What you complain of"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you complain of.")},
    )
    text = area(
        _("What is wrong, and what should be done"),
        8,
        hint=_(
            "Everybody reads it after the reviewer has looked through it. Write no personal data: numbers are taken out."
        ),
    )

    def __init__(self, *args: Any, matters: Sequence[Matter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["matter"].choices = [(one.key, _said(one)) for one in matters]  # type: ignore[attr-defined]
        if len(matters) == 1:
            self.fields["matter"].initial = matters[0].key
        self.fields["file"] = _file(required=False)

    def uploads(self) -> list[Any]:
        return [self.cleaned_data["file"]] if self.cleaned_data.get("file") else []


class WordForm(forms.Form):
    text = area(_("What your side says"), 5, hint=_("Everybody reads it at once. Write no personal data."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = _file(required=False)

    def uploads(self) -> list[Any]:
        return [self.cleaned_data["file"]] if self.cleaned_data.get("file") else []


class ComplaintFileForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = _file(required=True)


class AdmitForm(forms.Form):
    public_text = area(
        _("The complaint as everybody will read it"),
        8,
        hint=_("Take out names, addresses and whatever else tells of particular people. Change nothing else."),
    )


class VerdictForm(forms.Form):
    """The reviewer's word; what can be ordered depends on what is possible now."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[(one.value, one.label) for one in (*FOUND, ComplaintStatus.DISMISSED)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the decision.")},
    )
    reason = area(_("Reasons"), 8, hint=_("Everybody reads them. Name no particular people."))
    remedy = forms.ChoiceField(
        label=_("What must be done"), widget=forms.RadioSelect, required=False, help_text=_("When it is upheld.")
    )
    remedy_text = area(_("What exactly, in your words"), 3, required=False, hint=_("When it is upheld."), most=2000)
    mark_optional = False

    def __init__(self, *args: Any, remedies: Sequence[Remedy], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.value, one.label) for one in remedies]
        self.fields["remedy"].choices = choices  # type: ignore[attr-defined]


class ComplaintFilterForm(forms.Form):
    """Body and state, by GET; a wrong value narrows nothing."""

    body = forms.ModelChoiceField(
        label=_("Body complained of"),
        required=False,
        queryset=Body.objects.none(),
        to_field_name="code",
        empty_label=_("All bodies"),
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Any")), *((name, STATE_LABELS[name]) for name in STATES)]
    )
    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Only bodies that have placed tenders: the list stays short.
        bodies = Body.objects.filter(tenders__isnull=False).distinct().order_by("name_ru", "pk")
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ReviewingBodyForm(forms.Form):
    body = forms.ModelChoiceField(label=_("Body"), queryset=Body.objects.all(), empty_label=_("Choose a body"))
    region = forms.ModelChoiceField(
        label=_("Region"), required=False, queryset=Region.objects.all(), empty_label=_("The whole country")
    )
    mark_optional = False
