"""Invented applications: readable texts put together by rule from pieces written by hand. Pure and repeatable.

A project's ``sections`` are what a person would type (``grants.models.content``): texts under the names of fields.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from civilportal.demo.data import read

LANGUAGES = ("ru", "kk")
MONTHS = (4, 5, 6)
# Endings that take the genitive plural in Russian, so that every sentence reads well.
PEOPLE = tuple(number for number in range(28, 96) if number % 10 in (0, 5, 6, 7, 8, 9))
ACCOUNTANT = {"ru": ("Бухгалтер", "месяцев"), "kk": ("Есепші", "ай")}
ACCOUNTANT_COST = 12_000
REST = {"ru": ("Печать, связь и проезд по расчёту", "комплект"), "kk": ("Есеп бойынша басу, байланыс, жол", "жинақ")}
# The indicator of the catalogue that every application of the demo counts besides its own.
CATALOGUE = "PEOPLE-ALL"
WORKLOADS = ("60", "50", "30")
LEADERS = {"ru": ("руководитель проекта", "координатор"), "kk": ("жоба жетекшісі", "үйлестіруші")}
EXPERIENCE = {
    "ru": "{years} лет работы по теме, вёл {projects} похожих проекта в области.",
    "kk": "Осы салада {years} жыл жұмыс істеген, облыста {projects} ұқсас жоба жүргізген.",
}
CHARTER = {
    "ru": "Пункт 2.{clause} устава: организация ведёт работу по этому направлению.",
    "kk": "Жарғының 2.{clause} тармағы: ұйым осы бағытта жұмыс жүргізеді.",
}


@dataclass(frozen=True)
class Idea:
    """A theme in one of its two wordings and one language."""

    language: str
    theme: Mapping[str, Any]
    wording: int


@dataclass(frozen=True)
class Fault:
    """What the formal check will find: one of the eight items, and the officer's words."""

    item: str
    reason: str


@dataclass(frozen=True)
class Project:
    """One application as it is typed, with what the formal check and the experts will say of it."""

    language: str
    title: str
    sections: dict[str, dict[str, Any]]
    fault: Fault | None
    words: dict[str, Any]


def ideas() -> list[Idea]:
    """Every theme in both wordings and languages, the languages in turn: 60 with different titles."""
    by_language = {language: read(f"projects_{language}.toml")["themes"] for language in LANGUAGES}
    return [
        Idea(language, theme, wording)
        for wording in (0, 1)
        for pair in zip(*(by_language[language] for language in LANGUAGES), strict=True)
        for language, theme in zip(LANGUAGES, pair, strict=True)
    ]


def faults(language: str) -> Sequence[Mapping[str, Any]]:
    """What can be wrong with an application in ``language``: item, changed texts and the officer's reason."""
    return read("reasons.toml")["faults"][language]


def write(
    idea: Idea, *, region: str, amount: Decimal, names: Iterable[str], seed: int, fault: Mapping[str, Any] | None = None
) -> Project:
    """The application of one NGO of ``region`` (a KATO code) that asks for ``amount`` tenge in all."""
    chance = random.Random(seed)  # noqa: S311 - invented data, not a secret
    words = _words_of(chance, idea.language, region)
    changes = dict(fault["changes"]) if fault else {}
    sections = {
        "project": _project(idea, words, region) | {k: v for k, v in changes.items() if k in PROJECT_FIELDS},
        "target_group": _target_group(idea, words),
        "work_plan": _work_plan(idea, words, changes),
        "indicators": _indicators(idea, words, changes),
        "budget": _budget(idea, words, amount, changes),
        "team": _team(idea, words, names, chance),
        "risks": _risks(idea, seed),
    }
    told = Fault(fault["item"], fault["reason"].format(months=words["months"])) if fault else None
    words |= _words_for_reasons(sections)
    return Project(idea.language, sections["project"]["title"], sections, told, words)


PROJECT_FIELDS = ("title", "goal", "problem", "tasks", "territory", "result")


