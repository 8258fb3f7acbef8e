"""What the portal can fill in by itself, so that nothing is typed twice: last year's answers, and its own awards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from foundation.core.content.items import Part, filled_rows
from foundation.core.text import localized
from registry.choices import ANNUAL_FILED, AnnualSectionName
from registry.models import AnnualVersion, Funding, Organisation
from registry.models.annual_content import ANNUAL_PARTS
from registry.rules.annual import known_awards, origin_of

Data = dict[str, Any]


def last_version(organisation: Organisation, before: int) -> AnnualVersion | None:
    """What the organisation sent last about the newest filed year before ``before``."""
    return (
        AnnualVersion.objects.filter(
            information__organisation=organisation,
            information__year__lt=before,
            information__year__gte=before - 2,
            information__status__in=ANNUAL_FILED,
        )
        .select_related("information")
        .order_by("-information__year", "-number")
        .first()
    )


def prefilled(organisation: Organisation, year: int) -> dict[str, Data]:
    """Answers by section that can stand from the start; sections without any are left out."""
    last = last_version(organisation, year)
    known = last.document["sections"] if last else {}
    filled = {name: _carried(part, known.get(name, {})) for name, part in ANNUAL_PARTS.items()}
    awards = known_awards(organisation, year)
    filled[AnnualSectionName.PROJECTS]["rows"] = [_project(award) for award in awards]
    filled[AnnualSectionName.INCOME] |= {
        "opening": _typed(known.get(AnnualSectionName.EXPENSES, {}).get("closing")),
        "rows": [_income(award) for award in awards],
    }
    spheres = filled[AnnualSectionName.SPHERES]
    spheres["rows"] = spheres.get("rows") or _spheres(organisation)
    return {name: data for name, raw in filled.items() if (data := _without_empty(raw))}


def controls(data: Mapping[str, Any]) -> list[str]:
    """Names of the controls that hold something."""
    named = [name for name, value in data.items() if name != "rows" and value]
    return named + [
        f"rows-{index}-{name}" for index, row in enumerate(filled_rows(data)) for name, value in row.items() if value
    ]


def still_prefilled(data: Mapping[str, Any], before: Mapping[str, Any], marked: Iterable[str]) -> list[str]:
    """Which of the ``marked`` controls still say what the portal filled in."""
    return [control for control in marked if _value(data, control) == _value(before, control)]


def _value(data: Mapping[str, Any], control: str) -> Any:
    if not control.startswith("rows-"):
        return data.get(control)
    _rows, index, name = control.split("-", 2)
    listed = filled_rows(data)
    return listed[int(index)].get(name) if int(index) < len(listed) else None


def _carried(part: Part, known: Mapping[str, Any]) -> Data:
    data: Data = {item.name: _typed(known.get(item.name)) for item in part.items if item.carries}
    items = [item for item in part.row_items if item.carries]
    if items:
        data["rows"] = [{item.name: _typed(row.get(item.name)) for item in items} for row in known.get("rows", [])]
    return data


def _typed(value: Any) -> str:
    """A value of a document as a person would have typed it."""
    return "" if value is None else str(value)


def _without_empty(raw: Data) -> Data:
    data = {name: value for name, value in raw.items() if value and name != "rows"}
    rows = [row for row in raw.get("rows", []) if any(row.values())]
    return data | ({"rows": rows} if rows else {})


def _payer(award: Funding) -> str:
    return localized(award.payer, "name") if award.payer else award.payer_name


def _amount(award: Funding) -> str:
    return f"{award.amount:f}"


def _project(award: Funding) -> Data:
    return {
        "origin": origin_of(award),
        "name": award.title,
        "source": award.kind,
        "payer": _payer(award)[:300],
        "amount": _amount(award),
    }


def _income(award: Funding) -> Data:
    return {"source": award.kind, "payer": _payer(award)[:300], "amount": _amount(award)}


def _spheres(organisation: Organisation) -> list[Data]:
    return [{"sphere": str(sphere.pk)} for sphere in organisation.spheres.all()]
