"""What a granted appeal against the outcome changes. Steps: the action that answers the appeal holds the call."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from foundation.audit.record import record
from foundation.core import presentation
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid
from grants.actions import ledger
from grants.actions.commission import awards
from grants.choices import ApplicationStatus, AwardOrigin
from grants.models import Appeal, Application, Award
from grants.rules import call_quotas
from grants.rules import settlements as rules
from grants.scoring.appeals import Moved, settle, told
from grants.workflow import APPLICATION


def raise_amount(*, appeal: Appeal, amount: Decimal, by: Any) -> dict[str, Any]:
    """The grant of the appellant itself grows, out of the money that is left and not kept for other appeals."""
    application = appeal.application
    before = application.awarded or Decimal(0)
    left = rules.free_money(application.call, but=appeal)
    if amount - before > left:
        values = {"more": presentation.tenge(amount - before), "left": presentation.tenge(left)}
        text = _("The grant would grow by %(more)s, but only %(left)s are left of the budget.")
        raise Invalid(Fault(text % values, "amount", "R39"))
    award = lock(Award, application.award.pk)
    award.amount = application.awarded = amount
    award.save(update_fields=["amount"])
    application.save(update_fields=["awarded"])
    record("grants.award.amended", application, by=by, changes={"amount": [before, amount]}, reason=appeal.reason)
    ledger.enter_call(call=application.call, by=by)
    ranked = next(one for one in rules.standings(application.call) if one.number == application.number)
    appeal.effect = told([Moved(application.number, None, None, ranked.total, ranked.total, before, amount)])
    return {"amount": [before, amount]}


def draw_line_anew(*, appeal: Appeal, by: Any) -> dict[str, Any]:
    """Ranks and the line after the corrected points. Grants that no open appeal could touch stay as they are."""
    call = appeal.application.call
    terms = rules.terms_of(call, appeal)
    moved = settle(rules.standings(call), terms.budget, terms.corrected, terms.pass_mark, call_quotas.in_force(call))
    appeal.effect = told(moved)
    rows = Application.objects.select_for_update().filter(call=call, number__in=[one.number for one in moved])
    applications = {one.number: one for one in rows.select_related("organisation").order_by("pk")}
    for one in moved:
        application = appeal.application if one.number == appeal.application.number else applications[one.number]
        application.call = call
        _move(application, one, appeal, by)
    ledger.enter_call(call=call, by=by)
    own = next(one for one in moved if one.number == appeal.application.number)
    return {"rank": [own.rank_before, own.rank_after], "awarded": [own.amount_before, own.amount_after]}


def _move(application: Application, moved: Moved, appeal: Appeal, by: Any) -> None:
    if moved.amount_after and not moved.amount_before:
        _change(application, "fund_on_appeal", moved.amount_after, appeal, by)
        awards.enter_offer(application=application, amount=moved.amount_after, origin=AwardOrigin.APPEAL, by=by)
    elif moved.amount_before and not moved.amount_after:
        award = lock(Award, application.award.pk)
        award.application = application
        awards.move_to_reserve(award=award, reason=_("The line moved after an appeal."), by=by)
        _change(application, "reserve_on_appeal", None, appeal, by)
    elif application.pk == appeal.application_id and application.status == ApplicationStatus.DECLINED:
        _change(application, "reserve_on_appeal", None, appeal, by)


def _change(application: Application, name: str, amount: Decimal | None, appeal: Appeal, by: Any) -> None:
    step = APPLICATION.step(name, application.status)
    before, application.status, application.awarded = application.status, step.target, amount
    application.save(update_fields=["status", "awarded"])
    changes = {"status": [before, step.target], "awarded": amount, "appeal": appeal.number}
    record(step.verb, application, by=by, changes=changes, reason=appeal.reason)
