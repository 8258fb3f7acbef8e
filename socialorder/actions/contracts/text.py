"""Contracts and acts as canonical documents: what both sides sign, whatever language it is printed in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from socialorder.models import Act, Contract, ContractAmendment

FORMAT, ACT_FORMAT = "socialorder.contract/1", "socialorder.act/1"


def terms_of(contract: Contract) -> dict[str, Any]:
    """What an amendment may change, as plain JSON: term, sum, stages, budget, targets of indicators."""
    return {
        "months": contract.months,
        "ends_on": day(contract.ends_on),
        "amount": f"{contract.amount:.2f}",
        "stages": [
            {"number": one.number, "title": one.title, "due_on": day(one.due_on), "amount": f"{one.amount:.2f}"}
            for one in contract.stages.order_by("number")
        ],
        "lines": [
            {"number": one.number, "name": one.name, "amount": f"{one.amount:.2f}"}
            for one in contract.lines.order_by("number")
        ],
        "indicators": [
            {
                "number": one.number,
                "name_kk": one.name_kk,
                "name_ru": one.name_ru,
                "unit": one.unit,
                "baseline": f"{one.baseline:.2f}",
                "target": f"{one.target:.2f}",
            }
            for one in contract.indicators.order_by("number")
        ],
    }


def document(
    contract: Contract, number: int, amendment: ContractAmendment | None = None, terms: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The contract, or with ``terms`` what ``amendment`` makes of it: parties, lot, specification, bid, terms."""
    lot, tender = contract.lot, contract.lot.tender
    return {
        "format": FORMAT,
        "number": contract.number,
        "version": number,
        "amendment": _amendment(amendment),
        "tender": {"slug": tender.slug, "lot": lot.number, **_names(tender, "title")},
        "customer": {"bin": tender.body.bin or "", **_names(tender.body, "name")},
        "supplier": {"bin": contract.organisation.bin, **_names(contract.organisation, "name")},
        "topic": {f"{name}_{code}": getattr(lot.topic, f"{name}_{code}") for name in _WORDS for code in ("kk", "ru")},
        "specification": [
            {"kind": part.kind, "kk": part.text_kk, "ru": part.text_ru} for part in lot.parts.order_by("pk")
        ],
        "bid": {"number": contract.bid_id, "sha256": contract.bid.commitment},
        "starts_on": day(contract.starts_on),
        "sign_until": day(contract.sign_until),
        **(terms or terms_of(contract)),
    }


_WORDS = ("title", "goal", "people", "result")


def act_document(act: Act, number: int) -> dict[str, Any]:
    """One act as it is handed in."""
    stage = act.stage
    return {
        "format": ACT_FORMAT,
        "contract": stage.contract.number,
        "stage": {"number": stage.number, "title": stage.title, "due_on": day(stage.due_on)},
        "amount": f"{stage.amount:.2f}",
        "act": act.number,
        "version": number,
        "done": act.done,
        "people": act.people,
        "facts": [
            {"indicator": one.indicator.number, "value": f"{one.value:.2f}", "note": one.note}
            for one in act.facts.select_related("indicator")
        ],
        "spending": [
            {"line": one.line.number, "amount": f"{one.amount:.2f}"} for one in act.spending.select_related("line")
        ],
        "files": [
            {"title": one.title, "sha256": one.document.sha256}
            for one in act.files.filter(removed_at=None).select_related("document")
        ],
    }


def _amendment(amendment: ContractAmendment | None) -> dict[str, Any] | None:
    return {"number": amendment.number, "reason": amendment.reason, "side": amendment.side} if amendment else None


def _names(obj: Any, name: str) -> dict[str, str]:
    return {f"{name}_{code}": str(getattr(obj, f"{name}_{code}")) for code in ("kk", "ru", "en")}


def day(value: Any) -> str | None:
    """ISO 8601, or None."""
    return value.isoformat() if value else None
