"""Quotas: how many places, or how much of the money, go to a group at least or at most.

Rules, in words that the pages repeat:

1. Reserved first. For each «at least», in the declared order, the group's entries are taken from the top of the ranking until
   the figure is reached. What cannot be filled (too few reach the pass mark, the money ends, an «at most» forbids it) stays
   with everybody.
2. Then the rest goes down the ranking as always: it stops at the first rank that does not fit whole.
3. An «at most» passes over the entries of its group that would exceed it; from then on it passes over all lower ones of
   the group too, so that nobody is served before somebody higher of the same group. The others of the rank go on.
4. Equal ranks of a group are served together or not at all.

Where the plain line keeps every quota, everybody on it stays. Whole numbers only; money is hundredths of a tenge, a
share is a whole per cent of the budget.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from evaluation.scoring.line import Cut, Line, Place, cut
from evaluation.scoring.numbers import hundredths, text

AT_LEAST, AT_MOST = "at_least", "at_most"
AWARDS, PERCENT = "awards", "percent"
# Why an entry stands on the other side than the plain line would put it, or was passed over.
RESERVED, FREED, CAPPED, DISPLACED = "reserved", "freed", "capped", "displaced"
# Why an «at least» was not reached.
TOO_FEW, NO_ROOM, FORBIDDEN = "too_few", "no_room", "forbidden"

Groups = Mapping[int, Mapping[str, Iterable[str]]]


@dataclass(frozen=True, slots=True)
class Quota:
    """``of`` is what the group is told by (region, direction, …), ``values`` which of it belong to the group."""

    code: str
    bound: str
    unit: str
    figure: int
    of: str
    values: frozenset[str]

    def holds(self, groups: Mapping[str, Iterable[str]]) -> bool:
        """Whether an entry with these ``groups`` belongs to the group of the quota."""
        return not self.values.isdisjoint(groups.get(self.of, ()))

    def reached(self, awards: int, money: int, budget: int) -> bool:
        """Whether so many awards and so much money are the figure or more."""
        return awards >= self.figure if self.unit == AWARDS else money * 100 >= budget * self.figure

    def exceeded(self, awards: int, money: int, budget: int) -> bool:
        """Whether so many awards or so much money are more than the figure."""
        return awards > self.figure if self.unit == AWARDS else money * 100 > budget * self.figure


@dataclass(frozen=True, slots=True)
class Move:
    """What quotas did to an entry; ``quotas`` are their codes."""

    number: int
    code: str
    quotas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a quota: ``awards`` and ``money`` of its group; ``why`` an «at least» was not reached, else ''."""

    code: str
    awards: int
    money: int
    is_kept: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """``cut`` is the line with the quotas, ``plain`` who would stand above it without them."""

    cut: Cut
    plain: list[int]
    moves: list[Move]
    kept: list[Kept]

    def document(self) -> dict[str, Any]:
        """As it is published: numbers of entries, money as decimal texts."""
        return {
            "above": self.cut.above,
            "without_quotas": self.plain,
            "left": None if self.cut.left is None else text(self.cut.left),
            "moves": [{"number": one.number, "code": one.code, "quotas": list(one.quotas)} for one in self.moves],
            "quotas": [
                {
                    "code": one.code,
                    "awards": one.awards,
                    "amount": text(one.money),
                    "is_kept": one.is_kept,
                    "why": one.why,
                }
                for one in self.kept
            ],
        }


def read_quotas(rules: Iterable[Mapping[str, Any]]) -> list[Quota]:
    """Declared rules as quotas, in their order; KeyError or ValueError when they are none."""
    return [
        Quota(rule["code"], rule["bound"], rule["unit"], int(rule["figure"]), rule["of"], frozenset(rule["values"]))
        for rule in rules
    ]


def of_inputs(inputs: Mapping[str, Any], places: Iterable[Place]) -> Selection | None:
    """What the quotas of an inputs document make of its ranking; None where it declares none.

    An entry that asks for nothing cannot be served: nobody knows with what.
    """
    declared = inputs.get("quotas")
    if not declared:
        return None
    amounts = {one["number"]: hundredths(one["amount"]) for one in inputs["entries"] if one.get("amount")}
    served = [Place(one.number, one.rank, one.is_passing and amounts.get(one.number, 0) > 0) for one in places]
    line = Line(budget=hundredths(declared["budget"]), amounts=amounts)
    return select(served, line, read_quotas(declared["rules"]), _groups(inputs))


def cut_of(inputs: Mapping[str, Any], places: Iterable[Place], line: Line) -> Cut:
    """Where ``line`` cuts ``places`` by the quotas of an inputs document; a share of the money means nothing without money."""
    declared = inputs.get("quotas")
    if not declared:
        return cut(places, line)
    quotas = [one for one in read_quotas(declared["rules"]) if one.unit == AWARDS or line.budget is not None]
    return select(places, line, quotas, _groups(inputs)).cut


def _groups(inputs: Mapping[str, Any]) -> Groups:
    return {entry["number"]: entry.get("groups", {}) for entry in inputs["entries"]}


def select(
    places: Iterable[Place], line: Line, quotas: Iterable[Quota], groups: Groups, settled: Iterable[int] = ()
) -> Selection:
    """Where ``line`` cuts ``places`` when ``quotas`` are kept as far as they can be, whatever the order of places.

    ``settled`` have their place already, whatever their rank.
    """
    listed = list(places)
    walk = _Walk(listed, line, list(quotas), groups)
    walk.settle(list(settled))
    unmet = {quota.code: walk.reserve(quota) for quota in walk.quotas if quota.bound == AT_LEAST}
    found, plain = walk.fill(), cut(listed, line).above
    return Selection(
        found, plain, list(_moves(walk, found.above, plain)), [walk.kept(one, unmet) for one in walk.quotas]
    )


