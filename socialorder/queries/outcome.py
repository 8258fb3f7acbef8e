"""What the price and the experts' marks come to, lot by lot: the arithmetic that the decision stands on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from evaluation.models import Result, Run
from evaluation.queries.rankings import latest_run
from socialorder.choices import BidStatus, LotFailure, LotStatus
from socialorder.choices.bids import DECIDED, IN_CONTEST
from socialorder.models import Bid, Flag, Lot, Tender
from socialorder.scoring.prices import HUNDRED, price_points, technical_points


@dataclass(frozen=True)
class Standing:
    """One admitted bid: its points, and whether the experts found it good enough. ``total`` is None while one is missing."""

    bid: Bid
    price: Decimal
    technical: Decimal | None
    is_passing: bool

    @property
    def total(self) -> Decimal | None:
        return None if self.technical is None else self.price + self.technical


@dataclass(frozen=True)
class Choice:
    """Who is to win a lot and who stays in reserve; nobody, when there is no winner. ``reason`` is published."""

    number: int
    winner: Bid | None
    reserve: Bid | None
    reason: str = ""

    def differs(self, other: Choice) -> bool:
        return (self.winner, self.reserve) != (other.winner, other.reserve)


@dataclass(frozen=True)
class LotOutcome:
    """Bids of a lot in their order: points, then the lower price, then who sealed first."""

    lot: Lot
    run: Run | None
    standings: list[Standing]
    waiting: int  # bids that nobody has admitted or refused yet
    came: int = 0  # bids that were opened
    flags: int = 0  # flags that nobody has judged yet

    @property
    def is_ready(self) -> bool:
        return not self.waiting and not self.flags and all(one.total is not None for one in self.standings)

    @property
    def chosen(self) -> list[Standing]:
        """Those that may win, the best first."""
        return [one for one in self.standings if one.is_passing]

    @property
    def is_sole(self) -> bool:
        """One bid alone fits: a contract may be offered to it, with a reason of its own."""
        return len(self.chosen) == 1

    @property
    def by_points(self) -> Choice:
        """What the arithmetic says."""
        first, second = [*(one.bid for one in self.chosen), None, None][:2]
        return Choice(self.lot.number, first, second)

    @property
    def failure(self) -> str:
        """Why nobody can win; '' when somebody can."""
        if self.chosen:
            return ""
        if self.standings:
            return LotFailure.NONE_PASSING
        return LotFailure.NONE_ADMITTED if self.came else LotFailure.NO_BIDS


def outcomes(tender: Tender) -> list[LotOutcome]:
    """Every lot of an opened tender that is not decided."""
    lots = Lot.objects.with_topic().filter(tender=tender, status=LotStatus.PLACING)
    return [_outcome(tender, lot) for lot in lots.select_related("round__rubric")]


def _outcome(tender: Tender, lot: Lot) -> LotOutcome:
    bids = list(Bid.objects.filter(lot=lot).select_related("organisation", "lot__tender").order_by("sealed_at", "pk"))
    admitted = [bid for bid in bids if bid.status in (BidStatus.ADMITTED, *DECIDED)]
    run = latest_run(lot.round) if lot.round else None
    results = {one.entry.reference: one for one in run.results.select_related("entry")} if run else {}
    lowest = min((bid.price for bid in admitted if bid.price), default=None)
    standings = [_standing(tender, lot, bid, lowest, results.get(str(bid.pk))) for bid in admitted if lowest]
    standings.sort(key=lambda one: (-(one.total or 0), one.bid.price or 0))
    waiting = sum(bid.status == BidStatus.OPENED for bid in bids)
    came = sum(bid.status in (*IN_CONTEST, BidStatus.REFUSED) for bid in bids)
    flags = Flag.objects.filter(bid__lot=lot, bid__status__in=IN_CONTEST, decided_at=None).count()
    return LotOutcome(lot, run, standings, waiting, came, flags)


def _standing(tender: Tender, lot: Lot, bid: Bid, lowest: Decimal, result: Result | None) -> Standing:
    most = Decimal(tender.price_points)
    points = price_points(bid.price or lowest, lowest, most)
    if tender.rubric_id is None:
        return Standing(bid, points, Decimal(0), is_passing=True)
    if result is None or result.total is None or lot.round is None:
        return Standing(bid, points, None, is_passing=False)
    technical = technical_points(result.total, lot.round.rubric.maximum_total, HUNDRED - most)
    return Standing(bid, points, technical, is_passing=result.is_passing is not False)
