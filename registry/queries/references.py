"""What points at what across rooms. Each room says how its own things are called and found; the registry asks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from registry.models import Reference


@dataclass(frozen=True, slots=True)
class Shown:
    """A thing as any page may show it: what it is, its name, its page, its state in words."""

    kind: str
    key: str
    label: Any
    title: str
    url: str
    state: Any = ""


@dataclass(frozen=True, slots=True)
class Source:
    """How a room shows and finds its public things of one kind.

    ``shown`` takes keys and gives what is public of them; ``found`` gives a few for typed words, the best first.
    ``is_money``: whether it is an order, a grant or a call that money is spent on.
    """

    kind: str
    shown: Callable[[Iterable[str]], Iterable[Shown]]
    found: Callable[[str], Iterable[Shown]]
    is_money: bool = False


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Name what knows things of a kind; called once when a room starts."""
    _sources[source.kind] = source


@dataclass(frozen=True, slots=True)
class Line:
    """A reference as the page of one side shows it: the other side and why they belong together."""

    pk: int
    other: Shown
    note: str


def references_of(kind: str, key: Any) -> list[Line]:
    """What points at this thing or is pointed at by it, the newest first; one query, and one for each kind found."""
    me = (kind, str(key))
    rows = list(
        Reference.objects.filter(
            Q(source_kind=kind, source_key=me[1]) | Q(target_kind=kind, target_key=me[1]), ended_at=None
        )
    )
    others = {row.pk: _other(row, me) for row in rows}
    shown = _shown(others.values())
    return [Line(row.pk, shown[others[row.pk]], row.note) for row in rows if others[row.pk] in shown]


def _other(row: Reference, me: tuple[str, str]) -> tuple[str, str]:
    source = (row.source_kind, row.source_key)
    return (row.target_kind, row.target_key) if source == me else source


def _shown(things: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], Shown]:
    keys: dict[str, list[str]] = {}
    for kind, key in things:
        keys.setdefault(kind, []).append(key)
    return {
        (one.kind, one.key): one
        for kind, listed in keys.items()
        if kind in _sources
        for one in _sources[kind].shown(listed)
    }


def money_found(words: str) -> list[Shown]:
    """Grants, calls and orders that ``words`` name by number or title; nothing for no words."""
    words = words.replace("\0", "").strip()
    if not words:
        return []
    return [one for source in _sources.values() if source.is_money for one in source.found(words)]


def money_named(kind: str, key: str) -> Shown | None:
    """The public thing of this kind and key on which money is spent; None when there is none."""
    source = _sources.get(kind)
    return next(iter(source.shown([key])), None) if source and source.is_money else None
