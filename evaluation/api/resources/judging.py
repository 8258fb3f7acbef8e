"""How a panel judged, how firm its ranking is, what would be with other weights, and how one figure came about."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import Http404, QueryDict
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from evaluation import queries
from evaluation.forms import WeightsForm
from evaluation.models import Criterion, Result, Run
from evaluation.reports import explanation_lines, split_steps, what_if
from evaluation.scoring.numbers import decimal_of
from evaluation.visibility import naming
from foundation.core.text import localized


def _number(help_text: str = "", places: int = 2) -> serializers.DecimalField:
    return serializers.DecimalField(max_digits=12, decimal_places=places, allow_null=True, help_text=help_text)


class Ranks(serializers.ListField):
    """Best and worst."""

    child = serializers.IntegerField()


class AgreementRead(serializers.Serializer):
    """Krippendorff's alpha of the totals (empty `criterion`) or of one criterion."""

    criterion = serializers.CharField()
    alpha = _number("Empty when it cannot be said.", 3)
    lowest = _number("The interval that holds 95 % of the resampled alphas.", 3)
    highest = _number("", 3)
    sheets = serializers.IntegerField()
    compared = serializers.IntegerField(help_text="Entries with two sheets or more.")


class JudgeRead(serializers.Serializer):
    """One expert, by number alone. `quick` is told to those who discuss the judging."""

    expert = serializers.IntegerField()
    sheets = serializers.IntegerField()
    leniency = _number("Mean difference from the others, points.")
    adjusted = _number("Leniency by the model, points.")
    halo = serializers.IntegerField(help_text="Sheets with the same share of the scale everywhere.")
    outliers = serializers.IntegerField(help_text="Marks far from all others.")
    quick = serializers.IntegerField(allow_null=True, help_text="Sheets sent within a minute of the one before.")


class WorthRead(serializers.Serializer):
    """One entry with the severity of its experts taken out."""

    number = serializers.IntegerField()
    worth = _number()
    rank = serializers.IntegerField()
    ranks = Ranks(allow_null=True)


class SeverityRead(serializers.Serializer):
    """The ranking without severity, beside the official one. `groups` above 1: the panel has no entry in common."""

    groups = serializers.IntegerField()
    deviation = _number()
    entries = WorthRead(many=True)


class FirmRead(serializers.Serializer):
    """How firm one place is: ranks without each expert, with other weights, with other rounding."""

    number = serializers.IntegerField()
    rank = serializers.IntegerField(allow_null=True)
    without_expert = Ranks(allow_null=True)
    other_weights = Ranks(allow_null=True)
    other_rounding = Ranks(allow_null=True)
    holds = serializers.IntegerField(help_text="In how many of the variants it stands above the line.")
    variants = serializers.IntegerField()
    is_above = serializers.BooleanField()
    is_unsettled = serializers.BooleanField()


class OutlierRead(serializers.Serializer):
    """A mark far from the others."""

    number = serializers.IntegerField()
    expert = serializers.IntegerField()
    criterion = serializers.CharField()
    mark = _number()
    mean = _number()


class QualityRead(serializers.Serializer):
    """The quality of judging. `outliers` are told to those who discuss it; `is_assessed` is false for a huge round."""

    is_assessed = serializers.BooleanField()
    advice = serializers.ListField(child=serializers.CharField(), help_text="Codes of what to know before reading.")
    agreement = AgreementRead(many=True)
    judges = JudgeRead(many=True)
    severity = SeverityRead(allow_null=True)
    firmness = FirmRead(many=True)
    outliers = OutlierRead(many=True, allow_null=True)


def _part(value: int | None, scale: int) -> Decimal | None:
    return None if value is None else Decimal(value) / scale


def quality(reader: Any, run: Run, asked: dict[str, Any]) -> dict[str, Any]:
    """What the page of the quality of judging shows to ``reader``."""
    line = queries.line_asked(run, asked or queries.usual_line(run))
    found = queries.assessment(run, line, is_usual=not asked)
    if found is None:
        nothing: dict[str, Any] = {name: [] for name in ("advice", "agreement", "judges", "firmness")}
        return nothing | {"is_assessed": False, "severity": None, "outliers": None}
    is_inside = Run.objects.inside(reader).filter(pk=run.pk).exists()
    return {
        "is_assessed": True,
        "advice": found.advice,
        "agreement": [_agreement(one) for one in found.agreement],
        "judges": _judges(found, queries.quick_sheets(run) if is_inside else None),
        "severity": _severity(found.severity),
        "firmness": found.firmness,
        "outliers": [_outlier(one) for one in found.outliers] if is_inside else None,
    }


def _agreement(one: Any) -> dict[str, Any]:
    low, high = one.interval or (None, None)
    numbers = {"alpha": _part(one.alpha, 1000), "lowest": _part(low, 1000), "highest": _part(high, 1000)}
    return numbers | {"criterion": one.criterion, "sheets": one.sheets, "compared": one.compared}


