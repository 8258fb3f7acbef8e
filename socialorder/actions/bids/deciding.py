"""The technical part is scored by experts; then the tender is decided: winner, reserve, reasons for the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from evaluation.actions import rounds, runs
from evaluation.models import Round
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid, refuse
from socialorder.actions.bids.lots import award_lot, fail_lot
from socialorder.actions.complaints.effects import carried_out, move_unsigned
from socialorder.actions.tenders import notices
from socialorder.choices import BidStatus, LotFailure, LotStatus, Remedy
from socialorder.models import Bid, Lot, Tender
from socialorder.queries.outcome import Choice, LotOutcome, Standing, outcomes
from socialorder.rules import deciding as rules
from socialorder.rules.offices import check_serves, text_faults
from socialorder.workflow import BID, TENDER

SUBJECT = "socialorder.lot"


@transaction.atomic(durable=True)
def begin_evaluation(*, lot: Lot, main_seats: int, reserve_seats: int, by: Any) -> Round:
    """Give the admitted bids of a lot to a panel that will be drawn, without prices and without names.

    Raises NotPermitted or Invalid: bids that nobody has judged, none admitted, no rubric, begun already.
    """
    tender = lock(Tender, lot.tender_id)
    lot = lock(Lot, lot.pk)
    check_serves(by, tender.body)
    listed = list(Bid.objects.filter(lot=lot).select_related("organisation").order_by("pk"))
    admitted = [bid for bid in listed if bid.status == BidStatus.ADMITTED]
    refuse(rules.evaluation_faults(tender, lot, listed))
    round_ = rounds.prepare(
        subject_type=SUBJECT,
        subject_id=str(lot.pk),
        body=tender.body,
        rubric=tender.rubric,  # type: ignore[arg-type]  # evaluation_faults has looked
        titles={code: _title(tender, lot, code) for code in ("kk", "ru", "en")},
        spheres=[lot.topic.sphere],
        main_seats=main_seats,
        reserve_seats=reserve_seats,
        by=by,
    )
    round_ = rounds.announce(round=round_, by=by)
    for bid in admitted:
        rounds.add_entry(
            round=round_,
            reference=str(bid.pk),
            title=f"{lot.topic.title_ru} № {bid.pk}"[:300],
            organisation=bid.organisation,
            content=_content(bid),
            sphere=lot.topic.sphere,
            by=by,
        )
    lot.round = round_
    lot.save(update_fields=["round"])
    record("socialorder.lot.evaluation_begun", lot, by=by, changes={"bids": len(admitted)})
    return round_


@transaction.atomic(durable=True)
def decide(*, tender: Tender, reason: str, reasons: Mapping[int, str] | None = None, by: Any) -> Tender:
    """Winner and reserve of each lot by the published arithmetic alone; for a tender without a commission.

    ``reasons``: number of a lot → why its sole bid is offered the contract. Raises NotPermitted, Conflict or Invalid.
    """
    tender = lock(Tender, tender.pk)
    check_serves(by, tender.body)
    rules.check_has_no_commission(tender)
    TENDER.step("decide", tender.status)
    found = outcomes(tender)
    choices = {one.lot.number: replace(one.by_points, reason=(reasons or {}).get(one.lot.number, "")) for one in found}
    refuse([*rules.decision_faults(found, choices), *text_faults(reason, _("Give the reason."), "reason", 2000)])
    return settle(tender, found, choices, reason.strip(), by)


def settle(tender: Tender, found: Sequence[LotOutcome], choices: Mapping[int, Choice], reason: str, by: Any) -> Tender:
    """A step: carry out what was decided, lot by lot. A tender all of whose lots have no winner fails."""
    for outcome in found:
        _settle(outcome, choices[outcome.lot.number], by)
    has_winner = tender.lots.filter(status=LotStatus.AWARDED).exists()
    step = TENDER.step("decide" if has_winner else "fall_through", tender.status)
    tender.status, tender.ended_at, tender.ended_reason = step.target, clock.now(), reason
    tender.save(update_fields=["status", "ended_at", "ended_reason"])
    record(step.verb, tender, by=by, changes={"lots": len(found)}, reason=tender.ended_reason)
    notices.tell_decided(tender)
    for outcome in found:
        carried_out(tender, Remedy.DECIDE, by=by, lot=outcome.lot)
    return tender


def _settle(outcome: LotOutcome, choice: Choice, by: Any) -> None:
    if outcome.run is not None and outcome.run.published_at is None:
        runs.publish(run=outcome.run, by=by)
    for standing in outcome.standings:
        name = {choice.winner: "win", choice.reserve: "reserve"}.get(standing.bid, "lose")
        _decided(standing, name, by)
    reason = choice.reason.strip()
    if choice.winner is None:
        fail_lot(outcome.lot, outcome.failure or LotFailure.NOT_CHOSEN, by, reason)
    else:
        award_lot(outcome.lot, by, reason)
    move_unsigned(outcome.lot, "annul", reason or str(_("Another bid has won.")), by, but=choice.winner)


def _decided(standing: Standing, name: str, by: Any) -> None:
    bid = lock(Bid, standing.bid.pk)
    step = BID.step(name, bid.status)
    if standing.technical is None:
        raise Invalid(Fault(_("The experts have not scored every bid.")))
    bid.status = step.target
    bid.price_points, bid.technical_points = standing.price, standing.technical
    bid.save(update_fields=["status", "price_points", "technical_points"])
    record(step.verb, bid, by=by, changes={"price": standing.price, "technical": standing.technical})


def _title(tender: Tender, lot: Lot, code: str) -> str:
    text = getattr(tender, f"title_{code}") or tender.title_ru
    return f"{text} / {lot.number}"[:300]


def _content(bid: Bid) -> list[dict[str, Any]]:
    """What experts read: the technical part alone."""
    values = (bid.content or {}).get("values", {})
    named = {
        "approach": _("How the goal is reached"),
        "activities": _("What is done and when"),
        "staff": _("Who works on it"),
        "experience": _("What was done of this kind"),
    }
    return [{"heading": heading, "rows": [["", str(values.get(name) or "")]]} for name, heading in named.items()]
