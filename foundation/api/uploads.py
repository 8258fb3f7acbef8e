"""A file as the body of a request: written to the disk as it comes, never whole in memory."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.utils.datastructures import MultiValueDict
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from foundation.api.parsing import TooLarge

CHUNK = 1024 * 1024


class FileParser(BaseParser):
    """Gives ``{"file": …}``. Subclasses say the media type, the name and how large it may be."""

    parses_files = True
    name: ClassVar[str]
    max_bytes: ClassVar[int] = 100 * 1024 * 1024

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> dict[str, Any]:
        """Raises TooLarge or ParseError."""
        file = TemporaryUploadedFile(self.name, self.media_type, 0, None)
        # Django closes what it finds here when it has answered.
        parser_context["request"]._request._files = MultiValueDict({"file": [file]})  # noqa: SLF001
        size = 0
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > self.max_bytes:
                raise TooLarge
            file.write(chunk)
        if not size:
            raise ParseError(code="empty")
        file.size = size
        file.seek(0)
        return {"file": file}


class JsonLinesParser(FileParser):
    media_type = "application/x-ndjson"
    name = "rows.jsonl"


class WorkbookParser(FileParser):
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    name = "rows.xlsx"


class CsvParser(FileParser):
    media_type = "text/csv"
    name = "rows.csv"
