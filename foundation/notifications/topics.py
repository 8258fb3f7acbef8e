"""What messages are about: each room names its topics, and a person may switch the mail of each."""

from __future__ import annotations

from typing import Any

_labels: dict[str, Any] = {}


def register(labels: dict[str, Any]) -> None:
    """Declare topics: code → lazy label («My applications»). ValueError when one is taken."""
    for code, text in labels.items():
        if code in _labels and _labels[code] is not text:
            raise ValueError(f"topic {code} is declared twice")
        _labels[code] = text


def label(code: str) -> Any:
    """The words for ``code``; KeyError when nobody declared it."""
    return _labels[code]


def known() -> list[str]:
    """Every declared topic, in order of declaration."""
    return list(_labels)
