"""Reading what applications say: for paper, for experts, and as a list of changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from evaluation.models import Round
from foundation.core import presentation
from foundation.core.content import changes as content_changes
from foundation.core.content.changes import Change, decimal, field_changes, row_changes, shown
from foundation.core.content.items import NUMERIC, Choices, Item, Part
from foundation.core.money import ZERO
from grants.choices import CostKind, SectionName
from grants.models.applications import Application, SubmittedVersion
from grants.models.calls import Call
from grants.models.parts import choices_of, main_part, parts_of
from grants.scoring import estimate
from registry.models import Organisation, Sphere

PAGE_SIZE = 20
# No picture is drawn for a month beyond this: rule R15 ends projects after 36.
MONTHS_MAX = 120
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
    ``numbers`` are the columns that hold figures; the table of the work plan has ``bars`` and ``months`` too, for its
    picture. ``is_blind`` leaves out what tells who applies.
    """
    choices = choices_of(application.call, application)
    blocks: list[Block] = []
    for name, part in parts_of(application.call).items():
        blocks += _blocks(part, sections.get(name, {}), choices, is_blind=is_blind)
        if name == SectionName.WORK_PLAN:
            blocks[-1]["table"] |= picture(sections)
    return blocks


def picture(sections: Document) -> dict[str, Any]:
    """The work plan as bars: first and last month of each step (None where they cannot be read), and how many months."""
    rows = sections.get(SectionName.WORK_PLAN, {}).get("rows", [])
    bars = [_bar(row) for row in rows]
    term = sections.get(SectionName.PROJECT, {}).get("months")
    longest = max((bar[1] for bar in bars if bar), default=1)
    return {"bars": bars, "months": max(term if isinstance(term, int) and term <= MONTHS_MAX else 1, longest)}


def _bar(row: Document) -> list[int] | None:
    first, last = row.get("first_month"), row.get("last_month")
    if not (isinstance(first, int) and isinstance(last, int)):
        return None
    return [first, last] if 1 <= first <= last <= MONTHS_MAX else None


def _blocks(part: Part, data: Document, choices: Choices, *, is_blind: bool) -> Iterator[Block]:
    items = _shown_items(part.asked(data), is_blind=is_blind)
    if items:
        yield {
            "heading": str(part.label),
            "rows": [[str(item.label), shown(item, data.get(item.name), choices)] for item in items],
        }
    if part.rows:
        rows = data.get("rows", [])
        if rows or part.rows.missing:
            yield _table(part, rows, choices, is_blind=is_blind)
        if part.name == SectionName.BUDGET:
            yield {"heading": _("Sums of the budget"), "table": totals_table(totals_of_rows(rows))}


def plan_table(application: Application, part: Part, sections: Document) -> dict[str, Any]:
    """The rows of ``part`` with their picture: the plan as it is saved, beside the form."""
    table = _table(part, sections[part.name]["rows"], choices_of(application.call), is_blind=False)["table"]
    return {**table, **picture(sections)}


def _table(part: Part, rows: list[Document], choices: Choices, *, is_blind: bool) -> Block:
    items = _shown_items(part.row_items, is_blind=is_blind)
    return {
        "heading": str(part.rows.legend if part.items and part.rows else part.label),
        "table": {
            "head": [str(item.label) for item in items],
            "rows": [[shown(item, row.get(item.name), choices) for item in items] for row in rows],
            "numbers": [index for index, item in enumerate(items) if item.kind in NUMERIC],
        },
    }


def _shown_items(items: tuple[Item, ...], *, is_blind: bool) -> list[Item]:
    return [item for item in items if item.is_printed and not (is_blind and item.tells_who)]


def totals_table(totals: estimate.Totals) -> dict[str, Any]:
    """Sums of the budget by kind of cost and source, and the share of each source."""
    whole = estimate.Sources(asked=totals.asked, own=totals.own, other=totals.other)
    lines = [
        (_("Direct costs"), totals.of_direct),
        (_("Administrative costs"), totals.of_admin),
        (_("All costs"), whole),
    ]
    percents = [totals.percent(amount) for amount in _amounts(whole)]
    return {
        "head": [
            _("Kind of cost"),
            _("Asked from the grant"),
            _("Paid by yourself"),
            _("Paid by another source"),
            _("All sources"),
        ],
        "rows": [
            *([label, *map(presentation.tenge, _amounts(sources))] for label, sources in lines),
            [_("Share"), *(f"{presentation.figure(percent, 1)}{presentation.NBSP}%" for percent in percents)],
        ],
        "numbers": [1, 2, 3, 4],
    }


def _amounts(sources: estimate.Sources) -> list[Decimal]:
    return [sources.asked, sources.own, sources.other, sources.cost]


def totals_of_rows(rows: list[Document]) -> estimate.Totals:
    """Sums of the budget lines of a document; lines that cannot be read are left out."""
    lines = []
    for row in rows:
        quantity, unit_cost = decimal(row.get("quantity")), decimal(row.get("unit_cost"))
        if quantity is not None and unit_cost is not None:
            own, other = (decimal(row.get(name)) or ZERO for name in ("own", "other"))
            is_admin = row.get("kind") == CostKind.ADMIN
            line = estimate.line(quantity=quantity, unit_cost=unit_cost, own=own, is_admin=is_admin, other=other)
            lines.append(line)
    return estimate.totals(lines)


def changes(old: SubmittedVersion, new: SubmittedVersion) -> list[Change]:
    """Everything that ``new`` says differently from ``old``, in the order of the sections; files last."""
    choices = choices_of(new.application.call, new.application)
    found: list[Change] = []
    for name, part in parts_of(new.application.call).items():
        before, after = (version.document["sections"].get(name, {}) for version in (old, new))
        found += field_changes(str(part.label), part.items, before, after, choices)
        found += row_changes(part, before.get("rows", []), after.get("rows", []), choices)
    return [*found, *_file_changes(old.document["attachments"], new.document["attachments"])]


def differences(part: Part, theirs: Document, mine: Document, application: Application) -> list[Change]:
    """What is stored (``theirs``) against what was typed on a page that began before (``mine``), field by field."""
    return content_changes.differences(part, theirs, mine, choices_of(application.call, application))


def _file_changes(before: list[Document], after: list[Document]) -> Iterator[Change]:
    section = str(SectionName.ATTACHMENTS.label)
    kept = {file["sha256"] for file in before} & {file["sha256"] for file in after}
    for mark, files in (("gone", before), ("new", after)):
        for file in files:
            if file["sha256"] not in kept:
                yield Change(section, str(file["title"]), [(mark, f"{file['name']}, SHA-256 {file['sha256']}")])


def is_asked(application: Application) -> bool:
    """Whether its applicant has been asked to answer the marks before the decision."""
    return Round.objects.filter(
        call=application.call_id, answers_until__isnull=False, entries__reference=application.number
    ).exists()


def direction_of(call: Call, document: Document, organisation: Organisation) -> Sphere | None:
    """The direction of an application, by which experts are drawn: the sphere that it names in what was ``document`` sent.

    Where it names none of the call's: the call's only sphere, or the only one of them that the NGO works in; else None.
    """
    spheres = {str(sphere.number): sphere for sphere in call.spheres.all()}
    named = str(document.get(main_part(call), {}).get("sphere"))
    if not spheres:
        return Sphere.objects.filter(number=named).first() if named.isdecimal() else None
    if named in spheres or len(spheres) == 1:
        return spheres.get(named) or next(iter(spheres.values()))
    own = list(organisation.spheres.filter(pk__in=[sphere.pk for sphere in spheres.values()]))
    return own[0] if len(own) == 1 else None
