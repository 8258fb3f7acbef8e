"""The calibration example of a round: written by an officer, scored by each expert before the first entry."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from evaluation import rules
from evaluation.actions import calibration
from evaluation.forms import CalibrationForm
from evaluation.forms.sheets import COMMENT_LENGTH
from evaluation.models import CalibrationExample, Criterion, Round
from evaluation.scoring.numbers import decimal_of
from foundation.api.page_forms import judge
from foundation.api.resources import Act
from foundation.api.serializers import Read, Strict

TEXTS = tuple(f"{name}_{code}" for name in ("title", "text") for code in ("kk", "ru", "en"))


class MarkRead(serializers.Serializer):
    """The mark that one criterion deserves, and why."""

    criterion = serializers.CharField()
    mark = serializers.DecimalField(max_digits=7, decimal_places=2)
    reason = serializers.CharField()


class ExampleRead(Read):
    """An invented application with the marks that it deserves. Shown until an expert has scored it."""

    marks = serializers.SerializerMethodField()

    class Meta:
        model = CalibrationExample
        fields = (*TEXTS, "marks", "written_at")

    @extend_schema_field(MarkRead(many=True))
    def get_marks(self, example: CalibrationExample) -> Any:
        criteria = example.round.rubric.criteria.all()
        rows = [
            {"criterion": item.code, "mark": decimal_of(mark), "reason": example.reasons.get(item.code, "")}
            for item, mark in zip(criteria, example.marks, strict=True)
        ]
        return MarkRead(rows, many=True).data


def example(reader: Any, round_: Round, _asked: Any) -> CalibrationExample:
    """What the page to write it on shows: for who may still change it."""
    rules.check_can_write_calibration(reader, round_)
    found = CalibrationExample.objects.select_related("round__rubric").filter(round=round_).first()
    if found is None:
        raise Http404
    return found


class MarkInput(Strict):
    """The mark that one criterion deserves, and why."""

    criterion = serializers.CharField(max_length=50, help_text="Code of a criterion of the rubric.")
    mark = serializers.DecimalField(max_digits=7, decimal_places=2)
    reason = serializers.CharField(max_length=COMMENT_LENGTH)


def _text(name: str) -> serializers.CharField:
    field: Any = CalibrationForm.base_fields[name]
    return serializers.CharField(
        required=False, allow_blank=True, max_length=field.max_length, help_text=str(field.label)
    )


class CalibrationFields(Strict):
    """An invented application, whole in at least one language, with a reference mark for each criterion."""

    marks: Any = serializers.ListSerializer(child=MarkInput(), max_length=50)

    def validate(self, sent: dict[str, Any]) -> dict[str, Any]:
        round_: Round = self.context["subject"]
        criteria = list(round_.rubric.criteria.all())
        given = {item["criterion"]: item for item in sent["marks"]}
        _check_known(sent["marks"], criteria)
        typed = {name: sent.get(name, "") for name in TEXTS}
        typed |= {f"mark_{code}": item["mark"] for code, item in given.items()}
        typed |= {f"comment_{code}": item["reason"] for code, item in given.items()}
        form: Any = _judged(typed, criteria, sent["marks"])
        return {
            "titles": form.texts("title"), "texts": form.texts("text"), "marks": form.marks(), "reasons": form.comments(),
        }  # fmt: skip


CalibrationInput: Any = type("CalibrationInput", (CalibrationFields,), {name: _text(name) for name in TEXTS})


def _check_known(sent: list[dict[str, Any]], criteria: list[Criterion]) -> None:
    codes = {item.code for item in criteria}
    wrong = [item["criterion"] not in codes for item in sent]
    if any(wrong):
        sentence = _("The rubric of this round has no such criterion.")
        rows = [{"criterion": [sentence]} if is_wrong else {} for is_wrong in wrong]
        raise serializers.ValidationError({"marks": rows})


def _judged(typed: dict[str, Any], criteria: list[Criterion], sent: list[dict[str, Any]]) -> forms.Form:
    """The form of the page; what is wrong with a mark is said where it was sent."""
    try:
        return judge(CalibrationForm, typed, {"criteria": criteria})
    except serializers.ValidationError as refusal:
        raise serializers.ValidationError(_placed(dict(cast("dict[str, Any]", refusal.detail)), sent)) from None


def _placed(detail: dict[str, Any], sent: list[dict[str, Any]]) -> dict[str, Any]:
    rows: list[dict[str, Any]] = [{} for _item in sent]
    for place, item in enumerate(sent):
        for name, prefix in (("mark", "mark_"), ("reason", "comment_")):
            found = detail.pop(f"{prefix}{item['criterion']}", None)
            if found is not None:
                rows[place][name] = found
    return detail | ({"marks": rows} if any(rows) else {})


def _written(*, round: Round, by: Any, **facts: Any) -> CalibrationExample:  # noqa: A002 - the word of the domain
    return calibration.write(round=round, by=by, **facts)


WRITE = Act(
    run=_written, subject="round", check=rules.check_can_write_calibration, takes=CalibrationInput, gives=ExampleRead,
    summary="Write the calibration example, or write it anew",
)  # fmt: skip
