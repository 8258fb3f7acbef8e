"""Awards of a call, and who is next on its reserve list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from foundation.core import clock
from grants.choices import ApplicationStatus, AwardStatus
from grants.models import Application, Award, Call, Meeting
from grants.models.decisions import results_by_number
from grants.scoring.budget_line import Balance, balance


@dataclass(frozen=True, slots=True)
class Offers:
    """Everything on the page of a call's awards. ``reserve`` is in the order in which grants are offered."""

    awards: Sequence[Award]
    reserve: Sequence[Application]
    money: Balance

    @property
    def waiting(self) -> list[Award]:
        return [award for award in self.awards if award.status == AwardStatus.OFFERED]

    @property
    def overdue(self) -> list[Award]:
        """Not answered, and the time for it is over."""
        now = clock.now()
        return [award for award in self.waiting if award.answer_until < now]


def offers(call: Call) -> Offers:
    """The awards of ``call`` by number, its reserve list and its money."""
    rows = Award.objects.filter(application__call=call).select_related("application__organisation", "accepted_by")
    money = balance(call.budget, [Application.objects.filter(call=call).money_bound()])
    return Offers(list(rows.order_by("application__number")), reserve_list(call), money)


def reserve_list(call: Call) -> list[Application]:
    """Applications on the reserve list, best rank first; equal ranks by number."""
    waiting = Application.objects.filter(call=call, status=ApplicationStatus.RESERVE).select_related("organisation")
    found = list(waiting.order_by("number"))
    meeting = Meeting.objects.filter(call=call).select_related("run").defer("run__inputs").first() if found else None
    if meeting is None:
        return found
    results = results_by_number(meeting.run)
    ranks = {number: result.rank or 0 for number, result in results.items()}
    return sorted(found, key=lambda one: (ranks.get(one.number, 0), one.number))


def next_on_reserve(call: Call) -> Application | None:
    """To whom the next grant is offered."""
    return next(iter(reserve_list(call)), None)


def award_of(application: Application) -> Award | None:
    """The grant that was offered to ``application``."""
    return Award.objects.filter(application=application).select_related("accepted_by").first()


def accepted(call: Call) -> QuerySet[Award]:
    """Awards of ``call`` that an agreement can be made of."""
    rows = Award.objects.filter(application__call=call, status=AwardStatus.ACCEPTED)
    return rows.select_related("application__organisation").order_by("application__number")
