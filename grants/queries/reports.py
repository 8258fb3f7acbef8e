"""Reading reports: what was sent in words, what a version changed, remarks at their answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from foundation.core import presentation
from foundation.core.content import changes
from foundation.core.content.changes import Change, shown
from foundation.core.content.items import Choices, Part
from grants.models import Expense, Photo, ProjectReport, ReportVersion

CHOICES: Choices = {}


@dataclass(frozen=True)
class Answer:
    """One answer of a report with the remark of an officer ('' for none); ``place`` names its field."""

    place: str
    label: str
    text: str
    remark: str


@dataclass(frozen=True)
class Block:
    heading: str
    answers: list[Answer]


def blocks(parts: Mapping[str, Part], document: Mapping[str, Any], version: ReportVersion) -> list[Block]:
    """What a version says, section by section, with the remarks that were made on it."""
    remarks = {(one.section, one.control): one.text for one in version.remarks.all()}
    found = []
    for name, part in parts.items():
        said = document["sections"].get(name, {})
        answers = [
            Answer(
                f"at-{name}-{item.name}",
                str(item.label),
                shown(item, said.get(item.name), CHOICES),
                remarks.get((name, item.name), ""),
            )
            for item in part.items
        ]
        found.append(Block(str(part.label), answers))
    return found


def open_remarks(report: ProjectReport, parts: Mapping[str, Part]) -> list[tuple[str, str, str]]:
    """(section, label of the answer, remark) of the version that was returned last."""
    latest = report.versions.order_by("-number").first()
    if latest is None:
        return []
    found = []
    for one in latest.remarks.all():
        part = parts.get(one.section)
        items = {item.name: item for item in part.items} if part else {}
        label = items[one.control].label if one.control in items else one.control
        found.append((one.section, str(label), one.text))
    return found


def version_changes(parts: Mapping[str, Part], old: ReportVersion, new: ReportVersion) -> list[Change]:
    """Everything that ``new`` says differently from ``old``: answers, then expenses."""
    found: list[Change] = []
    for name, part in parts.items():
        before, after = (one.document["sections"].get(name, {}) for one in (old, new))
        found += changes.field_changes(str(part.label), part.items, before, after, CHOICES)
    return [*found, *_expense_changes(old.document["expenses"], new.document["expenses"])]


def _expense_changes(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> list[Change]:
    kept = {one["id"] for one in before} & {one["id"] for one in after}
    return [
        Change(_("Expenses"), str(one["purpose"]), [(mark, f"{one['spent_on']}, {one['supplier']}, {one['amount']}")])
        for mark, rows in (("gone", before), ("new", after))
        for one in rows
        if one["id"] not in kept
    ]


def expenses_of(report: ProjectReport) -> list[Expense]:
    """Expenses that are in the report now."""
    return list(report.expenses.filter(removed_at=None).select_related("line", "document"))


def photos_of(report: ProjectReport) -> list[Photo]:
    """Photographs that are in the report now."""
    return list(report.photos.filter(removed_at=None).select_related("document"))


def sums(expenses: Sequence[Expense]) -> list[tuple[str, str]]:
    """What the expenses come to on each line, and together."""
    by_line: dict[str, Any] = {}
    for one in expenses:
        by_line[str(one.line)] = by_line.get(str(one.line), 0) + one.amount
    listed = [(name, presentation.tenge(amount)) for name, amount in by_line.items()]
    return [*listed, (_("Together"), presentation.tenge(sum(one.amount for one in expenses)))] if listed else []
