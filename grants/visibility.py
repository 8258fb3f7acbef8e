"""What a reader may see inside a call and an application: blind entries, and what becomes public at the decision."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import translation

from foundation.core import presentation
from grants.choices import CallStatus, SectionName
from grants.models import Application, Call
from grants.models.content import PARTS, Choices, Item, Kind, Part

HIDDEN = "[…]"
# Shorter names are ordinary words; hiding those would make a text unreadable.
SHORTEST_NAME = 5
_QUOTED = re.compile(r"[«\"“„]([^«»\"“”„]+)[»\"”“]")


@dataclass(frozen=True, slots=True)
class BlindEntry:
    """An application as an expert reads it; ``content`` as ``evaluation.models.Entry`` describes it."""

    title: str
    content: list[dict[str, Any]]


def results_are_public(call: Call) -> bool:
    """Scores, conclusions of the formal check, reasons and amounts are shown from the decision on, to everybody."""
    return call.status == CallStatus.DECIDED


def experts_are_named(call: Call) -> bool:
    """The panel is named after the decision, where the call says so (rule R42); marks stay under «Expert n»."""
    return results_are_public(call) and call.names_experts


def blind(application: Application, document: Mapping[str, Any], choices: Choices) -> BlindEntry:
    """The sent ``document`` without who sent it, in the language of the application.

    Left out: the organisation, files, eligibility, and fields that tell who applies. Where a remaining text names the
    organisation, its BIN or a person of the team, the name is replaced by […].
    """
    hide = _hider(document)
    with translation.override(application.language):
        content = _read(document, choices, hide, lambda item: not item.tells_who)
        return BlindEntry(hide(application.title), content)


def sent(document: Mapping[str, Any], choices: Choices) -> list[dict[str, Any]]:
    """The whole sent ``document`` for those who check it, labels in the reader's language, shaped as a blind entry."""
    return _read(document, choices, _Hider([]), lambda item: True)


class _Hider:
    def __init__(self, names: list[str]) -> None:
        longest_first = sorted(names, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE) if names else None

    def __call__(self, text: str) -> str:
        return self._pattern.sub(HIDDEN, text) if self._pattern else text


def _hider(document: Mapping[str, Any]) -> _Hider:
    organisation = document.get("organisation", {})
    names = {str(value).strip() for value in organisation.values() if value}
    names |= {quoted.strip() for name in list(names) for quoted in _QUOTED.findall(name)}
    team = document["sections"].get(SectionName.TEAM, {}).get("rows", [])
    names |= {str(person.get("full_name") or "").strip() for person in team}
    return _Hider([name for name in names if len(name) >= SHORTEST_NAME])


def _read(
    document: Mapping[str, Any], choices: Choices, hide: _Hider, keeps: Callable[[Item], bool]
) -> list[dict[str, Any]]:
    return [
        block
        for part in PARTS.values()
        for block in _blocks(part, document["sections"].get(part.name, {}), choices, hide, keeps)
    ]


def _blocks(
    part: Part, data: Mapping[str, Any], choices: Choices, hide: _Hider, keeps: Callable[[Item], bool]
) -> Iterator[dict[str, Any]]:
    heading = str(part.label)
    rows = [[str(one.label), hide(shown(one, data.get(one.name), choices))] for one in part.items if keeps(one)]
    if rows:
        yield {"heading": heading, "rows": rows}
    columns = [one for one in part.row_items if keeps(one)]
    if columns and part.rows:
        yield {
            "heading": str(part.rows.legend) if rows else heading,
            "table": {
                "head": [str(item.label) for item in columns],
                "rows": [
                    [hide(shown(item, row.get(item.name), choices)) for item in columns] for row in data.get("rows", [])
                ],
            },
        }


def shown(item: Item, value: Any, choices: Choices) -> str:
    """A value of a sent document in words: the name behind a code, amounts with ₸; '' for an empty one."""
    if value is None or value == "":
        return ""
    if item.kind is Kind.CHOICE:
        return str(dict(choices[item.choices]).get(str(value), value))
    if item.kind in {Kind.MONEY, Kind.NUMBER}:
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            return str(value)
        return presentation.tenge(number) if item.kind is Kind.MONEY else presentation.figure(number)
    return str(value)
