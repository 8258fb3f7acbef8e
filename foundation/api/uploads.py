"""A file as the body of a request: written to the disk as it comes, never whole in memory."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser, MultiPartParser

from foundation.api.parsing import TooLarge

CHUNK = 1024 * 1024
MAX_BYTES = 100 * 1024 * 1024
# What a form of several parts has beside its file.
HEADINGS = 64 * 1024


def too_large(most: int) -> TooLarge:
    """The refusal of a file of more than ``most`` bytes."""
    return TooLarge(_("The file is larger than %(most)s MB.") % {"most": most // CHUNK})


def check_announced(parser_context: Any, most: int) -> None:
    """Refuse what announces itself as larger, before any of it is read. Raises TooLarge."""
    announced = str(parser_context["request"].META.get("CONTENT_LENGTH") or "0")
    if announced.isdecimal() and int(announced) > most:
        raise too_large(most)


class FileParser(BaseParser):
    """Gives ``{"file": …}``. Subclasses say the media type, the name and how large it may be."""

    parses_files = True
    name: ClassVar[str]
    max_bytes: ClassVar[int] = MAX_BYTES

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> dict[str, Any]:
        """Raises TooLarge or ParseError."""
        check_announced(parser_context, self.max_bytes)
        file = TemporaryUploadedFile(self.name, self.media_type, 0, None)
        # Django closes what it finds here when it has answered.
        parser_context["request"]._request._files = MultiValueDict({"file": [file]})  # noqa: SLF001
        size = 0
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > self.max_bytes:
                raise too_large(self.max_bytes)
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


class FormParser(MultiPartParser):
    """The file as a part of a form, which Django writes to the disk as it comes."""

    max_bytes: ClassVar[int] = MAX_BYTES

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """Raises TooLarge or ParseError."""
        check_announced(parser_context, self.max_bytes + HEADINGS)
        found: Any = super().parse(stream, media_type, parser_context)
        if any(file.size > self.max_bytes for file in found.files.values()):
            raise too_large(self.max_bytes)
        return found
