"""Parts of addresses that are read as something: a BIN, a day."""

import datetime as dt

from django.urls import register_converter


class BinConverter:
    """Twelve digits; whether they are a right BIN does not matter for an address."""

    regex = "[0-9]{12}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class DayConverter:
    """A day like 2026-01-31."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> dt.date:
        return dt.date.fromisoformat(value)

    def to_url(self, value: dt.date) -> str:
        return f"{value}"


register_converter(BinConverter, "bin")
register_converter(DayConverter, "day")
