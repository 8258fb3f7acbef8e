"""Who may do what with an agreement, and what keeps it from being approved or signed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core import presentation
from foundation.core.errors import Conflict, Fault, NotPermitted
from foundation.core.money import ZERO
from grants.choices import AgreementStatus, CallStatus, ReportStatus, Side
from grants.models import Agreement, AgreementSignature, Application, Call
from grants.rules import awards
from grants.scoring.balances import Position
from registry.choices import Role
from registry.rules import roles

GATE_RULE = "R44"
SUM_RULE = "R33"
MOST_MONTHS = 60
WRITERS = (Role.NGO_HEAD, Role.NGO_EDITOR)


@dataclass(frozen=True, slots=True)
class PlannedTranche:
    amount: Decimal
    due_on: dt.date
    condition: str = ""


@dataclass(frozen=True, slots=True)
class PlannedReport:
    """The last of the list is the final one."""

    ends_on: dt.date
    due_on: dt.date


@dataclass(frozen=True)
class Plan:
    """What an officer enters when an agreement is prepared."""

    starts_on: dt.date
    months: int
    tranches: Sequence[PlannedTranche] = field(default_factory=list)
    reports: Sequence[PlannedReport] = field(default_factory=list)
    gates_tranches: bool = True
    signs_reports: bool = False
    line_deviation: Decimal = Decimal(10)
    indicator_deviation: Decimal = Decimal(10)


def check_is_officer(user: Any, call: Call) -> None:
    """An officer of the body that runs the call; raises NotPermitted."""
    if not roles.has_role(user, Role.OFFICER, body=call.operator_id):
        raise NotPermitted(_("Only an officer of the body that runs the call can do this."))


def check_can_write_for_ngo(user: Any, agreement: Agreement) -> None:
    """Head or editor of the NGO; raises NotPermitted."""
    if not roles.has_role(user, WRITERS, organisation=agreement.application.organisation_id):
        raise NotPermitted(_("You can read this, but not change it. The head of the NGO can make you an editor."))


def check_can_start(user: Any, application: Application) -> None:
    """An officer, for an application that was funded in a call that is decided. Raises NotPermitted or Conflict."""
    check_is_officer(user, application.call)
    if application.call.status != CallStatus.DECIDED:
        raise Conflict(_("An agreement is made when the call is decided."))
    awards.check_can_contract(application)


def check_can_prepare(user: Any, agreement: Agreement) -> None:
    """An officer, while it is being prepared."""
    check_is_officer(user, agreement.application.call)
    if agreement.status != AgreementStatus.DRAFT:
        raise Conflict(_("The agreement is not being prepared now, so its terms cannot be changed."))


def check_can_approve(user: Any, agreement: Agreement) -> None:
    """An officer other than the one who prepared it; raises NotPermitted."""
    check_is_officer(user, agreement.application.call)
    if agreement.prepared_by_id == user.pk:
        raise NotPermitted(_("You have prepared this agreement: another officer approves it."))


def check_can_sign(user: Any, agreement: Agreement, side: str) -> None:
    """The NGO's head for the NGO, an officer for the body; raises NotPermitted."""
    if side == Side.BODY:
        check_is_officer(user, agreement.application.call)
    elif not roles.has_role(user, Role.NGO_HEAD, organisation=agreement.application.organisation_id):
        raise NotPermitted(_("Only the head of the NGO can sign this."))


def check_can_send_scan(user: Any, agreement: Agreement, side: str) -> None:
    """Head and editor send the paper of the NGO, an officer that of either side."""
    if roles.has_role(user, Role.OFFICER, body=agreement.application.call.operator_id):
        return
    if side == Side.BODY:
        check_is_officer(user, agreement.application.call)
    check_can_write_for_ngo(user, agreement)


def check_can_confirm_scan(user: Any, signature: AgreementSignature, agreement: Agreement) -> None:
    """An officer who did not send the scan; raises NotPermitted or Conflict."""
    check_is_officer(user, agreement.application.call)
    if signature.signed_by_id == user.pk:
        raise NotPermitted(_("You have sent this scan: another officer confirms it."))
    if signature.is_valid:
        raise Conflict(_("This signature counts already."))


