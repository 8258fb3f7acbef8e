"""Taking the text of an act apart into articles, and laying two texts side by side. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

# «Статья 3. …», «3-бап. …», «Пункт 4», «4-тармақ», «Article 5», «6. …», each at the beginning of a line.
_HEAD = re.compile(
    r"^[ \t]*(?:(?:статья|пункт|article|бап|тармақ)[ \t]+(?P<after>\d+(?:-\d+)?)"
    r"|(?P<before>\d+(?:-\d+)?)[ \t]*-[ \t]*(?:бап|тармақ)"
    r"|(?P<bare>\d+(?:-\d+)?)[.)](?=\s))",
    re.IGNORECASE | re.MULTILINE,
)
PREAMBLE = "0"

Part = tuple[str, str]


def split(text: str) -> list[Part]:
    """(number, text) of each article in order. What stands before the first one is number 0; no heads: all is 1."""
    text = text.replace("\r\n", "\n").strip()
    if not text:
        return []
    heads = list(_HEAD.finditer(text))
    if not heads:
        return [("1", text)]
    found = [(PREAMBLE, text[: heads[0].start()].strip())]
    for place, head in enumerate(heads):
        end = heads[place + 1].start() if place + 1 < len(heads) else len(text)
        number = head["after"] or head["before"] or head["bare"]
        found.append((number, text[head.start() : end].strip()))
    return _joined([part for part in found if part[1]])


def _joined(parts: list[Part]) -> list[Part]:
    """A number that comes again belongs to the article before it: «1.» and «2.» inside of «Статья 5»."""
    found: list[Part] = []
    seen: set[str] = set()
    for number, text in parts:
        if number in seen:
            found[-1] = (found[-1][0], f"{found[-1][1]}\n{text}")
        else:
            seen.add(number)
            found.append((number, text))
    return found


def in_order(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Numbers of both texts: those of the final one in its order, each that is gone behind the one it stood after."""
    found = list(after)
    for place, number in enumerate(before):
        if number not in found:
            earlier = next((one for one in reversed(before[:place]) if one in found), None)
            found.insert(found.index(earlier) + 1 if earlier is not None else 0, number)
    return found
