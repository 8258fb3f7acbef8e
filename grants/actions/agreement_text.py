"""The text of an agreement as a canonical document: what both sides sign, whatever language it is printed in."""

from __future__ import annotations

from typing import Any

from grants.models import Agreement, Amendment

FORMAT = "grants.agreement/1"


def document(agreement: Agreement, number: int, amendment: Amendment | None = None) -> dict[str, Any]:
    """Parties, sum, term, budget, plan, indicators, team, tranches, reports and conditions, as plain JSON."""
    application, call = agreement.application, agreement.application.call
    sent = application.versions.order_by("-number").first()
    return {
        "format": FORMAT,
        "number": agreement.number,
        "version": number,
        "amendment": _amendment(amendment),
        "call": {"slug": call.slug, **_names(call, "title")},
        "application": {"number": application.number, "sha256": sent.digest if sent else ""},
        "ngo": {"bin": application.organisation.bin, **_names(application.organisation, "name")},
        "body": {"bin": call.operator.bin or "", **_names(call.operator, "name")},
        "title": agreement.title,
        "amount": f"{agreement.amount:.2f}",
        "starts_on": _day(agreement.starts_on),
        "ends_on": _day(agreement.ends_on),
        "months": agreement.months,
        "sections": agreement.content,
        "tranches": [
            {
                "number": one.number,
                "amount": f"{one.amount:.2f}",
                "due_on": _day(one.due_on),
                "condition": one.condition,
            }
            for one in agreement.tranches.order_by("number")
        ],
        "reports": [
            {
                "number": one.number,
                "kind": one.kind,
                "starts_on": _day(one.starts_on),
                "ends_on": _day(one.ends_on),
                "due_on": _day(one.due_on),
            }
            for one in agreement.reports.order_by("number")
        ],
        "conditions": {
            "gates_tranches": agreement.gates_tranches,
            "signs_reports": agreement.signs_reports,
            "line_deviation": f"{agreement.line_deviation:.2f}",
            "indicator_deviation": f"{agreement.indicator_deviation:.2f}",
        },
    }


def _amendment(amendment: Amendment | None) -> dict[str, Any] | None:
    return {"number": amendment.number, "reason": amendment.reason, "side": amendment.side} if amendment else None


def _names(obj: Any, name: str) -> dict[str, str]:
    return {f"{name}_{code}": str(getattr(obj, f"{name}_{code}")) for code in ("kk", "ru", "en")}


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