def check_is_running(agreement: Agreement) -> None:
    """Only what is in force is reported on, paid and changed. Raises Conflict with the reason."""
    if agreement.is_running:
        return
    if agreement.status == AgreementStatus.TERMINATED:
        raise Conflict(
            _("The agreement was terminated, so this is not possible any more. Money is returned by its page.")
        )
    if agreement.status == AgreementStatus.COMPLETED:
        raise Conflict(_("The agreement is completed, so nothing is changed any more."))
    raise Conflict(_("The agreement is not in force yet: both sides sign it first."))


def check_can_end(user: Any, agreement: Agreement) -> None:
    """An officer, once no report waits for a decision. Raises NotPermitted or Conflict."""
    check_is_officer(user, agreement.application.call)
    waiting = agreement.reports.filter(status=ReportStatus.SUBMITTED).first()
    if waiting:
        raise Conflict(_("Report %(number)s waits for a decision: decide on it first.") % {"number": waiting.number})


def check_can_complete(user: Any, agreement: Agreement, position: Position) -> None:
    """An officer, when every report is accepted and all that was paid is accounted for or returned."""
    check_can_end(user, agreement)
    missing = next((one for one in agreement.reports.all() if not one.is_decided), None)
    if missing:
        raise Conflict(_("Report %(number)s is not accepted yet.") % {"number": missing.number})
    if position.advance != ZERO:
        text = _("%(sum)s were paid and are neither accounted for nor returned.")
        raise Conflict(text % {"sum": presentation.tenge(position.advance)})


def plan_faults(agreement: Agreement, plan: Plan) -> list[Fault]:
    """Everything that keeps the plan from being approved; ``field`` names the input of the form."""
    return [*_term_faults(agreement, plan), *_tranche_faults(agreement, plan), *_report_faults(plan)]


def _term_faults(agreement: Agreement, plan: Plan) -> Iterator[Fault]:
    if not 1 <= plan.months <= MOST_MONTHS:
        yield Fault(_("The term must be from 1 to %(most)s months") % {"most": MOST_MONTHS}, "months", "R15")
    if not 0 <= plan.line_deviation <= 100:
        yield Fault(_("Enter a share from 0 to 100 per cent."), "line_deviation")
    if not 0 <= plan.indicator_deviation <= 100:
        yield Fault(_("Enter a share from 0 to 100 per cent."), "indicator_deviation")


def _tranche_faults(agreement: Agreement, plan: Plan) -> Iterator[Fault]:
    total = sum((one.amount for one in plan.tranches), ZERO)
    if total != agreement.amount:
        text = _("The tranches come to %(sum)s, but the grant is %(amount)s: change one of them.")
        values = {"sum": presentation.tenge(total), "amount": presentation.tenge(agreement.amount)}
        yield Fault(text % values, "tranches", SUM_RULE)
    if any(one.amount <= 0 for one in plan.tranches):
        yield Fault(_("A tranche must be more than zero."), "tranches", SUM_RULE)
    days = [one.due_on for one in plan.tranches]
    if days != sorted(days) or (days and days[0] < plan.starts_on):
        yield Fault(_("Tranches follow each other, and none is before the first day."), "tranches")
    if plan.gates_tranches and len(plan.tranches) > max(1, len(plan.reports)):
        text = _("Each tranche after the first waits for a report, so there must be at least %(least)s reports.")
        yield Fault(text % {"least": len(plan.tranches)}, "reports", GATE_RULE)


def _report_faults(plan: Plan) -> Iterator[Fault]:
    if not plan.reports:
        yield Fault(_("There must be a final report."), "reports", "R45")
        return
    ends = [one.ends_on for one in plan.reports]
    if ends != sorted(set(ends)) or ends[0] < plan.starts_on:
        yield Fault(_("The periods of reports follow each other, from the first day on."), "reports", "R45")
    if any(one.due_on < one.ends_on for one in plan.reports):
        yield Fault(_("A report cannot be due before its period is over."), "reports", "R45")
