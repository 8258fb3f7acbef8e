"""What two versions of a call say, side by side in the reader's words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.models import Rubric
from evaluation.queries import quota_words
from foundation.core import presentation
from foundation.core.content.changes import pieces
from foundation.core.text import localized, localized_value
from grants.choices import CallKind, QuestionKind
from grants.models import Call, CallVersion
from grants.models.content import LANGUAGE_NAMES
from grants.models.questions import answers_of
from registry.models import Sphere
from registry.rules import eligibility

LABELS: dict[str, Any] = {
    "kind": gettext_lazy("Type"),
    "title_kk": gettext_lazy("Title in Kazakh"),
    "title_ru": gettext_lazy("Title in Russian"),
    "title_en": gettext_lazy("Title in English"),
    "summary_kk": gettext_lazy("Summary in Kazakh"),
    "summary_ru": gettext_lazy("Summary in Russian"),
    "summary_en": gettext_lazy("Summary in English"),
    "opens_at": gettext_lazy("Applications are taken from"),
    "closes_at": gettext_lazy("The last moment for applications"),
    "enquiries_until": gettext_lazy("Questions are taken until"),
    "window_reason": gettext_lazy("Why the window is not the usual one"),
    "budget": gettext_lazy("Budget"),
    "amount_min": gettext_lazy("Least amount of one grant"),
    "amount_max": gettext_lazy("Highest amount of one grant"),
    "is_shared": gettext_lazy("Winners of a nomination share the amount"),
    "months_min": gettext_lazy("Shortest term in months"),
    "months_max": gettext_lazy("Longest term in months"),
    "spheres": gettext_lazy("Spheres"),
    "languages": gettext_lazy("Languages of applications"),
    "eligibility": gettext_lazy("Who may apply"),
    "questions": gettext_lazy("Questions of this call"),
    "quotas": gettext_lazy("Quotas"),
    "applications_max": gettext_lazy("Applications of one NGO at most"),
    "allows_return": gettext_lazy("An application may be returned once for correction"),
    "rubric": gettext_lazy("Rubric"),
    "main_seats": gettext_lazy("Experts"),
    "reserve_seats": gettext_lazy("Experts in reserve"),
    "is_blind": gettext_lazy("Experts do not see who sent an application"),
    "experts_per_entry": gettext_lazy("How many experts score each application"),
    "has_discussion": gettext_lazy("After the independent marks the experts discuss"),
    "commission_rubric": gettext_lazy("Rubric of the commission"),
    "names_experts": gettext_lazy("Name the experts once the call is decided"),
    "note_kk": gettext_lazy("Note on what is invented, in Kazakh"),
    "note_ru": gettext_lazy("Note on what is invented, in Russian"),
    "note_en": gettext_lazy("Note on what is invented, in English"),
}


@dataclass(frozen=True)
class Row:
    """One condition in both versions; ``pieces`` say word by word what stayed, what is gone and what is new."""

    label: Any
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        return self.before != self.after

    @property
    def pieces(self) -> list[tuple[str, str]]:
        return pieces(self.before, self.after)


def versions_of(call: Call) -> list[CallVersion]:
    """Every version, the newest first."""
    return list(call.versions.order_by("-number"))


def compared(before: CallVersion, after: CallVersion) -> list[Row]:
    """Every condition in both versions, in the reader's language (two queries)."""
    lists = _lists()
    return [
        Row(label, _shown(name, before.facts.get(name), lists), _shown(name, after.facts.get(name), lists))
        for name, label in LABELS.items()
    ]


def _lists() -> Mapping[str, Mapping[Any, str]]:
    return {
        "spheres": {sphere.pk: localized(sphere, "name") for sphere in Sphere.objects.all()},
        "rubrics": {rubric.pk: localized(rubric, "title") for rubric in Rubric.objects.all()},
    }


def _shown(name: str, value: Any, lists: Any) -> str:
    if value in (None, "", []):
        return "–"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return _SHOWN[name](value, lists) if name in _SHOWN else str(value)


def _moment(value: str, lists: Any) -> str:
    return presentation.moment(dt.datetime.fromisoformat(value), with_zone=True)


def _money(value: str, lists: Any) -> str:
    return presentation.tenge(Decimal(value))


def _rubric(value: int, lists: Any) -> str:
    return str(lists["rubrics"].get(value, value))


def _rule(rule: Mapping[str, Any]) -> str:
    known = eligibility.RULES.get(rule["code"])
    return str(known.title) if known else str(rule["code"])


def _questions(questions: list[Any], lists: Any) -> str:
    return "\n".join(f"{number}. {in_words(question)}" for number, question in enumerate(questions, start=1))


def in_words(question: Mapping[str, Any]) -> str:
    """A question of a call with how it is answered, on one line."""
    answers = "; ".join(str(label) for _value, label in answers_of(question))
    kind = QuestionKind(question["kind"]).label
    return f"{localized_value(question, 'label')} ({f'{kind}: {answers}' if answers else kind})"


_SHOWN: dict[str, Callable[[Any, Any], str]] = {
    "kind": lambda value, lists: str(CallKind(value).label),
    "opens_at": _moment,
    "closes_at": _moment,
    "enquiries_until": _moment,
    "budget": _money,
    "amount_min": _money,
    "amount_max": _money,
    "spheres": lambda value, lists: "; ".join(lists["spheres"].get(number, str(number)) for number in value),
    "languages": lambda value, lists: ", ".join(str(LANGUAGE_NAMES.get(code, code)) for code in value),
    "eligibility": lambda value, lists: "; ".join(_rule(rule) for rule in value),
    "questions": _questions,
    "quotas": lambda value, lists: "\n".join(map(quota_words, value)),
    "rubric": _rubric,
    "commission_rubric": _rubric,
}
