"""Reading the yearly information: side by side with last year, what changed, and what everybody may read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from foundation.core import calendar, clock
from foundation.core.content import changes as content_changes
from foundation.core.content.changes import Change, field_changes, row_changes, shown
from foundation.core.content.items import NUMERIC, Choices, Item, Kind, Part
from registry.choices import ANNUAL_FILED, ANNUAL_TO_CHECK
from registry.models import AnnualInformation, AnnualRemark, AnnualVersion, CalendarDay, Organisation, Region
from registry.models.annual import due_on
from registry.models.annual_content import ANNUAL_PARTS, annual_choices

PAGE_SIZE = 50
# How an empty answer is shown.
NOTHING = "–"
Block = dict[str, Any]


@dataclass(frozen=True)
class Due:
    """The due day seen from today. ``days`` are left, or gone since when ``is_over``."""

    on: dt.date
    days: int
    is_over: bool


def due(year: int) -> Due:
    """When the information about ``year`` is due (rule R09), and how many days that is from today."""
    day = due_on(year, CalendarDay.objects.overrides())
    left = (day - calendar.local_date(clock.now())).days
    return Due(day, abs(left), left < 0)


def information_of(organisation: Organisation, year: int) -> AnnualInformation | None:
    """The information about one year with its sections; None before it is begun."""
    row = AnnualInformation.objects.prefetch_related("sections").filter(organisation=organisation, year=year).first()
    if row is not None:
        row.organisation = organisation
    return row


def latest_version(information: AnnualInformation) -> AnnualVersion | None:
    """What was sent last; None before the first time."""
    return information.versions.select_related("submitted_by").order_by("-number").first()


def version_before(information: AnnualInformation) -> AnnualVersion | None:
    """What was sent about the newest filed year before this one."""
    return (
        AnnualVersion.objects.filter(
            information__organisation=information.organisation_id,
            information__year__lt=information.year,
            information__status__in=ANNUAL_FILED,
        )
        .select_related("information")
        .order_by("-information__year", "-number")
        .first()
    )


def accepted_versions(organisation: Organisation, year: int) -> list[AnnualVersion]:
    """Versions that everybody may read, the newest first."""
    found = AnnualVersion.objects.filter(
        information__organisation=organisation, information__year=year, accepted_at__isnull=False
    )
    return list(found.select_related("information").order_by("-number"))


def remarks_of(information: AnnualInformation) -> list[AnnualRemark]:
    """Remarks at fields of the version that was sent last, while they wait for an answer."""
    latest = latest_version(information) if information.is_writable else None
    return list(latest.remarks.all()) if latest else []


@dataclass(frozen=True)
class Remark:
    """A remark as a list shows it: where, what, and whether the answer there differs by now."""

    place: str
    text: str
    section: str
    control: str
    is_answered: bool


def remarks_shown(information: AnnualInformation, sections: Mapping[str, Any]) -> list[Remark]:
    """The waiting remarks; ``sections`` is the draft as it would be sent now."""
    latest, choices = latest_version(information), annual_choices()
    found = []
    for remark in remarks_of(information):
        part = ANNUAL_PARTS[remark.section]
        lines = [
            {control: value for control, _label, value in _lines(part, content.get(remark.section, {}), choices)}
            for content in (latest.document["sections"] if latest else {}, sections)
        ]
        label = next(
            (text for control, text, _v in _lines(part, sections.get(remark.section, {}), choices)
             if control == remark.control), "",
        )  # fmt: skip
        place = f"{part.label}: {label}" if label else str(part.label)
        is_answered = lines[0].get(remark.control) != lines[1].get(remark.control)
        found.append(Remark(place, remark.text, remark.section, remark.control, is_answered))
    return found


@dataclass(frozen=True)
class Line:
    """An answer beside last year's. ``control`` names it; ``is_new`` tells that it differs."""

    control: str
    label: str
    now: str
    before: str

    @property
    def is_new(self) -> bool:
        """Whether last year did not say this."""
        return self.now != self.before

    @property
    def is_changed(self) -> bool:
        """Whether last year said something else."""
        return self.is_new and self.before != NOTHING


@dataclass(frozen=True)
class Compared:
    """A section, answer by answer."""

    name: str
    label: str
    lines: list[Line]


