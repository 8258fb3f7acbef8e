"""JSON as it is meant: UTF-8, each name once, no deeper and no larger than anybody needs."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ParseError, UnsupportedMediaType
from rest_framework.parsers import BaseParser

MAX_BYTES = 10 * 1024 * 1024
DEPTH_MAX = 40
DIGITS_MAX = 25
_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"')
# What no text column can hold: NUL and halves of a surrogate pair.
UNTEXT = re.compile("[\x00\ud800-\udfff]")


class TooLarge(ParseError):
    status_code = 413
    default_detail = _("The body is larger than 10 MB. Files are sent to /api/v1/documents/ and /api/v1/imports/.")
    default_code = "too_large"


class StrictJSONParser(BaseParser):
    """``application/json`` in UTF-8 only."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        charset = re.search(r"charset\s*=\s*\"?([\w-]+)", media_type or "", re.IGNORECASE)
        if charset and charset[1].lower() not in {"utf-8", "utf8"}:
            raise UnsupportedMediaType(media_type or "")
        raw = stream.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise TooLarge
        return read(raw)


def read(raw: bytes) -> Any:
    """The value; raises ParseError with a sentence."""
    if _depth(raw) > DEPTH_MAX:
        raise ParseError(_("The JSON is nested too deeply."), "too_deep")
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        raise ParseError(_("The body is not UTF-8."), "not_utf8") from None
    try:
        return json.loads(
            text, object_pairs_hook=_object, parse_constant=_constant, parse_int=_integer, parse_float=_decimal
        )
    except (ValueError, RecursionError, ArithmeticError):
        raise ParseError(_("This is not JSON."), "not_json") from None


def _depth(raw: bytes) -> int:
    deepest = depth = 0
    for sign in _STRINGS.sub(b"", raw):
        if sign in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in b"]}":
            depth -= 1
    return deepest


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ParseError(_("A name stands twice in one object of the JSON."), "duplicate_key")
    for name, value in pairs:
        if UNTEXT.search(name) or (isinstance(value, str) and UNTEXT.search(value)):
            raise ParseError(_("The text holds characters that are not allowed."), "not_text")
    return found


def _constant(name: str) -> Any:
    raise ValueError(name)


def _integer(digits: str) -> int:
    if len(digits) > DIGITS_MAX:
        raise ParseError(_("A number is too large."), "too_large_number")
    return int(digits)


def _decimal(digits: str) -> Decimal:
    value = Decimal(digits)
    if len(digits) > 2 * DIGITS_MAX or abs(value.adjusted()) > DIGITS_MAX:
        raise ParseError(_("A number is too large."), "too_large_number")
    return value
