"""Awards of a call, and who is next on its reserve list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from foundation.core import clock
from foundation.core.money import ZERO
from grants.choices import ApplicationStatus, AwardOrigin, AwardStatus, SectionName
from grants.models import Application, Award, Call, Section
from grants.models.decisions import places
from grants.scoring.budget_line import Balance, balance
from grants.scoring.premiums import free_share


@dataclass(frozen=True, slots=True)
class Offer:
    """To whom of the reserve list a grant is offered, and how much, tenge."""

    application: Application
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Offers:
    """Everything on the page of a call's awards. ``reserve`` is in the order in which grants are offered; ``next`` is None
    where nobody on it may be offered anything.
    """

    awards: Sequence[Award]
    reserve: Sequence[Application]
    money: Balance
    next: Offer | None

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
    reserve = reserve_list(call)
    return Offers(list(rows.order_by("application__number")), reserve, money, _next_of(call, reserve))


def reserve_list(call: Call) -> list[Application]:
    """Applications on the reserve list, best rank first; equal ranks by number."""
    waiting = Application.objects.filter(call=call, status=ApplicationStatus.RESERVE).select_related("organisation")
    found = list(waiting.order_by("number"))
    ranks = places(call) if found else {}
    return sorted(found, key=lambda one: (ranks.get(one.number) or 0, one.number))


def next_offer(call: Call) -> Offer | None:
    """To whom the next grant is offered, and how much."""
    return _next_of(call, reserve_list(call))


def _next_of(call: Call, reserve: Sequence[Application]) -> Offer | None:
    """The first of the list. A shared premium is offered to the first in whose nomination a share is free, and only that."""
    if not call.is_shared:
        return next((Offer(one, min(one.requested or call.amount_max, call.amount_max)) for one in reserve), None)
    shares = _free_shares(call, reserve)
    return next((Offer(one, shares[one.pk]) for one in reserve if shares[one.pk] > ZERO), None)


def _free_shares(call: Call, reserve: Sequence[Application]) -> dict[int, Decimal]:
    """Free share of the nomination of each of ``reserve``, by key."""
    sections = Section.objects.filter(application__call=call, name=SectionName.NOMINATION)
    nomination = {one.application_id: str(one.data.get("sphere", "")) for one in sections}
    parts: dict[str, int] = defaultdict(int)
    held: dict[str, list[Decimal]] = defaultdict(list)
    awards = Award.objects.filter(application__call=call).select_related("application")
    for award in awards.order_by("application__number"):
        name = nomination.get(award.application_id, "")
        parts[name] += award.origin == AwardOrigin.DECISION or award.offers > 1
        if award.application.status == ApplicationStatus.FUNDED:
            held[name].append(award.amount)
    return {
        one.pk: free_share(call.amount_max, max(parts[name], 1), held[name])
        for one in reserve
        for name in [nomination.get(one.pk, "")]
    }


def award_of(application: Application) -> Award | None:
    """The grant that was offered to ``application``."""
    return Award.objects.filter(application=application).select_related("accepted_by").first()


def accepted(call: Call) -> QuerySet[Award]:
    """Awards of ``call`` that an agreement can be made of."""
    rows = Award.objects.filter(application__call=call, status=AwardStatus.ACCEPTED)
    return rows.select_related("application__organisation").order_by("application__number")
