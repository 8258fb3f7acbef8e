"""Habits that a linter does not know, read from the source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

ROOMS = ("registry", "evaluation", "monitoring", "grants", "socialorder", "councils")
PACKAGES = (*ROOMS, "publishing", "foundation", "civilportal")
LONGEST_MODULE = 400
LONGEST_VIEW = 20


def sources(*packages: str) -> Iterator[Path]:
    for package in packages or PACKAGES:
        yield from (path for path in Path(settings.BASE_DIR, package).rglob("*.py") if "migrations" not in path.parts)


def test_no_module_is_longer_than_a_person_reads() -> None:
    long = {str(path): count for path in sources() if (count := len(path.read_text().splitlines())) > LONGEST_MODULE}

    assert long == {}


def test_a_view_decides_nothing_and_so_is_short() -> None:
    long = {}
    for path in sources():
        if "views" not in path.parts and path.stem != "views":
            continue
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and node.args.args and node.args.args[0].arg == "request":
                lines = (node.end_lineno or 0) - node.body[0].lineno + 1
                if lines > LONGEST_VIEW:
                    long[f"{path.parent.name}/{path.name}:{node.name}"] = lines

    assert long == {}


def test_a_form_gives_back_what_was_typed_before_the_session_ended() -> None:
    """``typed.posted`` and not ``request.POST or None``, but where a bid, a key or a signature must not be kept in a session."""
    private = ("socialorder/views/bids.py", "socialorder/views/keys.py", "socialorder/views/openings.py")
    signed = ("foundation/accounts/esignature/views.py", "grants/views/reports.py")
    found = {
        str(path.relative_to(settings.BASE_DIR)) for path in sources() if "request.POST or None" in path.read_text()
    }

    assert found == {*private, *signed}


def test_status_is_assigned_in_actions_alone() -> None:
    strangers = []
    for path in sources(*ROOMS):
        if "actions" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            targets = node.targets if isinstance(node, ast.Assign) else []
            names = [part for target in targets for part in ast.walk(target) if isinstance(part, ast.Attribute)]
            if any(name.attr == "status" for name in names):
                strangers.append(f"{path}:{node.lineno}")

    assert strangers == []


def test_rooms_ask_the_clock_of_the_portal() -> None:
    """The demo plays a past contest by ``foundation.core.clock``; another clock in an action would not follow it."""
    strangers = []
    for path in sources(*ROOMS):
        if "views" in path.parts:
            continue
        calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
        strangers += [f"{path}:{call.lineno}" for call in calls if ast.unparse(call.func) in ("timezone.now", "now")]

    assert strangers == []


def test_actions_know_no_request() -> None:
    strangers = []
    for path in sources(*ROOMS):
        if "actions" not in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            module = getattr(node, "module", "") or ""
            if isinstance(node, ast.ImportFrom) and module.startswith(("django.http", "django.contrib.messages")):
                strangers.append(f"{path}:{node.lineno}")
            if isinstance(node, ast.arg) and node.arg == "request":
                strangers.append(f"{path}:{node.lineno}")

    assert strangers == []


def test_views_get_objects_through_visibility() -> None:
    """``get_object_or_404(Model, …)`` or ``Model.objects.get`` in a view would pass by the one rule of who sees what."""
    strangers = []
    for path in sources(*ROOMS):
        if "views" not in path.parts:
            continue
        calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
        strangers += [f"{path}:{call.lineno}" for call in calls if ast.unparse(call.func).endswith(".objects.get")]

    assert strangers == []
