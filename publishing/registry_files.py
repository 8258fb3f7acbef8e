"""What a search of the registry finds, as a file that is made while it is sent."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.documents import kinds
from publishing.reports import delimited, xlsx
from publishing.reports.xlsx import Sheet

# A longer file is made by a worker, with a bar.
AT_ONCE = 5_000


def response(form: str, sheets: list[Sheet], *, with_body: bool, what: str = "ngos") -> HttpResponseBase:
    """The file: CSV line by line, a spreadsheet from a scratch file that goes with the answer."""
    name = f"{what}-{local_date(clock.now()).isoformat()}.{form}"
    if form == "csv":
        answer: HttpResponseBase = StreamingHttpResponse(
            _csv(sheets[0], with_body), content_type="text/csv; charset=utf-8"
        )
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
    scratch = tempfile.TemporaryFile()  # noqa: SIM115  the answer closes it
    with tempfile.TemporaryDirectory(prefix="registry-") as folder:
        path = Path(folder, name)
        xlsx.write(path, sheets)
        scratch.write(path.read_bytes())
    scratch.seek(0)
    return FileResponse(scratch, as_attachment=True, filename=name, content_type=kinds.XLSX.content_type)


def _csv(sheet: Sheet, with_body: bool) -> Iterator[bytes] | Iterable[bytes]:
    return delimited.lines(sheet) if with_body else iter(())
