"""What a call and an application consist of, as people would type it; rows are made by the builders' real actions."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from grants.choices import CallKind, SectionName
from tests.factories.evaluation import RubricFactory
from tests.factories.registry import RegionFactory, SphereFactory

_numbers = count(1)


def call_facts(**changes: Any) -> dict[str, Any]:
    """Facts of a small-grant call that is open from yesterday for ten days."""
    number, now = next(_numbers), timezone.now()
    facts = {
        "slug": f"invented-grants-{number}",
        "number_prefix": f"T{number}A",
        "kind": CallKind.SMALL,
        "title_kk": f"Ойдан шығарылған байқау {number}",
        "title_ru": f"Вымышленный конкурс {number}",
        "title_en": f"Invented contest {number}",
        "summary_en": "Small grants for clean rivers.",
        "opens_at": now - dt.timedelta(days=1),
        "closes_at": now + dt.timedelta(days=10),
        "budget": Decimal(3_500_000),
        "amount_min": Decimal(100_000),
        "amount_max": Decimal(500_000),
        "months_min": 1,
        "months_max": 6,
        "languages": ["kk", "ru"],
        "eligibility": [{"code": "R13", "parameters": {}}],
        "main_seats": 2,
        "reserve_seats": 1,
        "is_invented": True,
    }
    facts |= changes
    RegionFactory()
    facts["rubric"] = facts.get("rubric") or RubricFactory()
    facts["spheres"] = facts["spheres"] if "spheres" in facts else [SphereFactory()]
    return facts


def typed_sections() -> dict[str, dict[str, Any]]:
    """What a complete application says, as texts: 500,000 tenge for 3 months."""
    return {
        SectionName.PROJECT: {
            "language": "ru",
            "title": "Clean banks of the Ishim",
            "sphere": "3",
            "problem": "The banks are littered: 40 tonnes were counted in 2025.",
            "charter": "Clause 2.3: protection of nature.",
            "justification": "Clean banks are protection of nature.",
            "goal": "Clean banks along 12 km.",
            "tasks": "Count\nClean\nTell",
            "region": "710000000",
            "territory": "Astana, left bank",
            "months": "3",
            "result": "The banks are clean and 300 people know why.",
            "sustainability": "The school keeps the banks clean afterwards.",
        },
        SectionName.TARGET_GROUP: {
            "description": "Pupils of three schools and their parents.",
            "people": "300",
            "vulnerable": "40",
            "reach": "Through the schools.",
        },
        SectionName.WORK_PLAN: {
            "rows": [
                {
                    "activity": "Count the litter",
                    "first_month": "1",
                    "last_month": "1",
                    "place": "Left bank",
                    "outcome": "A map",
                },
                {
                    "activity": "Clean the banks",
                    "first_month": "2",
                    "last_month": "3",
                    "place": "",
                    "outcome": "12 km are clean",
                },
            ]
        },
        SectionName.INDICATORS: {
            "rows": [
                {
                    "indicator": "",
                    "name": "Clean banks",
                    "unit": "km",
                    "baseline": "0",
                    "target": "12",
                    "evidence": "Photographs",
                }
            ]
        },
        SectionName.BUDGET: {
            "requested": "500 000",
            "rows": [
                {
                    "name": "Gloves and bags",
                    "kind": "direct",
                    "quantity": "300",
                    "unit": "sets",
                    "unit_cost": "1 500",
                    "own": "50 000",
                    "other": "",
                    "source": "",
                },
                {
                    "name": "Accountant",
                    "kind": "admin",
                    "quantity": "1",
                    "unit": "month",
                    "unit_cost": "100 000,00",
                    "own": "",
                    "other": "",
                    "source": "",
                },
            ],
        },
        SectionName.TEAM: {
            "rows": [
                {
                    "full_name": "Aigerim Invented",
                    "role": "Coordinator",
                    "workload": "50",
                    "experience": "Five years of clean-ups.",
                }
            ]
        },
        SectionName.RISKS: {
            "rows": [{"risk": "High water", "likelihood": "medium", "answer": "We begin two weeks later."}]
        },
    }
