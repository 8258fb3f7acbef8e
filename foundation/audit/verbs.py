"""Every audit verb, once, with the words in which it is shown."""

from __future__ import annotations

from typing import Any

_labels: dict[str, Any] = {}


def register(labels: dict[str, Any]) -> None:
    """Declare the verbs of an app: verb → lazy label in the past tense. ValueError when one is taken."""
    for verb, text in labels.items():
        if verb in _labels and _labels[verb] is not text:
            raise ValueError(f"audit verb {verb} is declared twice")
        _labels[verb] = text


def label(verb: str) -> Any:
    """The words for ``verb``; KeyError when nobody declared it."""
    return _labels[verb]


def known() -> list[str]:
    """Every declared verb."""
    return sorted(_labels)
