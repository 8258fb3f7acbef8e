"""What a room tells a person's desk."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from foundation.core.errors import Text


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do. ``due_at`` is None where no moment is set; ``left``: working days of a term, below zero when late."""

    title: Text
    url: str
    status: str
    status_label: Text
    due_at: dt.datetime | None = None
    left: int | None = None
