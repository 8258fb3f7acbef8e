"""Rubrics as facts that forms and actions take, and the templates to start from."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from evaluation.choices import Aggregation, CommentRule, TieRule
from evaluation.models import Criterion, Rubric
from evaluation.scoring.mark_texts import read_lines
from evaluation.scoring.weights import from_percent

LANGUAGES = ("kk", "ru", "en")
STARTERS = Path(__file__).with_name("starters.toml")
NUMBERS = ("minimum", "maximum", "step", "comment_below", "pass_mark")
# Where each template comes from. None of them is law, and the page says so.
ORIGINS = {
    "social-order": _("Five criteria with marks from 1 to 5, as akimats have published them in their evaluations."),
    "grant": _("A proposal of the portal for a grant contest: marks from 0 to 10, 100 points in all."),
    "premium": _("A proposal of the portal for a premium: three criteria in percentages."),
}


@dataclass(frozen=True, slots=True)
class Starter:
    """A template: ``facts`` as ``evaluation.actions.rubrics.write`` takes them."""

    name: str
    origin: Any
    facts: Mapping[str, Any]

    @property
    def title_kk(self) -> str:
        return str(self.facts["titles"]["kk"])

    @property
    def title_ru(self) -> str:
        return str(self.facts["titles"]["ru"])

    @property
    def title_en(self) -> str:
        return str(self.facts["titles"]["en"])


@cache
def starters() -> dict[str, Starter]:
    """Templates by name."""
    documents = tomllib.loads(STARTERS.read_text(encoding="utf-8"))
    return {name: Starter(name, ORIGINS[name], _facts(document)) for name, document in documents.items()}


def _facts(document: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "titles": document["titles"],
        "weighting": document["weighting"],
        "aggregation": document.get("aggregation", Aggregation.MEAN),
        "tie_rule": document.get("tie_rule", TieRule.SHARED),
        "maximum_total": Decimal(document["maximum_total"]),
        "pass_mark": Decimal(document["pass_mark"]) if "pass_mark" in document else None,
        "shows_comments": document.get("shows_comments", False),
        "criteria": [_starting_criterion(document, item) for item in document["criteria"]],
    }


def _starting_criterion(document: Mapping[str, Any], item: Mapping[str, Any]) -> dict[str, Any]:
    values = document["scale"] | item
    weight = Decimal(values["weight"])
    return {name: Decimal(values[name]) if name in values else None for name in NUMBERS} | {
        "code": item["code"],
        "titles": item["titles"],
        "guidance": item["guidance"],
        "mark_texts": {language: read_lines(values["marks"][language]) for language in LANGUAGES},
        "weight": from_percent(weight) if document["weighting"] == "percent" else weight,
        "comment_rule": values.get("comment_rule", CommentRule.ALWAYS),
    }


def rubric_facts(rubric: Rubric) -> dict[str, Any]:
    """A written rubric as facts, for its form and its next version."""
    names = ("body", "weighting", "aggregation", "tie_rule", "maximum_total", "pass_mark", "shows_comments")
    return {name: getattr(rubric, name) for name in names} | {
        "titles": _in_languages(rubric, "title"),
        "criteria": [_criterion_facts(item) for item in rubric.criteria.all()],
    }


def _criterion_facts(item: Criterion) -> dict[str, Any]:
    return {name: getattr(item, name) for name in (*NUMBERS, "code", "weight", "comment_rule")} | {
        "titles": _in_languages(item, "title"),
        "guidance": _in_languages(item, "guidance"),
        "mark_texts": _in_languages(item, "mark_texts"),
    }


def _in_languages(row: Any, name: str) -> dict[str, Any]:
    return {language: getattr(row, f"{name}_{language}") for language in LANGUAGES}


def rubric_list(user: Any) -> list[Rubric]:
    """The last versions that the person sees, each with ``versions``: all of its versions, newest first."""
    visible = Rubric.objects.visible_to(user).select_related("body")
    newest = list(visible.newest_versions())
    by_code: dict[str, list[Rubric]] = {rubric.code: [] for rubric in newest}
    for rubric in visible.filter(code__in=by_code).order_by("-version"):
        by_code[rubric.code].append(rubric)
    for rubric in newest:
        rubric.versions = by_code[rubric.code]
    return newest
