"""Offering grants, and the answers of the winners."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from foundation.core.workflow import Transition
from grants.actions import ledger
from grants.actions.notices import tell_offered
from grants.choices import ApplicationStatus, AwardOrigin
from grants.models import Application, Award, Call
from grants.queries.awards import next_offer
from grants.rules import awards as rules
from grants.rules import terms
from grants.workflow import APPLICATION, AWARD


def enter_offer(*, application: Application, amount: Decimal, origin: str = AwardOrigin.DECISION, by: Any) -> Award:
    """Step: the grant is offered to the NGO, with the days that the call gives for an answer; its people are told."""
    now = clock.now()
    offered = {
        "amount": amount,
        "origin": origin,
        "status": AWARD.initial,
        "offered_at": now,
        "offered_by": by,
        "answer_until": terms.until(now, application.call.acceptance_days),
    }
    award = Award.objects.filter(application=application).first()
    award = _offered_again(award, offered) if award else Award.objects.create(application=application, **offered)
    changes = {"amount": amount, "origin": origin, "answer_until": award.answer_until}
    record("grants.award.offered", application, by=by, changes=changes)
    tell_offered(award)
    return award


def _offered_again(award: Award, offered: dict[str, Any]) -> Award:
    """A grant that an appeal had moved to the reserve list comes back from it."""
    AWARD.step("offer_again", award.status)
    cleared = {"accepted_at": None, "accepted_by": None, "ended_at": None, "ended_by": None, "reason": ""}
    for name, value in (offered | cleared).items():
        setattr(award, name, value)
    award.offers += 1
    award.save()
    return award


def move_to_reserve(*, award: Award, reason: str, by: Any) -> Award:
    """Step: the line moved after an appeal. The caller holds the call and the award, and moves the application."""
    step = AWARD.step("move", award.status)
    award.status, award.ended_at, award.ended_by, award.reason = step.target, clock.now(), by, reason
    award.save(update_fields=["status", "ended_at", "ended_by", "reason"])
    record(step.verb, award.application, by=by, changes={"amount": [award.amount, None]}, reason=reason)
    ledger.annul_award(application=award.application, reason=reason, by=by)
    return award


@transaction.atomic(durable=True)
def accept(*, award: Award, by: Any) -> Award:
    """The head of the NGO takes the grant. A second press finds it taken and changes nothing.

    Raises NotPermitted, Conflict or DeadlinePassed.
    """
    award = _locked(award)
    if award.is_accepted and award.accepted_by_id == by.pk:
        return award
    rules.check_can_answer(by, award)
    step = AWARD.step("accept", award.status)
    award.status, award.accepted_at, award.accepted_by = step.target, clock.now(), by
    award.save(update_fields=["status", "accepted_at", "accepted_by"])
    record(step.verb, award.application, by=by, changes={"award": step.target, "amount": award.amount})
    return award


@transaction.atomic(durable=True)
def decline(*, award: Award, reason: str, by: Any) -> Award:
    """The head of the NGO does without the grant; its money is free for the reserve."""
    award = _locked(award)
    rules.check_can_answer(by, award)
    return _end(award, AWARD.step("decline", award.status), reason, by)


@transaction.atomic(durable=True)
def lapse(*, award: Award, by: Any) -> Award:
    """The time for the answer is over and there was none; the money is free for the reserve."""
    award = _locked(award)
    rules.check_can_lapse(by, award)
    text = _("The head of the NGO did not answer in time.")
    return _end(award, AWARD.step("lapse", award.status), str(text), by)


@transaction.atomic(durable=True)
def fall_through(*, award: Award, reason: str, by: Any) -> Award:
    """No agreement came about though the grant was accepted; the money is free for the reserve."""
    award = _locked(award)
    rules.check_can_take_back(by, award)
    return end_accepted(award=award, reason=reason, by=by)


def end_accepted(*, award: Award, reason: str, by: Any) -> Award:
    """Step: an accepted award ends without an agreement, or with it. The caller holds the call, then the award."""
    return _end(award, AWARD.step("fall_through", award.status), reason, by)


@transaction.atomic(durable=True)
def offer_next(*, call: Call, by: Any) -> Award:
    """Offer a grant to the first of the reserve list, within the money that is left of the budget; of a shared premium
    the share that is free.

    Raises NotPermitted, Conflict when the list is empty, and Invalid when the money does not reach for it.
    """
    call = lock(Call, call.pk)
    offer = next_offer(call)
    amount = offer.amount if offer else call.amount_max
    rules.check_can_offer(by, call, offer.application if offer else None, amount)
    application = lock(Application, offer.application.pk)  # type: ignore[union-attr]  # refused above
    application.call = call
    step = APPLICATION.step("offer", application.status)
    application.status, application.awarded = step.target, amount
    application.save(update_fields=["status", "awarded"])
    record(step.verb, application, by=by, changes={"status": step.target, "awarded": amount})
    award = enter_offer(application=application, amount=amount, origin=AwardOrigin.RESERVE, by=by)
    ledger.enter_call(call=call, by=by)
    return award


def _locked(award: Award) -> Award:
    """The award with its call and application, locked from the outside in."""
    application = Application.objects.get(pk=award.application_id)
    call = lock(Call, application.call_id)
    application = lock(Application, application.pk)
    award = lock(Award, award.pk)
    application.call, award.application = call, application
    return award


def _end(award: Award, step: Transition, reason: str, by: Any) -> Award:
    if step.needs_reason and not reason.strip():
        raise Invalid(Fault(_("Give the reason."), "reason"))
    application = award.application
    if application.status != ApplicationStatus.FUNDED:
        raise Conflict(_("No grant was awarded to this application."))
    award.status, award.ended_at, award.ended_by, award.reason = step.target, clock.now(), by, reason.strip()
    award.save(update_fields=["status", "ended_at", "ended_by", "reason"])
    record(step.verb, application, by=by, changes={"award": step.target, "amount": award.amount}, reason=award.reason)
    moved = APPLICATION.step("forgo", application.status)
    application.status, application.awarded = moved.target, None
    application.save(update_fields=["status", "awarded"])
    record(moved.verb, application, by=by, changes={"status": moved.target, "awarded": None}, reason=award.reason)
    # The NGO's own reason stays between it and the operator; the page of public money says what happened.
    ledger.annul_award(application=application, reason=str(_("The grant was not taken up.")), by=by)
    return award
