"""What a page asks of an action, the API can be asked for too; what stays with people says why in ``left_to_people``."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.architecture.left_to_people import LEFT_TO_PEOPLE

ROOT = Path(__file__).parents[2]
ROOMS = ("foundation", "registry", "evaluation", "grants", "socialorder", "councils", "monitoring", "publishing")


def sources(drawer: str) -> Iterator[Path]:
    """Modules of the drawer, in all rooms: ``views`` is a module in one room and a package in another."""
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            if drawer in (*path.relative_to(ROOT).parts, path.stem):
                yield path


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def actions() -> set[str]:
    """Every function of the actions that is done by somebody: ``grants.actions.calls.announce``."""
    return {
        f"{module_of(path)}.{node.name}"
        for path in sources("actions")
        for node in tree_of(path).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and any(argument.arg == "by" for argument in node.args.kwonlyargs)
    }


def imported(path: Path) -> dict[str, str]:
    """The names of a module that stand for something of another one, with where it is."""
    found = {}
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports from beside itself"
            found.update({one.asname or one.name: f"{node.module}.{one.name}" for one in node.names})
    return found


def named(drawer: str) -> set[str]:
    """All that the drawer's modules name of others: ``module.function``, and names that were imported themselves."""
    found = set()
    for path in sources(drawer):
        names = imported(path)
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in names:
                found.add(f"{names[node.value.id]}.{node.attr}")
            elif isinstance(node, ast.Name) and node.id in names:
                found.add(names[node.id])
    return found


def test_what_pages_do_systems_can_do_or_it_is_said_why_not() -> None:
    of_pages = actions() & named("views")
    assert len(of_pages) > 400  # that the reading of the sources works at all
    assert of_pages - named("api") == set(LEFT_TO_PEOPLE)


def test_each_reason_is_a_sentence() -> None:
    assert [name for name, why in LEFT_TO_PEOPLE.items() if len(why) < 20 or not why.endswith(".")] == []
