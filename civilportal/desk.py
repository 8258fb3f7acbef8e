"""A person's own desk: each room says what waits for the person there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from foundation.accounts.models import User


@dataclass(frozen=True)
class Group:
    """Tasks of one role; each task has ``title``, ``url``, ``status`` and ``due_at`` (may be None)."""

    title: Any
    tasks: list[Any]


def groups(user: User) -> list[Group]:
    """Groups with at least one task, in the order of the rooms."""
    return []
