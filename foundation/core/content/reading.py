"""Reading what was typed in a section: values, what is wrong, how far it is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from foundation.core.content.items import Choices, Item, Part, Typed, Value, filled_rows
from foundation.core.errors import Fault, Invalid, Text

Values = dict[str, Any]
# Characters of one section: some 400 pages. A text that is only too long for its field is kept and told there.
LONGEST_TYPED = 700_000
HINTS = 3
ROW_CONTROL = re.compile(r"rows-(\d+)-")


class State(Enum):
    """How far a section is."""

    NOT_STARTED = "not_started"
    INCOMPLETE = "incomplete"
    COMPLETE = "complete"


STATE_LABELS: dict[State, Text] = {
    State.NOT_STARTED: _("Not started"),
    State.INCOMPLETE: _("Incomplete"),
    State.COMPLETE: _("Complete"),
}

STATE_KINDS = {State.NOT_STARTED: "attention", State.INCOMPLETE: "started", State.COMPLETE: "done"}


@dataclass(frozen=True)
class Progress:
    """How far one section is, and what is missing or wrong in it."""

    name: str
    label: Text
    url: str
    state: State
    faults: list[Fault]

    @property
    def state_label(self) -> Text:
        return STATE_LABELS[self.state]

    @property
    def kind(self) -> str:
        """The kind of its line on the task list."""
        return STATE_KINDS[self.state]

    @property
    def hint(self) -> str:
        """The first few things that are missing or wrong in a section that was begun."""
        if self.state is not State.INCOMPLETE:
            return ""
        named = list(dict.fromkeys(str(fault.message) for fault in self.faults))
        rest = len(named) - HINTS
        more = ngettext("and %(count)s more", "and %(count)s more", rest) % {"count": rest} if rest > 0 else ""
        return "; ".join([*named[:HINTS], *filter(None, [more])])


@dataclass
class Reader:
    """Reads the fields of a section; ``address`` gives the page of a control, ``found`` collects what is wrong."""

    choices: Choices
    address: Callable[[str], str]
    found: list[Fault]

    def part(self, part: Part, data: Typed) -> Values:
        """Fields by name, and ``rows``, with ``None`` for what cannot be read."""
        values: Values = dict.fromkeys(item.name for item in part.items)
        values |= {item.name: self.item(item, data) for item in part.asked(data)}
        if part.rows:
            values["rows"] = [
                {item.name: self.item(item, row, f"rows-{index}-") for item in part.rows.items}
                for index, row in enumerate(filled_rows(data))
            ]
            if not values["rows"] and part.rows.missing:
                self.found.append(Fault(part.rows.missing, field="rows", url=self.address("rows")))
        return values

    def item(self, item: Item, data: Typed, prefix: str = "") -> Value:
        """One value; what is wrong with it goes to ``found``."""
        try:
            return item.read(data.get(item.name, ""), self.choices)
        except ValidationError as refusal:
            control = prefix + item.name
            url = self.address(control)
            self.found += [Fault(message, field=control, url=url) for message in refusal.messages]
            return None


def placed(fault: Fault, part: Part) -> Fault:
    """``fault`` with the section (and the row) in its sentence: for lists that stand away from the form."""
    place = str(part.label)
    row = ROW_CONTROL.match(fault.field)
    if row and part.rows:
        place = f"{place}, {part.rows.row_label} {int(row[1]) + 1}"
    return replace(fault, message=f"{place}: {fault.message}")


def anchor(page: str, control: str) -> str:
    """Address of a control on the page of its section."""
    if not control:
        return page
    return f"{page}#rows-rows" if control == "rows" else f"{page}#id_{control}"


def check_size(part: Part, typed: Typed) -> None:
    """The only limits of saving: many times more than a section asks for. Raises Invalid, at the longest field."""
    rows = typed.get("rows", [])
    if part.rows and len(rows) > part.rows.most:
        raise Invalid(Fault(_("There can be %(most)s rows at most") % {"most": part.rows.most}, field="rows"))
    sizes = {key: len(text) for key, text in typed.items() if key != "rows"}
    sizes |= {f"rows-{index}-{key}": len(text) for index, row in enumerate(rows) for key, text in row.items()}
    if sum(sizes.values()) > LONGEST_TYPED:
        longest = max(sizes, key=sizes.__getitem__)
        limit = next((item.longest for item in (*part.items, *part.row_items) if longest.endswith(item.name)), 0)
        message = _(
            "This is far too long to be kept: it has %(count)d characters, which is %(over)d too many. Shorten it to"
            " %(limit)d."
        ) % {"count": sizes[longest], "over": sizes[longest] - limit, "limit": limit}
        raise Invalid(Fault(message, field=longest))


def canonical(part: Part, data: Typed, choices: Choices) -> dict[str, Any]:
    """What the section says, as plain JSON: amounts as «500000.00», what cannot be read as it was typed."""
    document: dict[str, Any] = {item.name: plain(item, data, choices) for item in part.asked(data)}
    if part.rows:
        document["rows"] = [
            {item.name: plain(item, row, choices) for item in part.rows.items} for row in filled_rows(data)
        ]
    return document


def plain(item: Item, data: Typed, choices: Choices) -> str | int | None:
    typed = data.get(item.name, "")
    try:
        value = item.read(typed, choices)
    except ValidationError:
        return typed or None
    if isinstance(value, dt.date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value
