"""What messages are about: each room names its topics, and a person may switch the mail of each."""

from __future__ import annotations

from typing import Any

_labels: dict[str, Any] = {}
_official: set[str] = set()
_usual: dict[str, str] = {}
AT_ONCE = "at_once"


def register(labels: dict[str, Any], *, is_official: bool = False, usual: str = AT_ONCE) -> None:
    """Declare topics: code → lazy label («My applications»). ValueError when one is taken.

    ``is_official``: notices by which a term begins or a duty falls on the person; their mail cannot be switched off.
    ``usual``: how the mail comes to somebody who has chosen nothing (a ``MailChoice``).
    """
    for code, text in labels.items():
        if code in _labels and _labels[code] is not text:
            raise ValueError(f"topic {code} is declared twice")
        _labels[code] = text
        _usual[code] = usual
        if is_official:
            _official.add(code)


def is_official(code: str) -> bool:
    """Whether the mail of the topic cannot be switched off."""
    return code in _official


def usual(code: str) -> str:
    """How the mail of the topic comes to somebody who has chosen nothing."""
    return _usual[code]


def label(code: str) -> Any:
    """The words for ``code``; KeyError when nobody declared it."""
    return _labels[code]


def known() -> list[str]:
    """Every declared topic, in order of declaration."""
    return list(_labels)
