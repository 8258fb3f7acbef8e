"""What projects promise in indicators of the catalogue: only those are added up, because all count them alike."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Subquery

from foundation.core.content.changes import decimal
from foundation.core.money import ZERO
from grants.choices import ApplicationStatus
from grants.models import Call, SubmittedVersion
from registry.models import Indicator


@dataclass(frozen=True)
class Promised:
    """The sum of one indicator over ``projects`` projects: what there was before, and what there will be."""

    indicator: Indicator
    projects: int
    baseline: Decimal
    target: Decimal


def promised(call: Call) -> list[Promised]:
    """Sums over the projects that got a grant, by the code of the indicator (two queries)."""
    last = SubmittedVersion.objects.filter(application=OuterRef("pk")).order_by("-number")
    funded = call.applications.filter(status=ApplicationStatus.FUNDED)
    sent = funded.annotate(said=Subquery(last.values("document__sections__indicators")[:1]))
    rows: dict[str, list[tuple[int, Decimal, Decimal]]] = defaultdict(list)
    for pk, said in sent.values_list("pk", "said"):
        for row in (said or {}).get("rows", []):
            if row.get("indicator"):
                rows[row["indicator"]].append((pk, _number(row.get("baseline")), _number(row.get("target"))))
    known = Indicator.objects.filter(code__in=rows)
    return [_sum(indicator, rows[indicator.code]) for indicator in known]


def _sum(indicator: Indicator, rows: list[tuple[int, Decimal, Decimal]]) -> Promised:
    return Promised(
        indicator=indicator,
        projects=len({pk for pk, _baseline, _target in rows}),
        baseline=sum((baseline for _pk, baseline, _target in rows), ZERO),
        target=sum((target for _pk, _baseline, target in rows), ZERO),
    )


def _number(value: Any) -> Decimal:
    return decimal(value) or ZERO
