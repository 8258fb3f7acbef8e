"""The line after appeals: what is settled, what waits, and what is kept of the budget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from foundation.core.money import ZERO
from grants.choices import AppealStatus, ApplicationStatus, AwardStatus
from grants.models import Agreement, Appeal, Application, Award, Call, Meeting
from grants.models.decisions import places, results_by_number
from grants.scoring.appeals import Grant, Standing, reserved, waiting

RANKED = (
    ApplicationStatus.FUNDED,
    ApplicationStatus.RESERVE,
    ApplicationStatus.DECLINED,
    ApplicationStatus.FORGONE,
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the line is drawn with: the money that is not kept for other appeals, and the points found right so far."""

    budget: Decimal
    corrected: Mapping[str, Decimal]
    pass_mark: Decimal | None


def free_money(call: Call, *, but: Appeal | None = None) -> Decimal:
    """What is left of the budget beyond what is kept for open appeals (other than ``but``), tenge."""
    left = call.budget - Application.objects.filter(call=call).money_bound()
    return left - reserved(left, _claims(call, but))


def kept_for_appeals(call: Call) -> Decimal:
    """Part of what is left that open appeals may still take, tenge."""
    left = call.budget - Application.objects.filter(call=call).money_bound()
    return reserved(left, _claims(call, None))


def _claims(call: Call, but: Appeal | None) -> Decimal:
    rows = Appeal.objects.filter(application__call=call)
    return (rows if but is None else rows.exclude(pk=but.pk)).money_claimed()


def held(call: Call) -> list[str]:
    """Numbers of the applications whose agreements wait, because an open appeal may touch their money."""
    claims = _claims(call, None)
    if not claims:
        return []
    ranks, agreed = (
        places(call),
        set(Agreement.objects.filter(application__call=call).values_list("application", flat=True)),
    )
    rows = Award.objects.filter(application__call=call, status__in=(AwardStatus.OFFERED, AwardStatus.ACCEPTED))
    grants = [
        Grant(one.application.number, ranks.get(one.application.number), one.amount, one.application_id in agreed)
        for one in rows.select_related("application")
    ]
    bound = sum((grant.amount for grant in grants), ZERO)
    return waiting(grants, call.budget - bound, claims)


def standings(call: Call) -> list[Standing]:
    """Every ranked application as it stands. A grant that no open appeal may touch is settled."""
    meeting = Meeting.objects.select_related("run").defer("run__inputs").get(call=call)
    totals = {number: result.total for number, result in results_by_number(meeting.run).items()}
    open_to, corrected = set(held(call)), _corrected(call)
    rows = Application.objects.filter(call=call, status__in=RANKED).order_by("number")
    return [
        Standing(
            number=one.number,
            total=corrected.get(one.number, totals.get(one.number)),
            wanted=min(one.requested or ZERO, call.amount_max),
            awarded=one.awarded or ZERO,
            is_settled=bool(one.awarded) and one.number not in open_to,
            is_out=one.status == ApplicationStatus.FORGONE,
        )
        for one in rows
    ]


def terms_of(call: Call, appeal: Appeal) -> Terms:
    """The terms for the answer to ``appeal``, whose corrected points are set already."""
    others = Appeal.objects.filter(application__call=call).exclude(pk=appeal.pk).money_claimed()
    left = call.budget - Application.objects.filter(call=call).money_bound()
    points = {appeal.application.number: appeal.corrected_total} if appeal.corrected_total is not None else {}
    return Terms(call.budget - reserved(left, others), points, call.rubric.pass_mark)


def _corrected(call: Call) -> dict[str, Decimal]:
    """Points that earlier appeals have put right."""
    granted = Appeal.objects.filter(
        application__call=call,
        corrected_total__isnull=False,
        status__in=(AppealStatus.GRANTED, AppealStatus.PARTLY),
    )
    rows = granted.values_list("application__number", "corrected_total")
    return {number: total for number, total in rows if total is not None}
