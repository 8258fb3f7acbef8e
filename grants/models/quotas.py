"""Quotas of a call, kept with it as data: which groups they can name, and to which of them an application belongs.

``Call.quotas`` is a list of mappings, in the order in which they are applied (``evaluation.scoring.quotas``)::

    {"code": "q1", "bound": "at_least", "unit": "awards", "figure": 2, "of": "region", "values": ["100000000"]}

``of`` is ``region`` (where the project works), ``direction`` (its sphere), or the key of an own question of the call that
is answered by choosing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from foundation.core.text import localized, localized_value
from grants.choices import QuestionKind, SectionName
from grants.models.calls import Call
from grants.models.parts import main_part
from grants.models.questions import LANGUAGES, answers_of
from registry.models import Region, Sphere

REGION, DIRECTION = "region", "direction"
CHOSEN = (QuestionKind.CHOICE, QuestionKind.YES_NO)

Quota = Mapping[str, Any]
# (name of the kind of group, [(code of the kind, value, words)])
Kinds = list[tuple[str, list[tuple[str, str, str]]]]


def kinds_of(call: Call) -> Kinds:
    """Every group that a quota of ``call`` can name, in the reader's language."""
    spheres = list(call.spheres.all()) or list(Sphere.objects.all())
    kinds: Kinds = [
        (
            _("Region where the project works"),
            [(REGION, one.code, localized(one, "name")) for one in Region.objects.all()],
        ),
        (_("Direction"), [(DIRECTION, str(one.number), localized(one, "name")) for one in spheres]),
    ]
    for question in call.questions:
        if question["kind"] in CHOSEN:
            answers = [(question["key"], value, str(label)) for value, label in answers_of(question)]
            kinds.append((localized_value(question, "label"), answers))
    return kinds


def declared(call: Call) -> list[dict[str, Any]]:
    """The quotas with what their groups are called in each language, as the engine takes them."""
    titles: list[dict[str, str]] = [{} for _quota in call.quotas]
    for language in LANGUAGES if call.quotas else ():
        with translation.override(language):
            words = _words(call)
        for quota, title in zip(call.quotas, titles, strict=True):
            title[language] = "; ".join(words.get((quota["of"], value), value) for value in quota["values"])
    return [{**quota, "title": title} for quota, title in zip(call.quotas, titles, strict=True)]


def _words(call: Call) -> dict[tuple[str, str], str]:
    """(kind, value) → words; an answer is told with its question, «yes» alone would say nothing."""
    return {
        (of, value): words if of in (REGION, DIRECTION) else f"{name}: {words}"
        for name, groups in kinds_of(call)
        for of, value, words in groups
    }


def groups_of(call: Call, sections: Mapping[str, Any], direction: Sphere | None) -> dict[str, list[str]]:
    """To which groups an application belongs by what was sent; only what the quotas of its call ask for."""
    asked = {quota["of"] for quota in call.quotas}
    answers = sections.get(SectionName.QUESTIONS, {})
    found = {
        REGION: sections.get(main_part(call), {}).get("region"),
        DIRECTION: None if direction is None else direction.number,
        **{of: answers.get(of) for of in asked - {REGION, DIRECTION}},
    }
    return {of: [str(value)] for of, value in found.items() if of in asked and value not in (None, "")}