def _judges(found: Any, quick: dict[int, int] | None) -> list[dict[str, Any]]:
    return [
        {
            "expert": one.expert,
            "sheets": one.sheets,
            "leniency": _part(one.leniency, 100),
            "adjusted": _part(found.severity.leniency.get(one.expert), 100),
            "halo": one.halo,
            "outliers": one.outliers,
            "quick": None if quick is None else quick.get(one.expert, 0),
        }
        for one in found.judges
    ]


def _severity(found: Any) -> dict[str, Any]:
    rows = [{"number": e.number, "worth": decimal_of(e.worth), "rank": e.rank, "ranks": e.ranks} for e in found.entries]
    return {"groups": found.groups, "deviation": _part(found.deviation, 100), "entries": rows}


def _outlier(one: Any) -> dict[str, Any]:
    where = {"number": one.number, "expert": one.expert, "criterion": one.criterion}
    return where | {"mark": _part(one.mark, 100), "mean": _part(one.mean, 100)}


class WhatIfRow(serializers.Serializer):
    """One entry: its official rank and the other one, and on which side of the line it is in each."""

    number = serializers.IntegerField()
    official = serializers.IntegerField(allow_null=True)
    rank = serializers.IntegerField(allow_null=True)
    is_above = serializers.BooleanField()
    was_above = serializers.BooleanField()


class WhatIfRead(serializers.Serializer):
    """The ranking with other weights and another line. Nothing of it is kept."""

    is_official = serializers.BooleanField()
    changed = serializers.IntegerField(help_text="Entries on the other side of the line.")
    sentences = serializers.ListField(child=serializers.CharField())
    rows = WhatIfRow(many=True)


def weighed(run: Run, query: QueryDict) -> dict[str, Any]:
    """What the page of other weights shows."""
    if run.summary["sheets"] > queries.SHEETS_AT_MOST:
        raise Http404
    criteria = list(run.round.rubric.criteria.all())
    form = WeightsForm(_typed(criteria, query), criteria=criteria)
    if not form.is_valid():
        wrong = {name if name in query else "weights": list(map(str, found)) for name, found in form.errors.items()}
        raise serializers.ValidationError(wrong)
    asked = form.cleaned_data if {"line", "budget"} & set(query) else queries.usual_line(run)
    return what_if.page(
        queries.inputs_of(run), form.weights, queries.line_asked(run, asked), queries.entries_of(run.round)
    )


def _typed(criteria: list[Criterion], query: QueryDict) -> dict[str, Any]:
    """As the form of the page is sent; a criterion that is not named keeps its official weight."""
    given = dict(one.partition(":")[::2] for one in query.getlist("weights"))
    unknown = sorted(set(given) - {item.code for item in criteria})
    if unknown:
        raise serializers.ValidationError({"weights": [_("The rubric of this round has no such criterion.")]})
    typed = {f"weight_{item.code}": given.get(item.code, str(item.weight)) for item in criteria}
    return typed | {name: query[name] for name in ("line", "budget") if name in query}


class LineRead(serializers.Serializer):
    """One step of the arithmetic, in the language that you ask in."""

    label = serializers.CharField()  # type: ignore[assignment]
    value = serializers.CharField()


class MarkRead(serializers.Serializer):
    """What one expert gave, and why."""

    expert = serializers.IntegerField()
    mark = _number()
    reason = serializers.CharField(allow_blank=True)


class MarkedRead(serializers.Serializer):
    """One criterion with its marks and their mean."""

    criterion = serializers.CharField(source="criterion.code")
    mean = _number()
    marks = serializers.SerializerMethodField()

    @extend_schema_field(MarkRead(many=True))
    def get_marks(self, row: Any) -> Any:
        found = [{"expert": expert, "mark": mark, "reason": reason} for expert, mark, reason in row.by_expert]
        return MarkRead(found, many=True).data


class CalledRead(serializers.Serializer):
    """An expert who was called because the others were far apart."""

    expert = serializers.IntegerField()
    spread = _number()
    threshold = _number()


class ExplanationRead(serializers.Serializer):
    """How an entry got its place: marks, arithmetic step by step, and how far its rank moves."""

    experts = serializers.ListField(child=serializers.IntegerField())
    sheet_totals = serializers.ListField(child=serializers.CharField())
    criteria = MarkedRead(many=True)
    steps = LineRead(many=True)
    beside = LineRead(many=True)
    called = CalledRead(many=True)


def explained(_reader: Any, result: Result, _asked: Any) -> dict[str, Any]:
    """The explanation of one place, as its page shows it."""
    run = result.run
    found = queries.explanation(run, result.entry.number)
    titles = {row.criterion.code: localized(row.criterion, "title") for row in found.rows}
    titles |= queries.quota_titles(run.round)
    steps, beside = split_steps(found.result.steps)
    return {
        "experts": found.experts,
        "sheet_totals": found.sheet_totals,
        "criteria": found.rows,
        "steps": _lines(explanation_lines(steps, titles, naming(run.round))),
        "beside": _lines(explanation_lines(beside, titles, naming(run.round))),
        "called": queries.extra_experts(run.round, result.entry.number),
    }


def _lines(found: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"label": label, "value": value} for label, value in found]