@dataclass
class _Walk:
    """One way down a ranking; ``taken`` maps who is served to the quota that reserved the place, '' without one."""

    places: list[Place]
    line: Line
    quotas: list[Quota]
    groups: Groups
    taken: dict[int, str] = field(default_factory=dict)
    passed_over: dict[int, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        standing = sorted((one for one in self.places if one.is_passing), key=lambda one: (one.rank, one.number))
        self.tiers = [[one.number for one in group] for _, group in groupby(standing, key=lambda one: one.rank)]
        self.members = {
            quota.code: {number for tier in self.tiers for number in tier if quota.holds(self.groups.get(number, {}))}
            for quota in self.quotas
        }
        self.left = self.line.budget
        self.counts = dict.fromkeys(self.members, 0)
        self.money = dict.fromkeys(self.members, 0)

    def settle(self, numbers: list[int]) -> None:
        """Who is served before anything is counted."""
        if numbers:
            self._take(numbers, "")

    def reserve(self, quota: Quota) -> str:
        """Take places for ``quota`` until it is reached; why it is not, or ''."""
        why, closed = TOO_FEW, set[str]()
        for tier in self.tiers:
            if quota.reached(*self._figures(quota)):
                return ""
            own = [number for number in tier if number in self.members[quota.code] and number not in self.taken]
            allowed = self._allowed(own, closed, {})
            if len(allowed) < len(own):
                why = FORBIDDEN
            if allowed and not self._take(allowed, quota.code):
                return NO_ROOM
        return "" if quota.reached(*self._figures(quota)) else why

    def fill(self) -> Cut:
        """The rest down the ranking."""
        closed, rest = set[str](), iter(self.tiers)
        for tier in rest:
            waiting = [number for number in tier if number not in self.taken]
            allowed = self._allowed(waiting, closed, self.passed_over)
            if allowed and not self._take(allowed, ""):
                below = [number for lower in rest for number in lower if number not in self.taken]
                return Cut(self._above(), self.left, allowed, self._wanted(allowed), self._fitting(below, closed))
        return Cut(self._above(), self.left, [], 0, [])

    def kept(self, quota: Quota, unmet: Mapping[str, str]) -> Kept:
        """What became of ``quota`` when all is done. A place that came later can still have reached it."""
        awards, money, budget = self._figures(quota)
        is_kept = quota.bound == AT_MOST or quota.reached(awards, money, budget)
        return Kept(quota.code, awards, money, is_kept, "" if is_kept else unmet[quota.code] or NO_ROOM)

    def _above(self) -> list[int]:
        return [number for tier in self.tiers for number in tier if number in self.taken]

    def _wanted(self, numbers: Iterable[int]) -> int:
        return sum((self.line.amounts or {}).get(number, 0) for number in numbers)

    def _figures(self, quota: Quota, more: Sequence[int] = ()) -> tuple[int, int, int]:
        """Awards and money of the group with ``more`` of its entries, and the budget."""
        code = quota.code
        return self.counts[code] + len(more), self.money[code] + self._wanted(more), self.line.budget or 0

    def _allowed(self, numbers: list[int], closed: set[str], noted: dict[int, list[str]]) -> list[int]:
        """``numbers`` without those that an «at most» passes over, who are ``noted`` with its code."""
        for quota in self.quotas:
            own = [number for number in numbers if number in self.members[quota.code]]
            if quota.bound != AT_MOST or not own:
                continue
            if quota.code in closed or quota.exceeded(*self._figures(quota, own)):
                closed.add(quota.code)
                numbers = [number for number in numbers if number not in self.members[quota.code]]
                for number in own:
                    noted.setdefault(number, []).append(quota.code)
        return numbers

    def _take(self, numbers: list[int], code: str) -> bool:
        wanted = self._wanted(numbers)
        most = self.line.places
        if (most is not None and len(self.taken) + len(numbers) > most) or (
            self.left is not None and wanted > self.left
        ):
            return False
        self.left = None if self.left is None else self.left - wanted
        self.taken |= dict.fromkeys(numbers, code)
        for name, members in self.members.items():
            own = [number for number in numbers if number in members]
            self.counts[name] += len(own)
            self.money[name] += self._wanted(own)
        return True

    def _fitting(self, below: list[int], closed: set[str]) -> list[int]:
        if self.left is None:
            return []
        barred = {number for code in closed for number in self.members[code]}
        amounts = self.line.amounts or {}
        return [number for number in below if number not in barred and 0 < amounts.get(number, 0) <= self.left]


def _moves(walk: _Walk, above: list[int], plain: list[int]) -> Iterator[Move]:
    """Every entry that a quota has moved or passed over, by number."""
    selected, before = set(above), set(plain)
    caps = tuple(sorted({code for codes in walk.passed_over.values() for code in codes}))
    newcomers = tuple(sorted({walk.taken[number] for number in selected - before} - {""}))
    for number in sorted(selected | before | set(walk.passed_over)):
        if number in selected - before:
            reserved = walk.taken[number]
            yield Move(number, RESERVED, (reserved,)) if reserved else Move(number, FREED, caps)
        elif number in walk.passed_over:
            yield Move(number, CAPPED, tuple(walk.passed_over[number]))
        elif number in before - selected:
            yield Move(number, DISPLACED, newcomers)
