"""An assignment as a document: what it follows from and what follows. Solving it again must give the same list."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from evaluation.scoring.assignment import Case, Pair, Plan, Problem, Reader, Terms, solve

FORMAT = "civilportal-assignment-1"

Document = dict[str, Any]


def written(problem: Problem, plan: Plan, *, pairs: list[Pair] | None = None) -> Document:
    """The document. ``pairs``: the whole list, when the plan has only added to one that stays otherwise."""
    return {
        "format": FORMAT,
        "seed": problem.seed,
        "terms": asdict(problem.terms),
        "entries": [asdict(case) for case in problem.cases],
        "experts": [
            asdict(reader) | {"languages": sorted(reader.languages), "spheres": sorted(reader.spheres)}
            for reader in problem.readers
        ],
        "barred": sorted(map(list, problem.barred)),
        "kept": sorted(map(list, problem.kept)),
        "carried": sorted([number, load] for number, load in problem.carried.items()),
        "added": [list(pair) for pair in plan.pairs],
        "pairs": [list(pair) for pair in (plan.pairs if pairs is None else pairs)],
        "loads": sorted([number, load] for number, load in plan.loads.items()),
        "shortages": [asdict(shortage) for shortage in plan.shortages],
        "relaxations": [asdict(relaxation) for relaxation in plan.relaxations],
        "translated": [list(pair) for pair in plan.translated],
        "other_sphere": [list(pair) for pair in plan.other_sphere],
    }


def read_problem(document: Document) -> Problem:
    """What the assignment of ``document`` follows from."""
    return Problem(
        cases=[Case(**entry) for entry in document["entries"]],
        readers=[
            Reader(**expert | {"languages": frozenset(expert["languages"]), "spheres": frozenset(expert["spheres"])})
            for expert in document["experts"]
        ],
        terms=Terms(**document["terms"]),
        seed=document["seed"],
        barred=frozenset(pairs_of(document, "barred")),
        kept=frozenset(pairs_of(document, "kept")),
        carried=dict(document["carried"]),
    )


def pairs_of(document: Document, name: str = "pairs") -> list[Pair]:
    """A list of pairs of ``document`` as tuples (number of the entry, number of the expert)."""
    return [(case, reader) for case, reader in document[name]]


def is_confirmed(document: Document) -> bool:
    """Whether solving it again gives what stands in it."""
    return solve(read_problem(document)).pairs == pairs_of(document, "added")
