"""Cells of the files that people open in a spreadsheet."""

from __future__ import annotations

# A spreadsheet computes a cell that begins so.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def plain(text: str) -> str:
    """``text`` that no spreadsheet takes for a formula: one that it would compute gets an apostrophe before it."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
