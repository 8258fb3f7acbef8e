"""The public history of a record: who changed what, when and why, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext

from registry.choices import ActorKind, VersionKind
from registry.models import Organisation, OrganisationVersion
from registry.queries.words import LABELS, Words

PAGE_SIZE = 30
# From this length on a text is shown with its changes marked inside.
LONG = 60
ALIKE = 0.3


@dataclass(frozen=True)
class Change:
    """One field: ``pieces`` are (mark, text) with the marks same, gone and new; none for a personal field."""

    label: str
    old: str
    new: str
    pieces: list[tuple[str, str]]
    is_personal: bool = False


@dataclass(frozen=True)
class Line:
    """One version: ``who`` is a role, an organisation or an officer of a body."""

    pk: int
    at: dt.datetime
    title: str
    who: str
    reason: str
    changes: list[Change]


@dataclass(frozen=True)
class History:
    """A page of it, the newest first; ``before`` is the key of the next page, 0 at the end."""

    lines: list[Line]
    before: int
    is_whole: bool


def history(organisation: Organisation, before: int = 0) -> History:
    """Versions older than the version ``before`` (0: from the newest)."""
    found = organisation.versions.select_related("body").order_by("-at", "-id")
    start = organisation.versions.filter(pk=before).first() if before else None
    if start is not None:
        found = found.filter(Q(at__lt=start.at) | Q(at=start.at, pk__lt=start.pk))
    listed = list(found[: PAGE_SIZE + 1])
    shown = listed[:PAGE_SIZE]
    words = Words(version.changes for version in shown)
    lines = [_line(version, words) for version in shown]
    is_last = len(listed) <= PAGE_SIZE
    if is_last and not any(version.kind == VersionKind.ENTERED for version in shown):
        lines.append(_entered(organisation))
    return History(lines, 0 if is_last else shown[-1].pk, is_last)


def _entered(organisation: Organisation) -> Line:
    """Records that came by a file have no version of their own for that."""
    title, who = gettext("Entered in the registry"), gettext("Loaded from a file of the state register")
    return Line(0, organisation.created_at, title, who, "", [])


def changes_of(changes: Mapping[str, list[Any] | None], words: Words) -> list[Change]:
    """``{field: [old, new]}`` in words, in the order of a record."""
    order = {name: place for place, name in enumerate(LABELS)}
    names = sorted(changes, key=lambda name: order.get(name, len(order)))
    return [_change(name, changes[name], words) for name in names]


def _line(version: OrganisationVersion, words: Words) -> Line:
    changes = changes_of(version.changes, words)
    if version.kind == VersionKind.ENTERED:
        changes = [change for change in changes if change.is_personal or change.new != change.old]
    return Line(version.pk, version.at, version.get_kind_display(), _who(version), version.reason, changes)


def _who(version: OrganisationVersion) -> str:
    if version.actor_kind != ActorKind.OFFICER:
        return version.get_actor_kind_display()
    values = {"name": version.actor_name, "body": version.body}
    return gettext("%(name)s, officer: %(body)s") % values


def _change(name: str, pair: list[Any] | None, words: Words) -> Change:
    label = str(LABELS.get(name, name))
    if pair is None:
        return Change(label, "", "", [], is_personal=True)
    old, new = (words.say(name, value) for value in pair)
    return Change(label, old, new, _marked(old, new, *(bool(value) or value is False for value in pair)))


def _marked(old: str, new: str, was_there: bool, is_there: bool) -> list[tuple[str, str]]:
    """An empty side is not shown, except where both are."""
    if was_there and is_there:
        return pieces(old, new)
    return [("gone", old)] if was_there else [("new", new)]


def pieces(old: str, new: str) -> list[tuple[str, str]]:
    """What went and what came; inside of long texts that are alike only the words that differ are marked."""
    if min(len(old), len(new)) < LONG:
        return [("gone", old), ("new", new)]
    before, after = old.split(" "), new.split(" ")
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.quick_ratio() < ALIKE:
        return [("gone", old), ("new", new)]
    found: list[tuple[str, str]] = []
    for deed, start, end, new_start, new_end in matcher.get_opcodes():
        if deed == "equal":
            found.append(("same", " ".join(before[start:end])))
            continue
        found += [("gone", " ".join(before[start:end]))] if end > start else []
        found += [("new", " ".join(after[new_start:new_end]))] if new_end > new_start else []
    return found
