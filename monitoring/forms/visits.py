"""Forms of visits: the plan, the sheet that is filled in on the spot, the exchange about findings."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Invalid
from foundation.core.forms import DateField, UploadField
from foundation.core.text import localized
from monitoring.choices import Conclusion, QuestionKind, TemplateKind, VisitStatus
from monitoring.models import Question, Template, Visit
from monitoring.rules import visits as rules

PLAN_FACTS = ("template", "planned_on", "place", "purpose", "is_announced")
CHECK_CHOICES = [("yes", _("Yes")), ("no", _("No")), ("none", _("Not applicable"))]


class VisitPlanForm(forms.Form):
    """``facts()`` are those of ``actions.visits.plan``."""

    template = forms.ModelChoiceField(
        label=_("Checklist"),
        queryset=Template.objects.none(),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose the checklist.")},
    )
    planned_on = DateField(label=_("Day of the visit"), error_messages={"required": _("Enter the day of the visit.")})
    place = forms.CharField(
        label=_("Place"), max_length=300, error_messages={"required": _("Say where you are going.")}
    )
    purpose = forms.CharField(label=_("What for"), max_length=2000, required=False, widget=forms.Textarea)
    is_announced = forms.BooleanField(
        label=_("Tell the organisation beforehand"),
        help_text=_("Of a visit that is not announced it learns by the report."),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = Template.objects.newest().filter(kind=TemplateKind.CHECKLIST)  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """Fields of Visit."""
        return {name: self.cleaned_data[name] for name in PLAN_FACTS}


class VisitForm(forms.Form):
    """The sheet. Every field may be empty here: the action says what is missing, so that nothing typed is lost."""

    mark_optional = False

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visit = visit
        self.questions = list(visit.template.questions.all())
        self.fields["key"] = forms.UUIDField(widget=forms.HiddenInput)
        self.initial.setdefault("key", uuid.uuid4())
        self.fields["done_on"] = DateField(label=_("Day of the visit"), required=False)
        for question in self.questions:
            self._add(question)
        self.fields["conclusion"] = forms.ChoiceField(
            label=_("Conclusion"), choices=Conclusion.choices, widget=forms.RadioSelect, required=False
        )
        self.fields["summary"] = _text(_("What you saw"), _("Everybody reads it. Write no names of participants."))
        for place in range(1, rules.MOST_FINDINGS + 1):
            self.fields[f"finding_{place}"] = _text(_("What has to be mended"))
            self.fields[f"due_{place}"] = DateField(label=_("To be mended until"), required=False)
        self.fields["has_consent"] = forms.BooleanField(
            label=_("The people on the photographs agree to it; for children their parents do"), required=False
        )
        if visit.status == VisitStatus.DONE:
            self.fields["reason"] = _text(_("Why the report is corrected"), _("Everybody reads it."))
            self._start_from_report()

    def _add(self, question: Question) -> None:
        label = localized(question, "text")
        self.fields[f"a-{question.code}"] = _answer(question, label)
        if question.kind == QuestionKind.CHECK:
            self.fields[f"n-{question.code}"] = _text(_("Note"))
        if question.takes_photo:
            self.fields[f"p-{question.code}"] = UploadField(
                label=_("Photograph"),
                accept=["jpg", "jpeg", "png"],
                max_bytes=settings.DOCUMENT_MAX_BYTES,
                required=False,
            )

    def _start_from_report(self) -> None:
        for code, given in self.visit.answers.items():
            self.initial.setdefault(f"a-{code}", given["value"])
            self.initial.setdefault(f"n-{code}", given["note"])
        for name in ("done_on", "conclusion", "summary"):
            self.initial.setdefault(name, getattr(self.visit, name))

    def rows(self) -> list[tuple[BoundField, BoundField | None, BoundField | None]]:
        """For the page: answer, note and photograph of each question."""
        return [
            (self[f"a-{one.code}"], self._bound(f"n-{one.code}"), self._bound(f"p-{one.code}"))
            for one in self.questions
        ]

    def _bound(self, name: str) -> BoundField | None:
        return self[name] if name in self.fields else None

    def findings(self) -> list[tuple[BoundField, BoundField]]:
        """For the page: text and day of each finding."""
        return [(self[f"finding_{place}"], self[f"due_{place}"]) for place in range(1, rules.MOST_FINDINGS + 1)]

    def sheet(self) -> rules.Sheet:
        """What the action takes."""
        cleaned = self.cleaned_data
        codes = [question.code for question in self.questions]
        return rules.Sheet(
            key=cleaned["key"],
            done_on=cleaned["done_on"],
            answers={code: (cleaned[f"a-{code}"].strip(), cleaned.get(f"n-{code}", "").strip()) for code in codes},
            conclusion=cleaned["conclusion"],
            summary=cleaned["summary"],
            findings=[
                (cleaned[f"finding_{place}"], cleaned[f"due_{place}"]) for place in range(1, rules.MOST_FINDINGS + 1)
            ],
            photos=[(code, cleaned[f"p-{code}"]) for code in codes if cleaned.get(f"p-{code}")],
            has_consent=cleaned["has_consent"],
            reason=cleaned.get("reason", ""),
        )


class MoveForm(forms.Form):
    """One turn of the exchange about a finding."""

    text = forms.CharField(
        label=_("What the other side has to know"),
        help_text=_("Everybody reads it."),
        max_length=rules.LONGEST_TEXT,
        widget=forms.Textarea,
        error_messages={"required": _("Write what the other side has to know.")},
    )


def _text(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=rules.LONGEST_TEXT, widget=forms.Textarea
    )


def _answer(question: Question, label: str) -> forms.Field:
    if question.kind == QuestionKind.CHECK:
        return forms.ChoiceField(label=label, choices=CHECK_CHOICES, widget=forms.RadioSelect, required=False)
    if question.kind == QuestionKind.NUMBER:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        return forms.CharField(label=label, required=False, max_length=20, widget=widget)
    return _text(label)


def faults_of(refusal: Invalid) -> dict[str, str]:
    """Field → sentence, for who asked without a page."""
    return {fault.field: str(fault.message) for fault in refusal.faults}
