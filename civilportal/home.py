"""The facts of the home page."""

from __future__ import annotations

from typing import Any


def facts() -> dict[str, Any]:
    """``calls`` open now, ``figures`` as (value, label, address), ``decisions`` newest first."""
    return {"calls": [], "figures": [], "decisions": []}
