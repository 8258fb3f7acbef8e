"""The form of a list of questions: its name in three languages and a row for each question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import RowFormSet
from monitoring.choices import QuestionKind, TemplateKind
from monitoring.models import Question, Template
from monitoring.rules.templates import LANGUAGES, MOST_QUESTIONS
from registry.models import Body

PREFIX = "rows"
FLAGS = ("is_required", "is_satisfaction", "takes_photo")


class TemplateForm(forms.Form):
    """Whose list it is, what for and its name. Texts are checked by the rules, so that form and action say the same."""

    mark_optional = False
    body = forms.ModelChoiceField(
        label=_("Whose list it is"),
        queryset=Body.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choose the body.")},
    )
    kind = forms.ChoiceField(
        label=_("What for"),
        choices=TemplateKind.choices,
        error_messages={"required": _("Choose what the list is for.")},
    )
    title_kk = forms.CharField(label=_("Name in Kazakh"), max_length=200, required=False)
    title_ru = forms.CharField(label=_("Name in Russian"), max_length=200, required=False)
    title_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)

    def __init__(self, *args: Any, bodies: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        if not is_new:
            del self.fields["body"], self.fields["kind"]

    def titles(self) -> dict[str, str]:
        return {f"title_{language}": self.cleaned_data[f"title_{language}"] for language in LANGUAGES}


class QuestionForm(forms.Form):
    """One question."""

    mark_optional = False
    code = forms.SlugField(widget=forms.HiddenInput, required=False, max_length=40)
    kind = forms.ChoiceField(
        label=_("Answered with"),
        choices=[("", _("Choose")), *QuestionKind.choices],
        error_messages={"required": _("Choose what the question is answered with.")},
    )
    text_kk = forms.CharField(label=_("Question in Kazakh"), max_length=300, required=False)
    text_ru = forms.CharField(label=_("Question in Russian"), max_length=300, required=False)
    text_en = forms.CharField(label=_("Question in English"), max_length=300, required=False)
    options = forms.CharField(
        label=_("Answers of the list"),
        help_text=_("Only for one of several: each on its line, in three languages: Kazakh | Russian | English."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=6000,
        required=False,
    )
    is_required = forms.BooleanField(label=_("Must be answered"), required=False)
    is_satisfaction = forms.BooleanField(label=_("This is the satisfaction of people"), required=False)
    takes_photo = forms.BooleanField(label=_("A photograph can be added"), required=False)
    row_widths = {"kind": 12, "text_kk": 12, "text_ru": 12, "text_en": 12, "options": 12}


class QuestionRows(RowFormSet):
    """The questions of a list; ``questions()`` gives them as they are kept."""

    def questions(self) -> list[dict[str, Any]]:
        return [question_of(form.cleaned_data) for form in self.kept()]


QuestionFormSet = formset_factory(QuestionForm, formset=QuestionRows, extra=0, max_num=MOST_QUESTIONS, can_delete=True)


def question_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """A clean row as it is kept."""
    texts = {f"text_{language}": row[f"text_{language}"].strip() for language in LANGUAGES}
    options = _options(row["options"]) if row["kind"] == QuestionKind.CHOICE else []
    return {
        "code": row["code"],
        "kind": row["kind"],
        "options": options,
        **texts,
        **{name: row[name] for name in FLAGS},
    }


def _options(text: str) -> list[dict[str, str]]:
    """Lines «kk | ru | en»; an answer's code is its place."""
    found = []
    for number, line in enumerate(filter(None, map(str.strip, text.splitlines())), 1):
        parts = [part.strip() for part in line.split("|")]
        words = {code: parts[place] if place < len(parts) else "" for place, code in enumerate(LANGUAGES)}
        found.append({"code": f"o{number}", **words})
    return found


def initial_rows(template: Template | None) -> list[dict[str, Any]]:
    """What the rows start with: those of ``template``, or one satisfaction scale and one question for own words."""
    if template is None:
        return [{"kind": QuestionKind.SCALE, "is_required": True, "is_satisfaction": True}, {"kind": QuestionKind.TEXT}]
    return [_row(question) for question in template.questions.all()]


def _row(question: Question) -> dict[str, Any]:
    texts = {f"text_{language}": getattr(question, f"text_{language}") for language in LANGUAGES}
    options = "\n".join(" | ".join(option[code] for code in LANGUAGES) for option in question.options)
    flags = {name: getattr(question, name) for name in FLAGS}
    return {"code": question.code, "kind": question.kind, "options": options, **texts, **flags}
