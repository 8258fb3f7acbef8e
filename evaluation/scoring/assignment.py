"""Which experts score which entries: as many as wanted for each entry, nobody barred, loads even, wishes kept.

The question is a transport problem and is solved as an integer programme (HiGHS, in SciPy). What is wanted, by priority:

1. every entry gets ``per_entry`` experts; where it cannot, as many as can be (a shortage);
2. no translator is needed;
3. loads are even: each entry above the even share costs more than the one before;
4. the expert works in the entry's sphere;
5. what is still open is decided by SHA-256 of «seed:pair:entry:expert», so that nobody can choose it.

Never: a barred pair, a pair of a language that the expert does not read (unless translators are allowed), of the
applicant's own region or of another direction where the terms say so, or more entries than ``max_load``.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import maximum_flow

CONFLICT, DIRECTION, LANGUAGE, REGION, LOAD = "conflict", "direction", "language", "region", "load"
SHORT, TRANSLATOR, UNEVEN, OTHER_SPHERE = 10_000_000, 1_000_000, 10_000, 2_000
STEPS = 30

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Case:
    """An entry by its number; "" and None: not known, so nobody is kept away by it."""

    number: int
    language: str = ""
    region: str = ""
    sphere: int | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """An expert by the number of the seat. ``direction``: the sphere for which the expert was drawn."""

    number: int
    languages: frozenset[str] = frozenset()
    region: str = ""
    spheres: frozenset[int] = frozenset()
    direction: int | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What the round demands."""

    per_entry: int
    max_load: int | None = None
    bars_own_region: bool = False
    allows_translator: bool = False
    by_direction: bool = False


