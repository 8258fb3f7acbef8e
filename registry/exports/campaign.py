"""Files of the registry that are written while they are read, in constant memory."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterator
from typing import Any

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from openpyxl import Workbook

from foundation.core.cells import plain
from registry.queries import campaign

BOM = "\ufeff"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _headings() -> list[str]:
    return [
        gettext("BIN"),
        gettext("Name in Kazakh"),
        gettext("Name in Russian"),
        gettext("Name in English"),
        gettext("Region"),
        gettext("Public e-mail address"),
        gettext("Public phone number"),
        gettext("State"),
    ]


def _rows(year: int, region: str) -> Iterator[list[Any]]:
    yield _headings()
    for row in campaign.missing_rows(year, region):
        yield [plain(value) if isinstance(value, str) else value for value in row]


def missing_csv(year: int, region: str) -> HttpResponseBase:
    """Who has not filed, as CSV in UTF-8 that spreadsheets read."""
    writer = csv.writer(_Echo())
    lines = (BOM * (number == 0) + str(writer.writerow(row)) for number, row in enumerate(_rows(year, region)))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="missing-{year}.csv"'
    return response


def missing_xlsx(year: int, region: str) -> HttpResponseBase:
    """The same as a workbook; its rows go to disk as they come."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(str(year))
    for row in _rows(year, region):
        sheet.append(row)
    file = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it
    book.save(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"missing-{year}.xlsx", content_type=XLSX_TYPE)


MISSING: dict[str, Callable[[int, str], HttpResponseBase]] = {"csv": missing_csv, "xlsx": missing_xlsx}
