"""Asking a rule without acting: for buttons, menus and the API's ``allowed_actions``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from foundation.core.errors import DomainError
from foundation.core.workflow import TransitionNotAllowed


def allowed(check: Callable[..., object], *args: Any) -> bool:
    """Whether ``check(*args)`` passes. The action asks the same check again under its lock."""
    try:
        check(*args)
    except (DomainError, TransitionNotAllowed):
        return False
    return True
