"""Agreements: started from an award, prepared, approved by another officer, ended."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from evaluation.scoring.canonical import digest
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.content.items import Part
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from grants.actions import agreed, agreement_notices, agreement_text, amending, ledger
from grants.choices import AgreementStatus, AmendmentKind, ReportType, SectionName, Side
from grants.models import (
    Agreement,
    AgreementVersion,
    Amendment,
    AmendmentSection,
    Application,
    Call,
    ProjectReport,
    Tranche,
)
from grants.models.agreement_content import ADJUSTED, CONTENT_PARTS, typed_again
from grants.queries.terms import terms_on
from grants.queries.totals import position_of
from grants.rules import agreements as rules
from grants.scoring import schedule
from grants.scoring.agreed_budget import agreed_lines, totals
from grants.workflow import AGREEMENT
from registry.models import Region, Sphere


@transaction.atomic(durable=True)
def start(*, application: Application, by: Any) -> Agreement:
    """The agreement of a funded application: the one there is, else a new one. A double click makes one.

    When the sum awarded is less than the budget, the NGO adjusts budget and plan first. Raises NotPermitted or Conflict.
    """
    call = lock(Call, application.call_id)
    held = lock(Application, application.pk)
    held.call = call
    rules.check_can_start(by, held)
    found = Agreement.objects.filter(application=held).first()
    return found or _start(held, by)


def _start(application: Application, by: Any) -> Agreement:
    said = application.versions.order_by("-number").values_list("document", flat=True).first()
    if said is None:
        raise Conflict(_("Nothing was sent with this application, so there is nothing to agree on."))
    sections, amount = said["sections"], application.awarded or Decimal(0)
    content = {name: _kept(part, sections.get(name, {})) for name, part in CONTENT_PARTS.items()}
    project = sections.get(SectionName.PROJECT, {})
    fits = totals(agreed_lines(content["budget"].get("rows", []))).asked == amount
    agreement = Agreement.objects.create(
        application=application,
        number=f"{application.number}-A",
        status=AgreementStatus.DRAFT if fits else AgreementStatus.ADJUSTING,
        amount=amount,
        title=application.title or application.number,
        sphere=Sphere.objects.filter(pk=_whole(project.get("sphere"))).first(),
        region=Region.objects.filter(pk=str(project.get("region") or "")).first(),
        months=_whole(project.get("months")) or None,
        content=content,
        created_at=clock.now(),
        created_by=by,
    )
    _copy_terms(agreement)
    record("grants.agreement.started", agreement, by=by, changes={"amount": [None, amount]})
    if fits:
        agreed.sync(agreement)
    else:
        _ask_to_adjust(agreement, by)
    return agreement


def _kept(part: Part, said: Mapping[str, Any]) -> dict[str, Any]:
    """Of a canonical section what an agreement has too."""
    names = [item.name for item in part.items]
    return {name: said.get(name) for name in names} | {"rows": said.get("rows", [])}


def _copy_terms(agreement: Agreement) -> None:
    terms = terms_on(agreement.application.call.kind, clock.now().date())
    for name in ("gates_tranches", "line_deviation", "indicator_deviation"):
        setattr(agreement, name, getattr(terms, name))
    agreement.save(update_fields=["gates_tranches", "line_deviation", "indicator_deviation"])


def _ask_to_adjust(agreement: Agreement, by: Any) -> None:
    """The adjustment begins with what was asked for."""
    amendment = Amendment.objects.create(
        agreement=agreement,
        number=1,
        kind=AmendmentKind.ADJUSTMENT,
        side=Side.NGO,
        started_at=clock.now(),
        started_by=by,
    )
    AmendmentSection.objects.bulk_create(
        AmendmentSection(amendment=amendment, name=name, data=typed_again(agreement.content.get(name, {})))
        for name in ADJUSTED
    )
    link = amendment.get_absolute_url()
    agreement_notices.tell(agreement, agreement_notices.ADJUST, f"grants.adjust.{agreement.pk}", link=link)


def _whole(value: Any) -> int:
    return int(value) if str(value).isdecimal() and len(str(value)) < 5 else 0


@transaction.atomic(durable=True)
def prepare(*, agreement: Agreement, plan: rules.Plan, by: Any) -> Agreement:
    """Keep the terms, the tranches and the reports that an officer enters.

    Raises NotPermitted, Conflict, or Invalid with everything that does not add up.
    """
    agreement = locked(agreement)
    rules.check_can_prepare(by, agreement)
    found = rules.plan_faults(agreement, plan)
    if found:
        raise Invalid(*found)
    for name in ("starts_on", "months", "gates_tranches", "signs_reports", "line_deviation", "indicator_deviation"):
        setattr(agreement, name, getattr(plan, name))
    agreement.ends_on = schedule.after_months(plan.starts_on, plan.months)
    agreement.prepared_by, agreement.end_reason = by, ""
    agreement.approved_by = agreement.approved_at = None
    agreement.save()
    _replace_schedule(agreement, plan)
    changes = {"starts_on": plan.starts_on, "months": plan.months, "tranches": len(plan.tranches)}
    record("grants.agreement.prepared", agreement, by=by, changes=changes | {"reports": len(plan.reports)})
    return agreement


def _replace_schedule(agreement: Agreement, plan: rules.Plan) -> None:
    agreement.tranches.all().delete()
    agreement.reports.all().delete()
    Tranche.objects.bulk_create(
        Tranche(
            agreement=agreement, number=number, amount=one.amount, due_on=one.due_on, condition=one.condition.strip()
        )
        for number, one in enumerate(plan.tranches, 1)
    )
    begins, last = plan.starts_on, len(plan.reports)
    for number, one in enumerate(plan.reports, 1):
        ProjectReport.objects.create(
            agreement=agreement,
            number=number,
            kind=ReportType.FINAL if number == last else ReportType.INTERIM,
            starts_on=begins,
            ends_on=one.ends_on,
            due_on=one.due_on,
        )
        begins = one.ends_on + schedule.ONE_DAY


@transaction.atomic(durable=True)
def propose(*, agreement: Agreement, by: Any) -> Agreement:
    """Send it to another officer for approval. Raises NotPermitted, TransitionNotAllowed or Invalid."""
    agreement = locked(agreement)
    step = AGREEMENT.step("propose", agreement.status)
    rules.check_can_prepare(by, agreement)
    if agreement.starts_on is None or not agreement.tranches.exists():
        raise Invalid(Fault(_("Enter the terms, the tranches and the reports first."), "starts_on"))
    agreement.prepared_by = by
    return _move(agreement, step, by)


@transaction.atomic(durable=True)
def send_back(*, agreement: Agreement, reason: str, by: Any) -> Agreement:
    """The approver sends it back to be prepared again, saying why."""
    agreement = locked(agreement)
    step = AGREEMENT.step("send_back", agreement.status)
    rules.check_can_approve(by, agreement)
    agreement.end_reason = said(reason)
    return _move(agreement, step, by)


@transaction.atomic(durable=True)
def approve(*, agreement: Agreement, by: Any) -> Agreement:
    """Another officer approves: the text is made and waits for the signatures.

    Raises NotPermitted (also for the one who prepared it) or TransitionNotAllowed.
    """
    agreement = locked(agreement)
    step = AGREEMENT.step("approve", agreement.status)
    rules.check_can_approve(by, agreement)
    agreement.approved_by, agreement.approved_at, agreement.end_reason = by, clock.now(), ""
    version = freeze(agreement, by=by)
    _move(agreement, step, by, sha256=version.digest)
    key = f"grants.agreement.{version.pk}.sign"
    people = [*agreement_notices.writers_of(agreement), *agreement_notices.officers_of(agreement)]
    agreement_notices.tell(agreement, agreement_notices.TO_SIGN, key, people=people)
    return agreement


def freeze(agreement: Agreement, *, by: Any, amendment: Amendment | None = None) -> AgreementVersion:
    """Step: the next text of the agreement, with its SHA-256."""
    last = agreement.versions.order_by("-number").first()
    number = last.number + 1 if last else 1
    document = agreement_text.document(agreement, number, amendment)
    return AgreementVersion.objects.create(
        agreement=agreement,
        number=number,
        document=document,
        digest=digest(document),
        made_at=clock.now(),
        made_by=by,
    )


@transaction.atomic(durable=True)
def recall(*, agreement: Agreement, reason: str, by: Any) -> Agreement:
    """Take it back from signing, for instance because of a mistake: the text is void, and what was signed with it."""
    agreement = locked(agreement)
    step = AGREEMENT.step("recall", agreement.status)
    rules.check_is_officer(by, agreement.application.call)
    agreement.end_reason = said(reason)
    agreement.versions.filter(effective_at=None, void_at=None).update(void_at=clock.now())
    agreement.approved_by = agreement.approved_at = None
    return _move(agreement, step, by)


@transaction.atomic(durable=True)
def cancel(*, agreement: Agreement, reason: str, by: Any) -> Agreement:
    """No agreement comes about. Raises NotPermitted, TransitionNotAllowed or Invalid."""
    agreement = locked(agreement)
    step = AGREEMENT.step("cancel", agreement.status)
    rules.check_is_officer(by, agreement.application.call)
    return _end(agreement, step, said(reason), by)


@transaction.atomic(durable=True)
def terminate(*, agreement: Agreement, reason: str, by: Any) -> Agreement:
    """End an agreement before its time. What was paid and is not accounted for is owed by the NGO.

    Raises NotPermitted, TransitionNotAllowed, Conflict (a report waits for a decision) or Invalid.
    """
    agreement = locked(agreement)
    step = AGREEMENT.step("terminate", agreement.status)
    rules.check_can_end(by, agreement)
    agreement = _end(agreement, step, said(reason), by)
    owed = position_of(agreement).advance
    agreement_notices.tell(
        agreement,
        agreement_notices.TERMINATED,
        f"grants.agreement.{agreement.pk}.terminated",
        reason=agreement.end_reason,
        owed=f"{owed:.2f}",
    )
    ledger.enter_agreement(agreement=agreement, by=by)
    return agreement


@transaction.atomic(durable=True)
def complete(*, agreement: Agreement, by: Any) -> Agreement:
    """The project is over: every report is accepted, and the money is accounted for to the tiyn."""
    agreement = locked(agreement)
    step = AGREEMENT.step("complete", agreement.status)
    rules.check_can_complete(by, agreement, position_of(agreement))
    agreement = _end(agreement, step, "", by)
    ledger.enter_agreement(agreement=agreement, by=by)
    return agreement


def _end(agreement: Agreement, step: Any, reason: str, by: Any) -> Agreement:
    agreement.end_reason, agreement.ended_at = reason, clock.now()
    agreement.versions.filter(effective_at=None, void_at=None).update(void_at=clock.now())
    amending.give_up_open(agreement, by)
    return _move(agreement, step, by)


def _move(agreement: Agreement, step: Any, by: Any, **changes: Any) -> Agreement:
    before, agreement.status = agreement.status, step.target
    agreement.save()
    values = {"status": [before, step.target], **changes}
    record(step.verb, agreement, by=by, changes=values, reason=agreement.end_reason if step.needs_reason else "")
    return agreement


def said(reason: str) -> str:
    """The reason without spaces around it; raises Invalid when there is none."""
    if not reason.strip():
        raise Invalid(Fault(_("Give the reason."), "reason"))
    return reason.strip()


def locked(agreement: Agreement) -> Agreement:
    """The agreement, held until the end of the transaction, with its call and NGO. Whatever belongs to it comes after."""
    held = lock(Agreement, agreement.pk)
    held.application = Application.objects.select_related("call__operator", "organisation").get(pk=held.application_id)
    return held
