"""Acceptance acts: written and signed by the supplier, answered by the customer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from evaluation.scoring.canonical import digest
from foundation.accounts.esignature import SignatureRefused
from foundation.accounts.esignature.requests import Examined
from foundation.accounts.esignature.requests import accept as accept_signature
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid, refuse
from foundation.documents import actions as documents
from socialorder.actions.contracts import ledger, notices, text
from socialorder.actions.contracts.contracts import locked, said
from socialorder.actions.contracts.signing import check_certificate
from socialorder.choices import ActStatus, Side
from socialorder.models import Act, ActFact, ActFile, ActSpending, ActVersion, ContractStage
from socialorder.rules.contracts import acts as rules
from socialorder.workflow import ACT

PURPOSE = "socialorder.act"


@transaction.atomic(durable=True)
def begin(*, stage: ContractStage, by: Any) -> Act:
    """The act of a stage: the one there is, else a new one; after a refused one the next. A double click makes one."""
    contract = locked(stage.contract)
    held = lock(ContractStage, stage.pk)
    held.contract = contract
    rules.check_can_begin(by, held)
    found = held.acts.exclude(status=ActStatus.REFUSED).first()
    if found is not None:
        return found
    act = Act.objects.create(stage=held, number=held.acts.count() + 1, begun_at=clock.now(), begun_by=by)
    record("socialorder.act.begun", act, by=by, changes={"stage": held.number})
    return act


@transaction.atomic(durable=True)
def save(
    *,
    act: Act,
    values: Mapping[str, Any],
    facts: Mapping[int, tuple[Decimal, str]],
    spending: Mapping[int, Decimal],
    saves: int,
    by: Any,
) -> Act:
    """Keep what is typed: ``facts`` by number of the indicator, ``spending`` by number of the line; empty ones are left
    out. Raises NotPermitted, or Conflict when another page has saved meanwhile.
    """
    act = _locked(act)
    rules.check_can_edit(by, act)
    if act.saves != saves:
        raise Conflict(_("The act was changed on another page meanwhile. Look at it and save again."))
    act.done, act.people = str(values.get("done") or "").strip(), values.get("people")
    act.saves += 1
    act.save(update_fields=["done", "people", "saves"])
    act.facts.all().delete()
    act.spending.all().delete()
    indicators = {one.number: one for one in act.stage.contract.indicators.all()}
    lines = {one.number: one for one in act.stage.contract.lines.all()}
    ActFact.objects.bulk_create(
        ActFact(act=act, indicator=indicators[number], value=value, note=note.strip())
        for number, (value, note) in sorted(facts.items())
    )
    ActSpending.objects.bulk_create(
        ActSpending(act=act, line=lines[number], amount=amount) for number, amount in sorted(spending.items())
    )
    record("socialorder.act.saved", act, by=by, changes={"saves": act.saves})
    return act


@transaction.atomic(durable=True)
def add_file(*, act: Act, upload: File[Any], title: str, by: Any) -> ActFile:
    """Put evidence into the act. Raises FileRefused, Invalid (too many) or what ``check_can_edit`` raises."""
    act = _locked(act)
    rules.check_can_edit(by, act)
    if act.files.filter(removed_at=None).count() >= rules.FILES_MAX:
        message = _("There can be %(most)s files at most: take one out first") % {"most": rules.FILES_MAX}
        raise Invalid(Fault(message, "file"))
    document = documents.store(upload=upload, by=by)
    kept = ActFile.objects.create(
        act=act, document=document, title=title.strip() or document.name[:200], added_at=clock.now(), added_by=by
    )
    record("socialorder.act.file_added", act, by=by, changes={"sha256": document.sha256})
    return kept


@transaction.atomic(durable=True)
def remove_file(*, file: ActFile, by: Any) -> None:
    """Take evidence out: what was never sent is deleted, what a version names stays with it."""
    act = _locked(file.act)
    rules.check_can_edit(by, act)
    held = lock(ActFile, file.pk)
    document = held.document
    record("socialorder.act.file_removed", act, by=by, changes={"sha256": document.sha256})
    if act.versions.exists():
        held.removed_at = clock.now()
        held.save(update_fields=["removed_at"])
        return
    held.delete()
    documents.remove(document=document, by=by)


def subject_of(act: Act, number: int, side: str) -> str:
    """What a signature is for: this version of this act, this side."""
    return f"{act}/{number}/{side}"


def next_number(act: Act) -> int:
    """The number of the version that is handed in next."""
    return act.versions.count() + 1


def facts_to_hand_in(act: Act) -> dict[str, Any]:
    """What the supplier signs."""
    document = text.act_document(act, next_number(act))
    return {"side": Side.NGO.value, "sha256": digest(document), "document": document}


def facts_to_accept(version: ActVersion) -> dict[str, Any]:
    """What the customer signs: the same document."""
    return {"side": Side.BODY.value, "sha256": version.digest, "document": version.document}


@transaction.atomic(durable=True)
def hand_in(*, act: Act, examined: Examined, by: Any) -> ActVersion:
    """Sign the act and hand it in; late is allowed and told in public.

    Raises NotPermitted, Conflict, TransitionNotAllowed, SignatureRefused, or Invalid with everything that is missing.
    """
    act = _locked(act)
    step = ACT.step("hand_in", act.status)
    rules.check_can_hand_in(by, act)
    refuse(rules.act_faults(act))
    number = next_number(act)
    document = text.act_document(act, number)
    signature = _signature(act, number, Side.NGO, digest(document), examined, by)
    now = clock.now()
    version = ActVersion.objects.create(
        act=act,
        number=number,
        document=document,
        digest=digest(document),
        handed_at=now,
        handed_by=by,
        signature=signature,
    )
    act.first_handed_at, act.correct_until = act.first_handed_at or now, None
    _move(act, step, by, "", sha256=version.digest)
    notices.tell_of_act(act, notices.ACT_CAME, number, Side.BODY)
    return version


def _signature(act: Act, number: int, side: str, wanted: str, examined: Examined, by: Any) -> Any:
    if f'"{wanted}"' not in examined.request.document:
        raise SignatureRefused("altered")
    check_certificate(act.stage.contract, side, examined)
    return accept_signature(examined=examined, purpose=PURPOSE, subject=subject_of(act, number, side), by=by)


@transaction.atomic(durable=True)
def accept(*, act: Act, examined: Examined, by: Any) -> Act:
    """The customer accepts the stage by signing the same document. Raises NotPermitted, Conflict, TransitionNotAllowed or
    SignatureRefused.
    """
    act = _locked(act)
    step = ACT.step("accept", act.status)
    rules.check_can_answer(by, act)
    version = _handed(act)
    version.customer_signature = _signature(act, version.number, Side.BODY, version.digest, examined, by)
    _answer(version, step.target, "", by)
    act.decided_at, act.decided_by = clock.now(), by
    _move(act, step, by, "")
    ledger.enter(contract=act.stage.contract, by=by)
    _tell(act, version, "")
    return act


@transaction.atomic(durable=True)
def return_(*, act: Act, remarks: str, correct_until: dt.date, by: Any) -> Act:
    """Give it back to be corrected, with remarks and a last day."""
    act = _locked(act)
    step = ACT.step("return", act.status)
    rules.check_can_answer(by, act)
    remarks = said(remarks)
    refuse(rules.return_faults(correct_until, local_date(clock.now())))
    version = _handed(act)
    _answer(version, step.target, remarks, by)
    act.correct_until = correct_until
    _move(act, step, by, remarks)
    _tell(act, version, remarks)
    return act


@transaction.atomic(durable=True)
def refuse_act(*, act: Act, reason: str, by: Any) -> Act:
    """The work is not accepted. The supplier may do it again and write another act."""
    act = _locked(act)
    step = ACT.step("refuse", act.status)
    rules.check_can_answer(by, act)
    reason = said(reason)
    version = _handed(act)
    _answer(version, step.target, reason, by)
    act.decided_at, act.decided_by = clock.now(), by
    _move(act, step, by, reason)
    _tell(act, version, reason)
    return act


def _handed(act: Act) -> ActVersion:
    newest = act.versions.order_by("-number").first()
    if newest is None:
        raise Conflict(_("Nothing was handed in with this act."))
    return lock(ActVersion, newest.pk)


def _answer(version: ActVersion, outcome: str, remarks: str, by: Any) -> None:
    version.outcome, version.remarks = outcome, remarks
    version.answered_at, version.answered_by = clock.now(), by
    version.save()


def _move(act: Act, step: Any, by: Any, reason: str, **changes: Any) -> None:
    before, act.status = act.status, step.target
    act.save()
    record(step.verb, act, by=by, changes={"status": [before, step.target], **changes}, reason=reason)


def _tell(act: Act, version: ActVersion, reason: str) -> None:
    values = {"state": notices.state_of(act), "reason": reason}
    notices.tell_of_act(act, notices.ACT_ANSWERED, version.number, Side.NGO, **values)


def _locked(act: Act) -> Act:
    contract = locked(act.stage.contract)
    held = lock(Act, act.pk)
    held.stage.contract = contract
    return held
