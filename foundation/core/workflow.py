"""Transition tables: the one description of what may happen to an object next.

The same table draws the buttons, answers ``allowed_actions``, refuses a bad move and prints the diagram in
``docs/workflows/``. Pure Python: no Django here, so that a table can be read, tested and drawn by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


class TransitionNotAllowed(Exception):
    """The named step does not start from the status that the object has now."""

    def __init__(self, name: str, status: str) -> None:
        super().__init__(f"{name} is not allowed from {status}")
        self.name = name
        self.status = status


@dataclass(frozen=True, slots=True)
class Transition:
    """One permitted move.

    ``sources`` are the statuses it starts from, ``target`` the status it ends in, ``owner`` the role that is
    expected to act next in ``sources`` (shown to people as «waiting for»), ``verb`` the audit verb.
    """

    name: str
    sources: frozenset[str]
    target: str
    owner: str
    verb: str
    needs_reason: bool = False

    def __init__(
        self,
        name: str,
        sources: Iterable[str],
        target: str,
        *,
        owner: str,
        verb: str,
        needs_reason: bool = False,
    ) -> None:
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "sources", frozenset(str(source) for source in sources))
        object.__setattr__(self, "target", str(target))
        object.__setattr__(self, "owner", owner)
        object.__setattr__(self, "verb", verb)
        object.__setattr__(self, "needs_reason", needs_reason)


class Workflow:
    """A set of transitions of one kind of object, with its first status."""

    def __init__(self, name: str, *transitions: Transition, initial: str) -> None:
        self.name = name
        self.initial = str(initial)
        self.transitions = transitions
        self._by_name = {transition.name: transition for transition in transitions}
        if len(self._by_name) != len(transitions):
            raise ValueError(f"{name}: a transition is named twice")

    def __iter__(self) -> Iterator[Transition]:
        return iter(self.transitions)

    def step(self, name: str, status: str) -> Transition:
        """The transition ``name`` from ``status``; raises TransitionNotAllowed."""
        transition = self._by_name[name]
        if str(status) not in transition.sources:
            raise TransitionNotAllowed(name, str(status))
        return transition

    def allowed(self, status: str) -> list[Transition]:
        """Transitions that may start from ``status``, in the order of the table."""
        return [transition for transition in self.transitions if str(status) in transition.sources]

    @property
    def statuses(self) -> list[str]:
        """Every status named in the table, the initial one first, in order of appearance."""
        found = [self.initial]
        for transition in self.transitions:
            for status in (*sorted(transition.sources), transition.target):
                if status not in found:
                    found.append(status)
        return found

    @property
    def terminal(self) -> set[str]:
        """Statuses without a way out."""
        return {status for status in self.statuses if not self.allowed(status)}

    def mermaid(self) -> str:
        """The table as a Mermaid state diagram."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        lines += [
            f"    {source} --> {transition.target}: {transition.name} ({transition.owner})"
            for transition in self.transitions
            for source in sorted(transition.sources)
        ]
        lines += [f"    {status} --> [*]" for status in self.statuses if status in self.terminal]
        return "\n".join(lines) + "\n"
