"""Texts for single marks as people type them: one line for each mark, «5 – clearly shown»."""

from __future__ import annotations

import re
from collections.abc import Mapping

from evaluation.scoring.numbers import decimal_of, hundredths, text

_LINE = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*[-–—:.)=]\s*(\S.*)")


class Unreadable(ValueError):
    """A line that does not start with a mark, or a mark that has two lines; ``line`` is the line as it was typed."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


def read_lines(typed: str) -> dict[str, str]:
    """Mark ("5.00") → text, from the highest mark down. Raises Unreadable for the first line that is not one."""
    found: dict[int, str] = {}
    for line in filter(None, (line.strip() for line in typed.splitlines())):
        match = _LINE.fullmatch(line)
        if match is None or (mark := hundredths(match[1].replace(",", "."))) in found:
            raise Unreadable(line)
        found[mark] = match[2].strip()
    return {text(mark): found[mark] for mark in sorted(found, reverse=True)}


def write_lines(texts: Mapping[str, str]) -> str:
    """What ``read_lines`` reads, with short numbers and the highest mark first."""
    marks = sorted(texts, key=hundredths, reverse=True)
    return "\n".join(f"{short(mark)} – {texts[mark]}" for mark in marks)


def short(mark: str) -> str:
    """A mark without the zeros that say nothing: "5.00" → "5", "2.50" → "2.5"."""
    return format((decimal_of(hundredths(mark)).normalize() + 0), "f")
