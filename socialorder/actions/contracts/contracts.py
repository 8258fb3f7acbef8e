"""Contracts: drawn up from a won bid, approved by a second officer, offered for signature."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from evaluation.scoring.canonical import digest
from foundation.audit.record import record
from foundation.core import clock, presentation
from foundation.core.calendar import after_months, local_date
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid, refuse
from foundation.core.workflow import Transition
from foundation.notifications.wording import in_each
from socialorder.actions.contracts import notices, text
from socialorder.choices import Side
from socialorder.models import (
    Bid,
    Contract,
    ContractAmendment,
    ContractIndicator,
    ContractLine,
    ContractStage,
    ContractVersion,
    Lot,
    Tender,
)
from socialorder.rules.contracts import contracts as rules
from socialorder.rules.offices import check_serves
from socialorder.rules.standstill import check_nothing_bars
from socialorder.workflow import CONTRACT


@transaction.atomic(durable=True)
def draw_up(*, bid: Bid, by: Any) -> Contract:
    """The contract of a won bid: the one there is, else a new one with the indicators of its topic. A double click makes
    one.

    Raises NotPermitted or Conflict (not won, not decided, barred).
    """
    tender = lock(Tender, bid.lot.tender_id)
    lot, held = lock(Lot, bid.lot_id), lock(Bid, bid.pk)
    held.lot, lot.tender = lot, tender
    rules.check_can_draw_up(by, held)
    found = Contract.objects.filter(bid=held).first()
    if found is not None:
        return found
    check_nothing_bars(lot)
    again = Contract.objects.filter(lot=lot).count()
    contract = Contract.objects.create(
        bid=held,
        lot=lot,
        number=f"{tender.slug}/{lot.number}" + (f"/{again + 1}" if again else ""),
        amount=held.price,  # type: ignore[misc]  # an opened bid has it (constraint)
        created_at=clock.now(),
        created_by=by,
    )
    ContractIndicator.objects.bulk_create(
        ContractIndicator(
            contract=contract,
            number=number,
            name_kk=one.name_kk,
            name_ru=one.name_ru,
            unit=one.unit,
            baseline=one.baseline,
            target=one.target,
        )
        for number, one in enumerate(lot.topic.indicators.order_by("position"), 1)
    )
    record("socialorder.contract.drawn_up", contract, by=by, changes={"amount": [None, contract.amount]})
    return contract


@transaction.atomic(durable=True)
def prepare(*, contract: Contract, plan: rules.Plan, by: Any) -> Contract:
    """Keep term, stages and budget. Raises NotPermitted, Conflict, or Invalid with everything that does not add up."""
    contract = locked(contract)
    rules.check_can_prepare(by, contract)
    refuse(rules.plan_faults(contract, plan, local_date(clock.now())))
    contract.starts_on, contract.months, contract.sign_until = plan.starts_on, plan.months, plan.sign_until
    contract.ends_on = after_months(plan.starts_on, plan.months)
    contract.prepared_by, contract.end_reason = by, ""
    contract.approved_by = contract.approved_at = None
    contract.save()
    contract.stages.all().delete()
    contract.lines.all().delete()
    ContractStage.objects.bulk_create(
        ContractStage(contract=contract, number=number, title=one.title.strip(), due_on=one.due_on, amount=one.amount)
        for number, one in enumerate(plan.stages, 1)
    )
    ContractLine.objects.bulk_create(
        ContractLine(contract=contract, number=number, name=one.name.strip(), amount=one.amount)
        for number, one in enumerate(plan.lines, 1)
    )
    changes = {"starts_on": plan.starts_on, "months": plan.months, "stages": len(plan.stages)}
    record("socialorder.contract.prepared", contract, by=by, changes=changes)
    return contract


@transaction.atomic(durable=True)
def propose(*, contract: Contract, by: Any) -> Contract:
    """Give it to a second officer. Raises NotPermitted, TransitionNotAllowed or Invalid."""
    contract = locked(contract)
    step = CONTRACT.step("propose", contract.status)
    rules.check_can_prepare(by, contract)
    if contract.starts_on is None or not contract.stages.exists():
        raise Invalid(Fault(_("Enter the term, the stages and the budget first.")))
    contract.prepared_by = by
    contract = move(contract, step, by)
    others = [one for one in notices.people_of(contract, Side.BODY) if one.pk != by.pk]
    notices.tell(contract, notices.TO_APPROVE, f"{contract.pk}.approve.{clock.now():%s}", others)
    return contract


@transaction.atomic(durable=True)
def send_back(*, contract: Contract, reason: str, by: Any) -> Contract:
    """The second officer sends it back, saying why."""
    contract = locked(contract)
    step = CONTRACT.step("send_back", contract.status)
    rules.check_can_approve(by, contract)
    contract.end_reason = said(reason)
    return move(contract, step, by)


@transaction.atomic(durable=True)
def offer(*, contract: Contract, by: Any) -> Contract:
    """The second officer approves: the text is made and waits for both signatures.

    Raises NotPermitted (also for the one who drew it up), TransitionNotAllowed, Conflict (barred) or Invalid.
    """
    contract = locked(contract)
    step = CONTRACT.step("offer", contract.status)
    rules.check_can_approve(by, contract)
    check_nothing_bars(contract.lot)
    last_day = contract.sign_until
    if last_day is None or last_day < local_date(clock.now()):
        raise Invalid(Fault(_("The last day for signing is over already. Send it back to be corrected.")))
    contract.approved_by, contract.approved_at, contract.end_reason = by, clock.now(), ""
    version = freeze(contract, by=by)
    contract = move(contract, step, by, sha256=version.digest)
    until = in_each(lambda: presentation.day(last_day))
    notices.tell(contract, notices.TO_SIGN, f"sign.{version.pk}", notices.everybody(contract), until=until)
    return contract


@transaction.atomic(durable=True)
def recall(*, contract: Contract, reason: str, by: Any) -> Contract:
    """Call it back from signing, for instance because of a mistake: the text is void, and what was signed with it."""
    contract = locked(contract)
    step = CONTRACT.step("recall", contract.status)
    check_serves(by, contract.body)
    contract.end_reason = said(reason)
    void_open(contract)
    contract.approved_by = contract.approved_at = None
    return move(contract, step, by)


def freeze(
    contract: Contract, *, by: Any, amendment: ContractAmendment | None = None, terms: Any = None
) -> ContractVersion:
    """Step: the next text of the contract, with its SHA-256."""
    last = contract.versions.order_by("-number").first()
    number = last.number + 1 if last else 1
    document = text.document(contract, number, amendment, terms)
    return ContractVersion.objects.create(
        contract=contract,
        number=number,
        document=document,
        digest=digest(document),
        made_at=clock.now(),
        made_by=by,
    )


def void_open(contract: Contract) -> None:
    """Step: a text that waits for signatures counts no more."""
    contract.versions.filter(effective_at=None, void_at=None).update(void_at=clock.now())


def move(contract: Contract, step: Transition, by: Any, **changes: Any) -> Contract:
    """Step: take the transition, with its line in the audit."""
    before, contract.status = contract.status, step.target
    contract.save()
    values = {"status": [before, step.target], **changes}
    record(step.verb, contract, by=by, changes=values, reason=contract.end_reason if step.needs_reason else "")
    return contract


def said(reason: str) -> str:
    """The reason without spaces around it; raises Invalid when there is none."""
    if not reason.strip():
        raise Invalid(Fault(_("Give the reason."), "reason"))
    return reason.strip()


def locked(contract: Contract) -> Contract:
    """Step: the contract, held with its tender until the end of the transaction. Whatever belongs to it comes after."""
    lock(Tender, Lot.objects.values_list("tender", flat=True).get(pk=contract.lot_id))
    held = lock(Contract, contract.pk)
    return Contract.objects.with_parties().get(pk=held.pk)
