"""Forms of the sections of a long form: they show what was typed and what is wrong with it, and never refuse.

What is wrong is said by the rules of the room; the forms only put each sentence at its field.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict
from django.http import QueryDict

from foundation.core.content.items import SEPARATOR, Choices, Item, Kind, Part, Typed
from foundation.core.errors import Fault
from foundation.core.forms import RowFormSet, with_row_action

PREFIX = "rows"


class TypedForm(forms.Form):
    """Fields of ``items`` with what was typed; ``faults`` are shown at the fields that they name."""

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        items: Iterable[Item],
        choices: Choices,
        faults: Iterable[Fault] = (),
        **options: Any,
    ) -> None:
        super().__init__(data, files, **options)
        self.items = tuple(items)
        self.faults = list(faults)
        for item in self.items:
            self.fields[item.name] = item.form_field(choices)

    def full_clean(self) -> None:
        """The sentences come from the rules; nothing else is checked here."""
        self._errors = ErrorDict()
        self.cleaned_data = {}
        for name in self.fields:
            messages = [fault.message for fault in self.faults if fault.field == self.add_prefix(name)]
            if messages:
                self._errors[name] = self.error_class(messages)

    @property
    def shown(self) -> list[tuple[BoundField, Item]]:
        """Fields with what is known of their look."""
        return [(self[item.name], item) for item in self.items]

    @property
    def row_widths(self) -> dict[str, int]:
        """Columns of twelve, for rows."""
        return {item.name: item.columns for item in self.items}


class TypedRows(RowFormSet):
    """Rows with what was typed."""

    def __init__(self, *args: Any, faults: Iterable[Fault] = (), **options: Any) -> None:
        self.faults = list(faults)
        super().__init__(*args, **options)

    def full_clean(self) -> None:
        self._errors = [form.errors for form in self.forms]
        messages = [fault.message for fault in self.faults if fault.field == PREFIX]
        self._non_form_errors = self.error_class(messages)


@dataclass(frozen=True)
class SectionForms:
    """The form of a section and its rows, if it has any."""

    form: TypedForm
    rows: TypedRows | None


def section_forms(
    part: Part, typed: Typed, choices: Choices, faults: Iterable[Fault] = (), *, blank_rows: int = 0
) -> SectionForms:
    """Forms that show ``typed`` with ``faults`` at their fields, and ``blank_rows`` more rows (one if there is none)."""
    faults = list(faults)
    asked = part.asked(typed)
    fields = {item.name: item.shown_as(typed.get(item.name, "")) for item in asked}
    form = TypedForm(fields, items=asked, choices=choices, faults=faults)
    if not part.rows:
        return SectionForms(form, None)
    formset: Any = forms.formset_factory(TypedForm, formset=TypedRows, extra=0, max_num=part.rows.most)
    listed = typed.get("rows", [])
    data = _management(len(listed) or 1, blank_rows if listed else 0, part.rows.most)
    for index, row in enumerate(listed):
        data |= {f"{PREFIX}-{index}-{name}": text for name, text in row.items()}
    options = {"items": part.rows.items, "choices": choices, "faults": faults}
    return SectionForms(form, formset(data, prefix=PREFIX, form_kwargs=options, faults=faults))


def _management(filled: int, blank: int, most: int) -> dict[str, str]:
    total = min(filled + blank, most)
    return {f"{PREFIX}-TOTAL_FORMS": str(total), f"{PREFIX}-INITIAL_FORMS": "0"}


@dataclass(frozen=True)
class Posted:
    """What a section's page sent. ``row_action``: «add», «remove» or ''."""

    typed: dict[str, Any]
    version: int
    row_action: str


def read_post(part: Part, post: QueryDict) -> Posted:
    """What was typed, as texts; empty rows are dropped, and a pressed row button has done its work."""
    action = str(post.get("row-action", "")).partition(":")[0]
    if part.rows:
        post, _changed = with_row_action(post, PREFIX, part.rows.most)
    typed: dict[str, Any] = {item.name: _typed(post, item) for item in part.items}
    if part.rows:
        rows = [
            {item.name: _text(post, f"{PREFIX}-{index}-{item.name}") for item in part.rows.items}
            for index in range(_row_count(post, part.rows.most))
        ]
        typed["rows"] = [row for row in rows if any(row.values())]
    return Posted(typed, _number(post.get("version")), action if action in ("add", "remove") else "")


def _typed(post: QueryDict, item: Item) -> str:
    if item.kind is Kind.SEVERAL:
        return SEPARATOR.join(code for code in post.getlist(item.name) if code.isalnum())
    return _text(post, item.name)


def _text(post: QueryDict, name: str) -> str:
    """The text as typed, without the NUL that PostgreSQL cannot keep and the line ends that browsers make of «enter»."""
    return str(post.get(name, "")).replace("\x00", "").replace("\r\n", "\n").strip()


def _row_count(post: QueryDict, most: int) -> int:
    return min(_number(post.get(f"{PREFIX}-TOTAL_FORMS")), most + 1)


def _number(text: Any) -> int:
    return int(text) if str(text).isdecimal() and len(str(text)) < 10 else 0
