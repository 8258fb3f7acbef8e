"""The form builder: own questions of a call as rows, and back to the data that is kept with the call."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import RowFormSet
from grants.choices import QuestionKind
from grants.models import Call
from grants.models.questions import LANGUAGES, YES_NO, answers_of
from grants.rules.call_questions import QUESTIONS_MAX

PREFIX = "rows"
_KEY = re.compile(r"q(\d{1,4})")
_OPTION = re.compile(r"o(\d{1,4})")


class QuestionForm(forms.Form):
    """One question. Texts are checked by the rules, so that the action and the form say the same."""

    mark_optional = False
    key = forms.RegexField(r"^q\d{1,4}$", widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("Answered with"),
        choices=[("", _("Choose")), *QuestionKind.choices],
        error_messages={"required": _("Choose what the question is answered with")},
    )
    label_kk = forms.CharField(label=_("Question in Kazakh"), max_length=300, required=False)
    label_ru = forms.CharField(label=_("Question in Russian"), max_length=300, required=False)
    label_en = forms.CharField(label=_("Question in English"), max_length=300, required=False)
    options = forms.CharField(
        label=_("Answers of the list"),
        help_text=_("One on each line, in three languages: Kazakh | Russian | English."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=6000,
        required=False,
    )
    is_required = forms.BooleanField(label=_("Must be answered"), required=False)
    when_number = forms.IntegerField(
        label=_("Asked only after question number"),
        help_text=_("Leave empty to ask it always."),
        min_value=1,
        max_value=QUESTIONS_MAX,
        required=False,
    )
    when_answer = forms.CharField(
        label=_("Only when its answer is"),
        help_text=_("«yes», «no», or an answer of its list."),
        max_length=300,
        required=False,
    )
    row_widths = {
        "kind": 4,
        "is_required": 8,
        "label_kk": 12,
        "label_ru": 12,
        "label_en": 12,
        "options": 12,
        "when_number": 6,
        "when_answer": 6,
    }


class QuestionRows(RowFormSet):
    """The questions of a call; ``questions()`` gives them as they are kept."""

    def questions(self, call: Call) -> list[dict[str, Any]]:
        """The rows of a valid formset as data."""
        rows = [form.cleaned_data for form in self.kept()]
        return questions_of(call, [{**row, "options": _labels(row["options"])} for row in rows])


QuestionFormSet = formset_factory(QuestionForm, formset=QuestionRows, extra=0, max_num=QUESTIONS_MAX, can_delete=True)


def questions_of(call: Call, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows as data, ``options`` as labels: keys stay with their questions, new ones are given to new rows."""
    known = {question["key"]: question for question in _ever(call)}
    fresh = _numbers(known, _KEY)
    keys = [row["key"] if row.get("key") in known else f"q{next(fresh)}" for row in rows]
    found: list[dict[str, Any]] = []
    for key, row in zip(keys, rows, strict=True):
        found.append(_question(key, row, known.get(key, {}), found))
    return found


def _ever(call: Call) -> list[Mapping[str, Any]]:
    """Every question that the call has asked in any version, the newest last."""
    kept = [question for version in call.versions.all() for question in version.facts.get("questions", [])]
    return [*kept, *call.questions]


def _numbers(keys: Iterable[str], pattern: re.Pattern[str]) -> Any:
    used = [int(match[1]) for key in keys if (match := pattern.fullmatch(key))]
    return iter(range(max(used, default=0) + 1, 100_000))


def _question(
    key: str, row: Mapping[str, Any], known: Mapping[str, Any], earlier: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    question: dict[str, Any] = {"key": key, "kind": row["kind"], "is_required": row["is_required"]}
    question |= {f"label_{language}": row[f"label_{language}"].strip() for language in LANGUAGES}
    if row["kind"] == QuestionKind.CHOICE:
        question["options"] = _options(row["options"], known.get("options", []))
    if row.get("when_number") or row.get("when_answer"):
        question["when"] = _when(row, earlier)
    return question


def _labels(text: str) -> list[dict[str, str]]:
    """Lines «kk | ru | en»."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        parts = [part.strip() for part in line.split("|")]
        found.append(
            {f"label_{code}": parts[place] if place < len(parts) else "" for place, code in enumerate(LANGUAGES)}
        )
    return found


def _options(options: Sequence[Mapping[str, str]], known: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """An answer that was there keeps its key, so that drafts keep what they chose."""
    fresh, found = _numbers([option["key"] for option in known], _OPTION), []
    for labels in options:
        same = next((one for one in known if any(one.get(name) == label for name, label in labels.items())), None)
        found.append({"key": same["key"] if same else f"o{next(fresh)}", **labels})
    return found


def _when(row: Mapping[str, Any], earlier: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    number, text = row.get("when_number") or 0, (row.get("when_answer") or "").strip().casefold()
    if not 0 < number <= len(earlier):
        return {"question": "", "value": text}
    asked = earlier[number - 1]
    return {"question": asked["key"], "value": _answer_named(asked, text)}


def _answer_named(question: Mapping[str, Any], text: str) -> str:
    """The value of the answer that ``text`` names: its code or its label in any language; '' when there is none."""
    if question["kind"] == QuestionKind.YES_NO:
        return {"иә": "yes", "да": "yes", "жоқ": "no", "нет": "no"}.get(text, text)
    for option in question.get("options", []):
        if text in [option["key"], *(str(option.get(f"label_{language}", "")).casefold() for language in LANGUAGES)]:
            return str(option["key"])
    return ""


def initial_rows(questions: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What the rows start with."""
    places = {question["key"]: number for number, question in enumerate(questions, start=1)}
    by_key = {question["key"]: question for question in questions}
    return [_row(question, places, by_key) for question in questions]


def _row(question: Mapping[str, Any], places: Mapping[str, int], by_key: Mapping[str, Any]) -> dict[str, Any]:
    names = ("key", "kind", "is_required", *(f"label_{language}" for language in LANGUAGES))
    row = {name: question.get(name) for name in names}
    options = question.get("options", [])
    row["options"] = "\n".join(" | ".join(option[f"label_{code}"] for code in LANGUAGES) for option in options)
    when = question.get("when")
    if when and when["question"] in by_key:
        row["when_number"] = places[when["question"]]
        labels = dict(answers_of(by_key[when["question"]]))
        is_plain = when["value"] in dict(YES_NO)
        row["when_answer"] = when["value"] if is_plain else str(labels.get(when["value"], ""))
    return row