def compared(document: Mapping[str, Any], before: Mapping[str, Any] | None) -> list[Compared]:
    """Every answer of ``document`` beside the same one of ``before``; an answer that neither has is left out."""
    choices, found = annual_choices(), []
    for name, part in ANNUAL_PARTS.items():
        now = _lines(part, document["sections"].get(name, {}), choices)
        old = _lines(part, before["sections"].get(name, {}), choices) if before else []
        known = {control: text for control, _label, text in old}
        lines = [Line(control, label, text, known.pop(control, NOTHING)) for control, label, text in now]
        lines += [Line(control, label, NOTHING, text) for control, label, text in old if control in known]
        found.append(
            Compared(name, str(part.label), [one for one in lines if (one.now, one.before) != (NOTHING, NOTHING)])
        )
    return found


def _lines(part: Part, data: Mapping[str, Any], choices: Choices) -> list[tuple[str, str, str]]:
    """(control, label, text) of each answer."""
    found = [(item.name, str(item.label), shown(item, data.get(item.name), choices)) for item in part.items]
    for index, row in enumerate(data.get("rows", [])):
        found += [
            (f"rows-{index}-{item.name}", f"{part.rows.row_label} {index + 1}: {item.label}",  # type: ignore[union-attr]
             shown(item, row.get(item.name), choices))
            for item in part.row_items
            if item.kind is not Kind.HIDDEN
        ]  # fmt: skip
    return found


def changes(old: AnnualVersion, new: AnnualVersion) -> list[Change]:
    """Everything that ``new`` says differently from ``old``, in the order of the sections."""
    choices, found = annual_choices(), list[Change]()
    for name, part in ANNUAL_PARTS.items():
        before, after = (version.document["sections"].get(name, {}) for version in (old, new))
        found += field_changes(str(part.label), part.items, before, after, choices)
        found += row_changes(part, before.get("rows", []), after.get("rows", []), choices)
    return found


def differences(part: Part, theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> list[Change]:
    """What is stored (``theirs``) against what was typed on a page that began before (``mine``), field by field."""
    return content_changes.differences(part, theirs, mine, annual_choices())


def outline(document: Mapping[str, Any], *, is_public: bool) -> list[Block]:
    """The sections as blocks of words; in public without what tells who a person is."""
    choices = annual_choices()
    blocks: list[Block] = []
    for name, part in ANNUAL_PARTS.items():
        blocks += _blocks(part, document["sections"].get(name, {}), choices, is_public=is_public)
    return blocks


def _blocks(part: Part, data: Mapping[str, Any], choices: Choices, *, is_public: bool) -> Iterator[Block]:
    items, row_items = _readable(part.items, is_public=is_public), _readable(part.row_items, is_public=is_public)
    rows = [[str(item.label), shown(item, data[item.name], choices)] for item in items if data.get(item.name)]
    listed = data.get("rows", []) if row_items else []
    if rows or listed:
        yield {
            "heading": str(part.label),
            "rows": rows,
            "head": [str(item.label) for item in row_items] if listed else [],
            "table": [[shown(item, row.get(item.name), choices) for item in row_items] for row in listed],
            "numbers": [index for index, item in enumerate(row_items) if item.kind in NUMERIC],
        }


def _readable(items: tuple[Item, ...], *, is_public: bool) -> list[Item]:
    return [item for item in items if item.kind is not Kind.HIDDEN and not (is_public and item.tells_who)]


@dataclass(frozen=True)
class Queue:
    """A page of what waits for officers; ``after`` is the key of the next page, '' at the end."""

    rows: list[AnnualInformation]
    after: str


def to_check(region: str = "", after: str = "") -> Queue:
    """What officers have to check, the oldest first."""
    rows: QuerySet[AnnualInformation] = AnnualInformation.objects.filter(status__in=ANNUAL_TO_CHECK)
    if region:
        rows = rows.filter(organisation__region=region)
    if after.isdecimal() and len(after) < 19:
        rows = rows.filter(pk__gt=int(after))
    found = list(rows.select_related("organisation__region").order_by("pk")[: PAGE_SIZE + 1])
    return Queue(found[:PAGE_SIZE], str(found[PAGE_SIZE - 1].pk) if len(found) > PAGE_SIZE else "")


def region_choices() -> list[tuple[str, str]]:
    """(code, name) of the regions."""
    return [(region.code, str(region)) for region in Region.objects.all()]
