"""What every transition table must have."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from civilportal.management.commands import draw_workflows
from foundation.audit import verbs
from foundation.core.workflow import Transition, TransitionNotAllowed, Workflow

TABLES = [
    workflow
    for room in draw_workflows.ROOMS
    if draw_workflows.has_tables(room)
    for workflow in import_module(f"{room}.workflow").ALL
]


@pytest.mark.parametrize("workflow", TABLES, ids=lambda workflow: workflow.name)
def test_every_status_can_be_reached_and_every_verb_is_declared(workflow: Workflow) -> None:
    reached, waiting = {workflow.initial}, [workflow.initial]
    while waiting:
        for step in workflow.allowed(waiting.pop()):
            if step.target not in reached:
                reached.add(step.target)
                waiting.append(step.target)

    assert reached == set(workflow.statuses)
    assert [step.verb for step in workflow if step.verb not in verbs.known()] == []


def test_the_diagrams_are_fresh() -> None:
    call_command("draw_workflows", "--check")


def test_a_stale_diagram_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings) -> None:
    settings.BASE_DIR = tmp_path
    monkeypatch.setattr(draw_workflows, "pages", lambda: {"a.md": "text"})

    with pytest.raises(CommandError, match=r"Stale: a\.md\. Run manage\.py draw_workflows\."):
        call_command("draw_workflows", "--check")
    call_command("draw_workflows")
    call_command("draw_workflows", "--check")

    assert (tmp_path / "docs" / "workflows" / "a.md").read_text() == "text"


TABLE = Workflow(
    "thing",
    Transition("open", {"new"}, "open", owner="clerk", verb="thing.opened"),
    Transition("close", {"new", "open"}, "closed", owner="clerk", verb="thing.closed", needs_reason=True),
    initial="new",
)


def test_a_table_answers_what_may_happen_next() -> None:
    assert [step.name for step in TABLE.allowed("new")] == ["open", "close"]
    assert TABLE.allowed("closed") == []
    assert TABLE.terminal == {"closed"}
    assert TABLE.step("close", "open").target == "closed"


def test_a_bad_move_is_refused() -> None:
    with pytest.raises(TransitionNotAllowed) as refusal:
        TABLE.step("open", "closed")

    assert (refusal.value.name, refusal.value.status) == ("open", "closed")


def test_a_step_named_twice_is_refused() -> None:
    step = Transition("open", {"new"}, "open", owner="clerk", verb="thing.opened")

    with pytest.raises(ValueError, match="thing: a transition is named twice"):
        Workflow("thing", step, step, initial="new")
