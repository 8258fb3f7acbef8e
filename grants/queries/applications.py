"""Reading what applications say: for paper, for experts, and as a list of changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from foundation.core import presentation
from foundation.core.errors import Text
from foundation.core.money import ZERO
from grants.choices import CostKind, SectionName
from grants.models.applications import Application, SubmittedVersion
from grants.models.content import PARTS, Choices, Item, Kind, Part, choices_of
from grants.scoring import estimate

PAGE_SIZE = 20
Document = Mapping[str, Any]
Block = dict[str, Any]


def sent_version(application: Application, number: int) -> SubmittedVersion | None:
    """Version ``number`` of what was sent, with who sent it."""
    return application.versions.select_related("submitted_by").filter(number=number).first()


def latest_version(application: Application) -> SubmittedVersion | None:
    """What was sent last; None before the first time."""
    return application.versions.select_related("submitted_by").order_by("-number").first()


@dataclass(frozen=True)
class Page:
    """A page of applications; ``after`` is the key of the next one, '' at the end."""

    applications: list[Application]
    after: str


def own_applications(user: Any, after: str = "") -> Page:
    """Applications of the NGOs in which ``user`` has a role, the newest first."""
    own = Application.objects.of_applicant(user).select_related("call", "organisation").order_by("-pk")
    if after.isdecimal() and len(after) < 19:
        own = own.filter(pk__lt=int(after))
    found = list(own[: PAGE_SIZE + 1])
    return Page(found[:PAGE_SIZE], str(found[PAGE_SIZE - 1].pk) if len(found) > PAGE_SIZE else "")


def outline(application: Application, sections: Document, *, is_blind: bool = False) -> list[Block]:
    """The sections of a document as blocks of words in the reader's language.

    Each block is ``{"heading", "rows": [[label, text], …]}`` or ``{"heading", "table": {"head", "rows", "numbers"}}``;
    ``numbers`` are the columns that hold figures. ``is_blind`` leaves out what tells who applies.
    """
    choices = choices_of(application.call)
    blocks: list[Block] = []
    for name, part in PARTS.items():
        blocks += _blocks(part, sections.get(name, {}), choices, is_blind=is_blind)
    return blocks


def _blocks(part: Part, data: Document, choices: Choices, *, is_blind: bool) -> Iterator[Block]:
    items = [item for item in part.items if not (is_blind and item.tells_who)]
    if items:
        yield {
            "heading": str(part.label),
            "rows": [[str(item.label), shown(item, data.get(item.name), choices)] for item in items],
        }
    if part.rows:
        yield _table(part, data.get("rows", []), choices, is_blind=is_blind)
        if part.name == SectionName.BUDGET:
            yield {"heading": _("Sums of the budget"), "rows": budget_rows(data.get("rows", []))}


def _table(part: Part, rows: list[Document], choices: Choices, *, is_blind: bool) -> Block:
    items = [item for item in part.row_items if not (is_blind and item.tells_who)]
    numeric = (Kind.MONEY, Kind.NUMBER, Kind.WHOLE)
    return {
        "heading": str(part.rows.legend if part.items and part.rows else part.label),
        "table": {
            "head": [str(item.label) for item in items],
            "rows": [[shown(item, row.get(item.name), choices) for item in items] for row in rows],
            "numbers": [index for index, item in enumerate(items) if item.kind in numeric],
        },
    }


def shown(item: Item, value: Any, choices: Choices) -> str:
    """A value of a canonical document in words; what could not be read stays as it was typed."""
    if value in (None, ""):
        return "–"
    if item.kind is Kind.CHOICE:
        return str(dict(choices[item.choices]).get(str(value), value))
    if item.kind in (Kind.MONEY, Kind.NUMBER, Kind.WHOLE):
        amount = _decimal(value)
        if amount is None:
            return str(value)
        return presentation.tenge(amount) if item.kind is Kind.MONEY else presentation.figure(amount)
    return str(value)


def _decimal(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value))
    except ArithmeticError:
        return None


def budget_rows(rows: list[Document]) -> list[list[str]]:
    """Sums of the budget lines in words; lines that cannot be read are left out."""
    return [[str(label), presentation.tenge(amount)] for label, amount in totals_shown(_totals(rows))]


def totals_shown(totals: estimate.Totals) -> list[tuple[Text, Decimal]]:
    """The sums with their labels, in the order in which they are computed."""
    return [
        (_("Direct costs"), totals.direct),
        (_("Administrative costs"), totals.admin),
        (_("All costs"), totals.cost),
        (_("Paid by yourself"), totals.own),
        (_("Asked from the grant"), totals.asked),
    ]


def _totals(rows: list[Document]) -> estimate.Totals:
    lines = []
    for row in rows:
        quantity, unit_cost = _decimal(row.get("quantity")), _decimal(row.get("unit_cost"))
        if quantity is not None and unit_cost is not None:
            own = _decimal(row.get("own")) or ZERO
            is_admin = row.get("kind") == CostKind.ADMIN
            lines.append(estimate.line(quantity=quantity, unit_cost=unit_cost, own=own, is_admin=is_admin))
    return estimate.totals(lines)


@dataclass(frozen=True)
class Change:
    """A field that two versions say differently. ``pieces``: («same» | «gone» | «new», text) in reading order."""

    section: str
    label: str
    pieces: list[tuple[str, str]]

    @property
    def new(self) -> str:
        """The later text as a whole."""
        return " ".join(text for mark, text in self.pieces if mark != "gone")


def changes(old: SubmittedVersion, new: SubmittedVersion) -> list[Change]:
    """Everything that ``new`` says differently from ``old``, in the order of the sections; files last."""
    choices = choices_of(new.application.call)
    found: list[Change] = []
    for name, part in PARTS.items():
        before, after = (version.document["sections"].get(name, {}) for version in (old, new))
        found += _changes_of(str(part.label), part.items, before, after, choices)
        found += _row_changes(part, before.get("rows", []), after.get("rows", []), choices)
    return [*found, *_file_changes(old.document["attachments"], new.document["attachments"])]


def differences(part: Part, theirs: Document, mine: Document, application: Application) -> list[Change]:
    """What is stored (``theirs``) against what was typed on a page that began before (``mine``), field by field."""
    choices = choices_of(application.call)
    section = str(part.label)
    found = list(_changes_of(section, part.items, _without_empty(mine), _without_empty(theirs), choices))
    return found + list(_row_changes(part, mine.get("rows", []), theirs.get("rows", []), choices))


def _without_empty(values: Document) -> Document:
    return {name: value for name, value in values.items() if value}


def _changes_of(
    section: str, items: tuple[Item, ...], before: Document, after: Document, choices: Choices, prefix: str = ""
) -> Iterator[Change]:
    for item in items:
        if before.get(item.name) != after.get(item.name):
            texts = [shown(item, values.get(item.name), choices) for values in (before, after)]
            yield Change(section, f"{prefix}{item.label}", _pieces(*texts))


def _row_changes(part: Part, before: list[Document], after: list[Document], choices: Choices) -> Iterator[Change]:
    """Rows are matched by what they say, so that one row put in front does not change all the others."""
    if not part.rows:
        return
    keys = [
        [tuple(sorted((key, str(value)) for key, value in row.items())) for row in rows] for rows in (before, after)
    ]
    for tag, first, last, start, end in SequenceMatcher(a=keys[0], b=keys[1], autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        pairs = max(last - first, end - start)
        for step in range(pairs):
            old = before[first + step] if first + step < last else {}
            new = after[start + step] if start + step < end else {}
            number = (start if new else first) + step + 1
            prefix = f"{part.rows.row_label} {number}: "
            yield from _changes_of(str(part.label), part.rows.items, old, new, choices, prefix)


def _pieces(before: str, after: str) -> list[tuple[str, str]]:
    """Word by word what stayed, what is gone and what is new."""
    words = [before.split(" "), after.split(" ")]
    pieces: list[tuple[str, str]] = []
    for tag, first, last, start, end in SequenceMatcher(a=words[0], b=words[1], autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", " ".join(words[0][first:last])))
            continue
        if last > first:
            pieces.append(("gone", " ".join(words[0][first:last])))
        if end > start:
            pieces.append(("new", " ".join(words[1][start:end])))
    return pieces


def _file_changes(before: list[Document], after: list[Document]) -> Iterator[Change]:
    section = str(SectionName.ATTACHMENTS.label)
    kept = {file["sha256"] for file in before} & {file["sha256"] for file in after}
    for mark, files in (("gone", before), ("new", after)):
        for file in files:
            if file["sha256"] not in kept:
                yield Change(section, str(file["title"]), [(mark, f"{file['name']}, SHA-256 {file['sha256']}")])