def _words_of(chance: random.Random, language: str, region: str) -> dict[str, Any]:
    kk, ru = chance.choice(read("places.toml")[region])
    place = (
        {"in": f"в городе {ru}", "of": f"города {ru}", "in_capital": f"В городе {ru}", "town": f"город {ru}"}
        if language == "ru"
        else {"in": f"{kk} қаласында", "of": f"{kk} қаласының", "town": f"{kk} қаласы"}
    )
    return place | {
        "people": chance.choice(PEOPLE),
        "months": chance.choice(MONTHS),
        "clause": chance.randint(1, 9),
        "years": chance.randint(5, 14),
        "projects": chance.randint(2, 4),
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _said(pieces: Mapping[str, Any], name: str, words: Mapping[str, Any], wording: int | None = None) -> str:
    piece = pieces[name] if wording is None else pieces[f"{name}s"][wording]
    return _capital(str(piece).format(**words))


def _project(idea: Idea, words: Mapping[str, Any], region: str) -> dict[str, Any]:
    theme = idea.theme
    return {
        "language": idea.language,
        "title": _said(theme, "title", words, idea.wording),
        "sphere": str(theme["sphere"]),
        "problem": _said(theme, "problem", words, idea.wording),
        "charter": CHARTER[idea.language].format(**words),
        "justification": _parts(idea)["justification"],
        "sdgs": str(theme["goal_number"]),
        "goal": _said(theme, "goal", words, idea.wording),
        "tasks": "\n".join(theme["tasks"]),
        "region": region,
        "territory": words["town"],
        "months": str(words["months"]),
        "result": _said(theme, "result", words),
        "sustainability": _said(theme, "remains", words),
    }


def _target_group(idea: Idea, words: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "description": idea.theme["group"],
        "people": str(words["people"]),
        "vulnerable": str(words["people"] // 3),
        "reach": idea.theme["reach"],
    }


def _work_plan(idea: Idea, words: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Four steps that follow each other with a month of overlap, within the term."""
    months, steps = words["months"], idea.theme["steps"]
    rows = []
    for number, (activity, outcome) in enumerate(steps):
        first = 1 + number * (months - 1) // len(steps)
        last = max(first, (number + 1) * months // len(steps))
        row = {"activity": activity, "first_month": str(first), "last_month": str(last), "place": words["town"]}
        rows.append(row | {"outcome": outcome})
    if "last_step" in changes:
        rows[-1]["activity"] = changes["last_step"]
    return {"rows": rows}


def _indicators(idea: Idea, words: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    figures = {"people": words["people"], "half": words["people"] // 2}
    rows = [
        {
            "name": name,
            "unit": unit,
            "baseline": "0",
            "target": str(figures.get(target, target)),
            "evidence": evidence,
        }
        for name, unit, target, evidence in idea.theme["indicators"]
    ]
    if "indicator" in changes:
        rows[0] |= {"name": changes["indicator"], "unit": changes["unit"]}
    everybody = {"indicator": CATALOGUE, "baseline": "0", "target": str(words["people"])}
    return {"rows": [*rows, everybody | {"evidence": _parts(idea)["catalogue_evidence"]}]}


def _budget(idea: Idea, words: Mapping[str, Any], amount: Decimal, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Lines that come to exactly ``amount``: what does not fit into the grant is paid by the applicant itself."""
    rest, rest_unit = REST[idea.language]
    accountant, month = ACCOUNTANT[idea.language]
    lines = [tuple(line) for line in idea.theme["budget"]]
    lines.append((accountant, "admin", month, words["months"], ACCOUNTANT_COST))
    left = amount - sum(quantity * cost for *_line, quantity, cost in lines)
    own = max(Decimal(0), REST_LEAST - left)
    lines.append((changes.get("rest_line", rest), "direct", rest_unit, 1, left + own))
    rows = [
        {"name": name, "kind": kind, "unit": unit, "quantity": str(quantity), "unit_cost": str(cost), "own": ""}
        for name, kind, unit, quantity, cost in lines
    ]
    if own:
        rows[0]["own"] = str(own)
    return {"requested": str(amount), "rows": rows}


REST_LEAST = Decimal(6_000)


def _team(idea: Idea, words: Mapping[str, Any], names: Iterable[str], chance: random.Random) -> dict[str, Any]:
    roles = [LEADERS[idea.language][0], idea.theme["role"], LEADERS[idea.language][1]]
    rows = []
    for name, role, workload in zip(names, roles, WORKLOADS, strict=False):
        experience = EXPERIENCE[idea.language].format(years=chance.randint(4, 15), projects=chance.randint(2, 4))
        rows.append({"full_name": name, "role": role, "workload": workload, "experience": experience})
    return {"rows": rows}


def _parts(idea: Idea) -> Mapping[str, Any]:
    """Texts that are of no one theme, in the language of the application."""
    return read("parts.toml")[idea.language]


def _risks(idea: Idea, seed: int) -> dict[str, Any]:
    listed = _parts(idea)["risks"]
    chosen = [listed[(seed + step) % len(listed)] for step in range(2)]
    return {"rows": [{"risk": risk, "likelihood": likely, "answer": answer} for risk, likely, answer in chosen]}


def _words_for_reasons(sections: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "indicator": sections["indicators"]["rows"][0]["name"],
        "line": sections["budget"]["rows"][0]["name"],
        "step": sections["work_plan"]["rows"][1]["activity"],
    }
