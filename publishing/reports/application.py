"""An application on paper: everything that it says, its plan as bars, its sums, its number and digest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from foundation.core import presentation
from foundation.core.text import localized
from grants.models import Application, SubmittedVersion
from publishing.reports.blocks import Block, Facts, Items, Paragraph, Plan, Printed, Section, Table

WIDE = 5


def printed(
    application: Application,
    blocks: Sequence[Mapping[str, Any]],
    *,
    version: SubmittedVersion | None,
    files: Sequence[Any],
) -> Printed:
    """The application in the language in force; ``version`` None is a draft, and the paper says so."""
    number = application.number if version is None else f"{application.number} v{version.number}"
    return Printed(
        title=application.title or number,
        subtitle=f"{number}. {localized(application.call, 'title')}",
        author=localized(application.organisation, "name"),
        language=presentation.language(),
        footer=number if version is None else f"{number}, SHA-256 {version.digest}",
        notice="" if version else _("This is a draft. It has not been sent."),
        sections=[
            Section(_("Application"), [Facts(_facts(application, version))]),
            *(Section(str(block["heading"]), _content(block)) for block in blocks),
            *_files(files),
        ],
    )


def _facts(application: Application, version: SubmittedVersion | None) -> list[tuple[str, str]]:
    organisation = application.organisation
    facts = [
        (_("Number"), application.number),
        (_("NGO"), localized(organisation, "name")),
        (_("BIN"), organisation.bin or "–"),
    ]
    if version is None:
        return facts
    return [
        *facts,
        (_("Version"), str(version.number)),
        (_("Received"), presentation.moment(version.submitted_at, with_zone=True)),
        (_("Sent by"), str(version.submitted_by)),
        (_("SHA-256 of what was sent"), version.digest),
    ]


def _content(block: Mapping[str, Any]) -> list[Block]:
    table = block.get("table")
    if not table:
        return [Facts([(str(label), str(text)) for label, text in block["rows"]])]
    rows = [[str(cell) for cell in row] for row in table["rows"]]
    if not rows:
        return [Paragraph("–")]
    if len(table["head"]) > WIDE:
        return _one_by_one(table["head"], rows)
    plan = _plan(table) if table.get("months") else []
    return [*plan, Table(list(table["head"]), rows, widths=[1] * len(table["head"]), numbers=tuple(table["numbers"]))]


def _one_by_one(head: Sequence[str], rows: list[list[str]]) -> list[Block]:
    """A table that is too wide for paper: each row as a paragraph of its own."""
    return [
        Items(
            [
                "; ".join(f"{label}: {text}" for label, text in zip(head, row, strict=True) if text != "–")
                for row in rows
            ]
        )
    ]


def _plan(table: Mapping[str, Any]) -> list[Block]:
    stretches = presentation.stretches(table["bars"], table["months"])
    rows = [
        (str(row[0]), stretch.shown, float(stretch.begin), float(stretch.length))
        for row, stretch in zip(table["rows"], stretches, strict=True)
        if stretch
    ]
    return [Plan(rows, months=table["months"])]


def _files(files: Sequence[Any]) -> list[Section]:
    listed = [f"{file.title}: {file.document.name}, SHA-256 {file.document.sha256}" for file in files]
    return [Section(_("Attachments"), [Items(listed)])] if listed else []