@dataclass(frozen=True)
class Problem:
    """Everything from which an assignment follows.

    ``kept``: pairs that stay, whatever the loads are; ``carried``: what the experts carry besides these cases.
    """

    cases: list[Case]
    readers: list[Reader]
    terms: Terms
    seed: str = ""
    barred: frozenset[Pair] = frozenset()
    kept: frozenset[Pair] = frozenset()
    carried: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shortage:
    """An entry that got too few experts, and how many experts each reason keeps away (the first that holds counts)."""

    case: int
    given: int
    wanted: int
    reasons: dict[str, int]


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One change of the terms and how many places would still be empty with it."""

    kind: str
    value: int | None
    still_short: int


@dataclass(frozen=True)
class Plan:
    """The outcome: pairs of entry and expert, in order."""

    pairs: list[Pair]
    loads: dict[int, int]
    shortages: list[Shortage] = field(default_factory=list)
    relaxations: list[Relaxation] = field(default_factory=list)
    translated: list[Pair] = field(default_factory=list)
    other_sphere: list[Pair] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        return not self.shortages


def solve(problem: Problem) -> Plan:
    """The best assignment; with reasons and the smallest relaxations where some entry gets too few experts."""
    allowed = _allowed(problem)
    pairs = sorted(_chosen(problem, allowed)) if allowed else []
    added = Counter(reader for _case, reader in pairs)
    loads = {reader.number: problem.carried.get(reader.number, 0) + added[reader.number] for reader in problem.readers}
    shortages = _shortages(problem, pairs)
    return Plan(
        pairs=pairs,
        loads=loads,
        shortages=shortages,
        relaxations=_relaxations(problem) if shortages else [],
        translated=[pair for pair in pairs if allowed[pair] >= TRANSLATOR],
        other_sphere=[pair for pair in pairs if allowed[pair] % TRANSLATOR >= OTHER_SPHERE],
    )


def hindrance(problem: Problem, case: Case, reader: Reader) -> str:
    """Why ``reader`` may not have ``case``, whatever the loads are; '' when nothing hinders."""
    terms = problem.terms
    if (case.number, reader.number) in problem.barred:
        return CONFLICT
    if terms.by_direction and case.sphere is not None and reader.direction not in (None, case.sphere):
        return DIRECTION
    if _needs_translator(case, reader) and not terms.allows_translator:
        return LANGUAGE
    if terms.bars_own_region and case.region and case.region == reader.region:
        return REGION
    return ""


def _needs_translator(case: Case, reader: Reader) -> bool:
    return bool(case.language) and case.language not in reader.languages


def _allowed(problem: Problem) -> dict[Pair, int]:
    """Every pair that may be, with what it costs."""
    prefix = hashlib.sha256(f"{problem.seed}:pair:".encode())
    costs = {}
    for case in problem.cases:
        for reader in problem.readers:
            pair = (case.number, reader.number)
            if pair not in problem.kept and hindrance(problem, case, reader):
                continue
            chance = prefix.copy()
            chance.update(f"{case.number}:{reader.number}".encode())
            cost = int.from_bytes(chance.digest()[:4], "big") % 100
            if case.sphere is not None and case.sphere not in reader.spheres:
                cost += OTHER_SPHERE
            costs[pair] = cost + TRANSLATOR * _needs_translator(case, reader)
    return costs


def _chosen(problem: Problem, allowed: Mapping[Pair, int]) -> Iterable[Pair]:
    """The pairs of the optimum. Columns: pairs, shortages of the entries, then the load of each expert in steps."""
    pairs, cases, readers = list(allowed), len(problem.cases), len(problem.readers)
    rows_of_cases = {case.number: row for row, case in enumerate(problem.cases)}
    rows_of_readers = {reader.number: cases + row for row, reader in enumerate(problem.readers)}
    entries: list[tuple[int, int, int]] = []
    for column, (case, reader) in enumerate(pairs):
        entries += [(rows_of_cases[case], column, 1), (rows_of_readers[reader], column, 1)]
    costs = list(allowed.values()) + [SHORT] * cases
    entries += [(row, len(pairs) + row, 1) for row in range(cases)]
    low = [1 if pair in problem.kept else 0 for pair in pairs] + [0] * cases
    high = [1] * len(pairs) + [problem.terms.per_entry] * cases
    for step_cost, widths in _steps(problem):
        for row, width in enumerate(widths):
            entries.append((cases + row, len(costs), -1))
            costs.append(step_cost)
            low.append(0)
            high.append(width)
    rows, columns, values = zip(*entries, strict=True)
    matrix = coo_array((values, (rows, columns)), shape=(cases + readers, len(costs))).tocsc()
    wanted = [max(problem.terms.per_entry, have) for have in _kept_of(problem)] + [0] * readers
    found = milp(
        costs,
        constraints=LinearConstraint(matrix, wanted, wanted),
        integrality=[1] * len(costs),
        bounds=Bounds(low, high),
        options={"mip_rel_gap": 0},
    )
    if found.x is None:
        raise ArithmeticError(found.message)
    return [pair for pair, value in zip(pairs, found.x, strict=False) if value > 0.5]


def _kept_of(problem: Problem) -> list[int]:
    held = Counter(case for case, _reader in problem.kept)
    return [held[case.number] for case in problem.cases]


def _steps(problem: Problem) -> Iterable[tuple[int, list[int]]]:
    """(cost of one entry, how many entries of each expert): free up to the even share, then dearer with each one."""
    carried = [problem.carried.get(reader.number, 0) for reader in problem.readers]
    places = len(problem.cases) * problem.terms.per_entry + sum(carried)
    share = places // max(1, len(problem.readers))
    caps = _caps(problem)
    yield 0, [max(0, min(share, cap) - has) for has, cap in zip(carried, caps, strict=True)]
    for level in range(share + 1, share + STEPS):
        yield UNEVEN * (level - share), [int(has < level <= cap) for has, cap in zip(carried, caps, strict=True)]
    last = share + STEPS - 1
    yield UNEVEN * STEPS, [max(0, cap - max(has, last)) for has, cap in zip(carried, caps, strict=True)]


def _caps(problem: Problem) -> list[int]:
    """How many entries each expert may have in all; what is kept is not taken away."""
    held = Counter(reader for _case, reader in problem.kept)
    caps = []
    for reader in problem.readers:
        has = problem.carried.get(reader.number, 0)
        limit = has + len(problem.cases) if problem.terms.max_load is None else problem.terms.max_load
        caps.append(max(limit, has + held[reader.number]))
    return caps


def _shortages(problem: Problem, pairs: list[Pair]) -> list[Shortage]:
    given = Counter(case for case, _reader in pairs)
    has = set(pairs)
    short = [case for case in problem.cases if given[case.number] < problem.terms.per_entry]
    found = []
    for case in short:
        reasons = Counter(
            hindrance(problem, case, reader) or LOAD
            for reader in problem.readers
            if (case.number, reader.number) not in has
        )
        found.append(Shortage(case.number, given[case.number], problem.terms.per_entry, dict(sorted(reasons.items()))))
    return found


def _relaxations(problem: Problem) -> list[Relaxation]:
    """Single changes that help, the one that leaves the fewest places empty first; none helps: an empty list."""
    before = _still_short(problem)
    found = [
        Relaxation(kind, value, _still_short(replace(problem, terms=terms))) for kind, value, terms in _relaxed(problem)
    ]
    return sorted((item for item in found if item.still_short < before), key=lambda item: item.still_short)


def _relaxed(problem: Problem) -> Iterable[tuple[str, int | None, Terms]]:
    terms = problem.terms
    if terms.max_load is not None:
        load = _smallest_load(problem)
        yield "load", load, replace(terms, max_load=load)
    if not terms.allows_translator:
        yield "translator", None, replace(terms, allows_translator=True)
    if terms.bars_own_region:
        yield "region", None, replace(terms, bars_own_region=False)
    if terms.by_direction:
        yield "direction", None, replace(terms, by_direction=False)
    if terms.per_entry > 1:
        yield "per_entry", terms.per_entry - 1, replace(terms, per_entry=terms.per_entry - 1)


def _smallest_load(problem: Problem) -> int:
    """The smallest limit of entries for an expert that leaves no more places empty than no limit would."""
    best = _still_short(replace(problem, terms=replace(problem.terms, max_load=None)))
    low, high = problem.terms.max_load or 0, len(problem.cases) + max(problem.carried.values(), default=0)
    while low < high:
        middle = (low + high) // 2
        if _still_short(replace(problem, terms=replace(problem.terms, max_load=middle))) <= best:
            high = middle
        else:
            low = middle + 1
    return low


def _still_short(problem: Problem) -> int:
    """How many places stay empty at best: what a greatest flow from entries to experts leaves."""
    held, had = Counter(case for case, _ in problem.kept), Counter(reader for _, reader in problem.kept)
    cases, readers, per_entry = problem.cases, problem.readers, problem.terms.per_entry
    end = len(cases) + len(readers) + 1
    edges: list[Any] = [(0, 1 + row, max(0, per_entry - held[case.number])) for row, case in enumerate(cases)]
    for column, (reader, cap) in enumerate(zip(readers, _caps(problem), strict=True)):
        free = cap - problem.carried.get(reader.number, 0) - had[reader.number]
        edges.append((1 + len(cases) + column, end, free))
        edges += [
            (1 + row, 1 + len(cases) + column, 1)
            for row, case in enumerate(cases)
            if (case.number, reader.number) not in problem.kept and not hindrance(problem, case, reader)
        ]
    rows, columns, values = zip(*edges, strict=True)
    graph = csr_array((values, (rows, columns)), shape=(end + 1, end + 1), dtype="int32")
    wanted = sum(max(0, per_entry - held[case.number]) for case in cases)
    return wanted - int(maximum_flow(graph, 0, end).flow_value)
