"""Rows of an XLSX workbook in constant memory: also its table of texts, which can be larger than everything else, stays on
the disk."""

from __future__ import annotations

import array
import datetime as dt
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from openpyxl.cell.text import Text
from openpyxl.packaging.manifest import Manifest
from openpyxl.reader.excel import SHARED_STRINGS, ExcelReader
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from foundation.core.errors import Conflict

# Declarations of a document type are where XML bombs hide; no spreadsheet program writes one.
HEAD_BYTES = 4096
BROKEN = (
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    EOFError,
    OSError,
    ParseError,
    zipfile.BadZipFile,
)


class TextsOnDisk:
    """The texts of a workbook by their number."""

    def __init__(self, source: Any, path: Path, stack: ExitStack) -> None:
        self.places = array.array("Q", [0])
        with path.open("wb") as file:
            for text in _texts(source):
                self.places.append(self.places[-1] + file.write(text.encode("utf-8", "replace")))
        self.file = stack.enter_context(path.open("rb"))
        self.read = lru_cache(maxsize=20_000)(self._read)

    def __getitem__(self, number: int) -> str:
        return self.read(number)

    def _read(self, number: int) -> str:
        start, end = self.places[number], self.places[number + 1]
        self.file.seek(start)
        return self.file.read(end - start).decode()


def _texts(source: Any) -> Iterator[str]:
    item = f"{{{SHEET_MAIN_NS}}}si"
    root = None
    for event, node in iterparse(source, events=("start", "end")):
        root = node if root is None else root
        if event == "end" and node.tag == item:
            yield str(Text.from_tree(node).content)
            root.clear()


class Reader(ExcelReader):
    """openpyxl's own reader, but for the table of texts."""

    def __init__(self, path: Path, folder: Path, stack: ExitStack) -> None:
        super().__init__(stack.enter_context(path.open("rb")), read_only=True, keep_links=False)
        self.texts_path, self.stack = folder / "texts", stack

    def read_strings(self) -> None:
        """Put the texts on the disk instead of into a list."""
        package: Manifest = self.package
        part = package.find(SHARED_STRINGS)
        if part is not None:
            with self.archive.open(part.PartName[1:]) as source:
                self.shared_strings = TextsOnDisk(source, self.texts_path, self.stack)


def rows(path: Path, folder: Path, stack: ExitStack) -> tuple[Iterator[tuple[int, list[str]]], int]:
    """Numbered rows of the first sheet, and about how many there are. Raises Conflict when it cannot be read."""
    try:
        _refuse_declarations(path)
        reader = Reader(path, folder, stack)
        reader.read()
        stack.callback(reader.wb.close)
        sheet = reader.wb.worksheets[0]
    except BROKEN as fault:
        raise _unreadable() from fault
    return _filled(sheet), sheet.max_row or 0


def _unreadable() -> Conflict:
    return Conflict(_("This workbook cannot be read. Open it, save it anew as XLSX, or save it as CSV in UTF-8."))


def _refuse_declarations(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if member.filename.endswith((".xml", ".rels")):
                with archive.open(member) as part:
                    if b"<!DOCTYPE" in part.read(HEAD_BYTES):
                        raise ValueError("a document type declaration")


def _filled(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """Each row that has something, as long as the headings; what stands right of them must be empty."""
    width = 0
    try:
        for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            texts = [shown(cell) for cell in cells]
            if any(text.strip() for text in texts):
                while len(texts) > width and not texts[-1]:
                    texts.pop()
                width = width or len(texts)
                yield line, texts + [""] * (width - len(texts))
    except BROKEN as fault:
        raise _unreadable() from fault


def shown(value: Any) -> str:
    """A cell as a person would type it: whole numbers without a point, dates in ISO form, formulas with their sign."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, dt.date):
        value = value.isoformat()[:10]
    # Array formulas and data tables are objects with the formula inside.
    return str(value) if isinstance(value, str | int | float) else f"={getattr(value, 'text', '') or ''}"
