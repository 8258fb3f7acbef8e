"""What a tender said at each moment since its announcement. Steps."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db.models import Max

from foundation.core import clock
from socialorder.models import Tender, TenderVersion

FACTS = (
    *("title_kk", "title_ru", "title_en", "opens_at", "closes_at", "questions_until", "eligibility"),
    *("price_points", "rubric_id", "must_sign"),
)


def facts_of(tender: Tender) -> dict[str, Any]:
    """What the tender and its lots say now, as plain JSON."""
    return {name: _plain(getattr(tender, name)) for name in FACTS} | {
        "lots": [
            {
                "number": lot.number,
                "topic": lot.topic_id,
                "unit_cost": _plain(lot.unit_cost),
                "volume": _plain(lot.volume),
                "amount": _plain(lot.amount),
                "months": lot.months,
                "parts": {part.kind: {"kk": part.text_kk, "ru": part.text_ru} for part in lot.parts.all()},
            }
            for lot in tender.lots.prefetch_related("parts").order_by("number")
        ]
    }


def keep(tender: Tender, reason: str, by: Any) -> TenderVersion:
    """Keep what it says now as the next version."""
    last = tender.versions.aggregate(last=Max("number"))["last"] or 0
    return TenderVersion.objects.create(
        tender=tender, number=last + 1, facts=facts_of(tender), reason=reason, made_at=clock.now(), made_by=by
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value
