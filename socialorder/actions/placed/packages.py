"""JSON of the procurement portal's open data, one order at a time: the file is never in memory as a whole."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from foundation.core.errors import Conflict

CHUNK = 256 * 1024
# One order is a few hundred bytes; what is longer is no order.
LONGEST = 1024 * 1024
# Scalars of a package, then the list: {"total": 3, "items": [{…  or  {"data": {"Lots": [{…
_SCALARS = r'(?:"[^"]*"\s*:\s*(?:"[^"]*"|[^\[\]{}",]+)\s*,\s*)*'
_LIST = re.compile(rf'\s*(?:(?:\{{\s*{_SCALARS}"[^"]*"\s*:\s*){{1,3}})?\[')
_BETWEEN = re.compile(r"[\s,]*")


def objects(path: Path) -> Iterator[tuple[int, dict[str, Any], int]]:
    """Each object of the list with its place and the bytes read so far. Raises Conflict when this is no such list."""
    decoder = json.JSONDecoder()
    with path.open(encoding="utf-8-sig", errors="strict") as file:
        window = _Window(file)
        window.skip(_LIST)
        place = 0
        while not window.is_over():
            place += 1
            found = window.take(decoder)
            if not isinstance(found, dict):
                raise Conflict(_("Entry %(place)s of the list is no order.") % {"place": place})
            yield place, flat(found), window.read


class _Window:
    """The part of the file that is being read."""

    def __init__(self, file: IO[str]) -> None:
        self.file, self.text, self.read = file, "", 0

    def more(self) -> bool:
        try:
            chunk = self.file.read(CHUNK)
        except UnicodeDecodeError:
            raise Conflict(_("The text of this file cannot be read. Save it as JSON in UTF-8.")) from None
        self.text += chunk
        self.read += len(chunk.encode())
        return bool(chunk)

    def skip(self, start: re.Pattern[str]) -> None:
        self.more()
        found = start.match(self.text)
        if found is None:
            raise Conflict(_("This JSON has no list of orders."))
        self.text = self.text[found.end() :]

    def is_over(self) -> bool:
        self.text = self.text[_BETWEEN.match(self.text).end() :]  # type: ignore[union-attr]  # matches nothing, too
        while not self.text and self.more():
            self.text = self.text[_BETWEEN.match(self.text).end() :]  # type: ignore[union-attr]
        if not self.text:
            raise Conflict(_("The list of this JSON has no end: the file is cut off."))
        return self.text[0] == "]"

    def take(self, decoder: json.JSONDecoder) -> Any:
        while True:
            try:
                found, end = decoder.raw_decode(self.text)
            except (ValueError, RecursionError):
                if len(self.text) > LONGEST or not self.more():
                    raise Conflict(_("This is not JSON.")) from None
            else:
                self.text = self.text[end:]
                return found


def flat(order: dict[str, Any]) -> dict[str, str]:
    """Column → text; ``Supplier: {nameRu: …}`` is «Supplier.nameRu», and of a list the first value counts."""
    found: dict[str, str] = {}
    for name, value in order.items():
        if isinstance(value, dict):
            found |= {f"{name}.{inner}": _text(one) for inner, one in value.items()}
        else:
            found[name] = _text(value[0] if isinstance(value, list) and value else value)
    return found


def _text(value: Any) -> str:
    if isinstance(value, bool | dict | list) or value is None:
        return ""
    return str(value)
