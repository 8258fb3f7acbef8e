"""Cells of one line as values; what is wrong is collected, never only the first fault."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext_lazy as _

from foundation.core.cells import plain
from foundation.core.errors import Text
from foundation.core.forms import plain_number
from foundation.core.money import ZERO, tenge
from registry.actions.sheets.reading import Row, RowFault
from registry.rules.identifiers import bin_faults, normalised

DATE_FORMS = ("%Y-%m-%d", "%d.%m.%Y")
MOST_AMOUNT = Decimal(10) ** 15


class CellReader:
    """One line of the file: reads its cells and collects what is wrong with them."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.faults: list[RowFault] = []

    def wrong(self, column: str, message: Text) -> None:
        """One more fault in ``column``."""
        self.faults.append(RowFault(self.row.line, column, message))

    def raw(self, column: str) -> str:
        """The cell without double spaces; '' when there is no such column."""
        return " ".join(self.row.cells.get(column, "").split())

    def text(self, column: str, longest: int, *, is_required: bool = True) -> str:
        """A text that no spreadsheet takes for a formula; the apostrophe is stored with it."""
        text = plain(self.raw(column))
        if not text and is_required:
            self.wrong(column, _("This cell is empty."))
        if len(text) > longest:
            self.wrong(column, _("This text is longer than %(most)s characters.") % {"most": longest})
        return text

    def bin(self, column: str = "bin") -> str:
        """A right BIN, or ''."""
        number = normalised(self.raw(column))
        for fault in bin_faults(number) if number else []:
            self.wrong(column, fault.message)
        return number

    def amount(self, column: str) -> Decimal:
        """Tenge, more than zero."""
        try:
            amount = Decimal(plain_number(self.raw(column)))
        except InvalidOperation:
            self.wrong(column, _("This is not an amount in tenge, like 500000."))
            return ZERO
        if not amount.is_finite() or not 0 < amount < MOST_AMOUNT or amount != tenge(amount):
            self.wrong(column, _("The amount must be more than zero, in tenge and tiyn."))
            return ZERO
        return tenge(amount)

    def day(self, column: str, *, is_required: bool = True) -> dt.date | None:
        """A date like 2022-07-01 or 01.07.2022."""
        text = self.raw(column)
        for form in DATE_FORMS:
            try:
                return dt.datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
        if text or is_required:
            self.wrong(column, _("This is not a date like 2022-07-01 or 01.07.2022."))
        return None

    def past_day(self, column: str, today: dt.date) -> dt.date | None:
        """A date that is not in the future."""
        day = self.day(column)
        if day is not None and day > today:
            self.wrong(column, _("This date is in the future."))
        return day

    def period(self, first: tuple[str, dt.date | None], last: tuple[str, dt.date | None]) -> None:
        """The last day is not before the first."""
        if first[1] and last[1] and last[1] < first[1]:
            self.wrong(last[0], _("The end is before the beginning."))
