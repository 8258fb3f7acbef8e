from __future__ import annotations

from importlib import import_module
from pathlib import Path

import registry.migrations

(FILE,) = Path(registry.migrations.__path__[0]).glob("*_answers_into_sections.py")
moved = import_module(f"registry.migrations.{FILE.stem}")


def test_the_six_answers_find_their_sections() -> None:
    content = {
        "activity": "Planted trees", "projects": "Hedges", "staff": "4", "volunteers": "12",
        "income": "1000000.00", "expenses": "900000.00",
    }  # fmt: skip

    sections = moved._sections(content)

    assert sections == {
        "activity": {"summary": "Planted trees\n\nHedges"},
        "people": {"staff": "4", "volunteers": "12"},
        "income": {"total": "1000000.00"},
        "expenses": {"total": "900000.00"},
    }
    assert moved._said(sections)["people"] == {"staff": 4, "volunteers": 12}
    assert moved._sections({"projects": "Only"}) == {"activity": {"summary": "Only"}}
