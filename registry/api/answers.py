"""Sections of the yearly information as JSON, made from the same description as their pages: what may be sent, what is wrong
with it at its path, and how it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from rest_framework import serializers

from foundation.api.serializers import Strict
from foundation.core.content import reading
from foundation.core.content.items import CONFIRMED, COUNTED_MAX, Choices, Item, Kind, Part, Typed
from registry.models.annual_content import ANNUAL_PARTS, FIXED_CHOICES, annual_choices

Answers = dict[str, Any]


def _text(item: Item, common: dict[str, Any]) -> serializers.Field:
    return serializers.CharField(allow_blank=True, max_length=item.longest, **common)


def _money(_item: Item, common: dict[str, Any]) -> serializers.Field:
    return serializers.DecimalField(max_digits=18, decimal_places=2, min_value=Decimal(0), allow_null=True, **common)


def _whole(_item: Item, common: dict[str, Any]) -> serializers.Field:
    return serializers.IntegerField(min_value=0, max_value=COUNTED_MAX, allow_null=True, **common)


def _choice(item: Item, common: dict[str, Any]) -> serializers.Field:
    if item.choices not in FIXED_CHOICES:
        return serializers.CharField(allow_blank=True, max_length=100, **common)
    return serializers.ChoiceField(choices=list(FIXED_CHOICES[item.choices]), allow_blank=True, **common)


def _confirm(_item: Item, common: dict[str, Any]) -> serializers.Field:
    return serializers.BooleanField(**common)


MAKERS: dict[Kind, Callable[[Item, dict[str, Any]], serializers.Field]] = {
    Kind.MONEY: _money, Kind.WHOLE: _whole, Kind.CHOICE: _choice, Kind.CONFIRM: _confirm,
}  # fmt: skip
WORDS = {"spheres": "Number of a sphere.", "regions": "KATO code of a region.", "": ""}


def _fields(items: tuple[Item, ...]) -> dict[str, serializers.Field]:
    found = {}
    for item in items:
        text = " ".join(part for part in (str(item.label), str(item.hint), WORDS.get(item.choices, "")) if part)
        found[item.name] = MAKERS.get(item.kind, _text)(item, {"required": False, "help_text": text})
    return found


def _class(part: Part, base: type[serializers.Serializer], suffix: str, **more: Any) -> type[serializers.Serializer]:
    name = f"Annual{part.name.title()}"
    fields: dict[str, Any] = _fields(part.items)
    if part.rows:
        words = str(part.rows.legend)
        row = type(f"{name}Row{suffix}", (base,), {**_fields(part.rows.items), "__doc__": str(part.rows.row_label)})
        fields["rows"] = serializers.ListSerializer(
            child=row(), required=False, max_length=part.rows.most, help_text=words
        )
    body = {"__doc__": str(part.label), "__module__": __name__, **fields, **more}
    return type(f"{name}{suffix}", (base,), body)


def section_input(part: Part) -> type[Strict]:
    """The whole section as it is from now on, complete or not: what is not sent is empty."""
    words = "Of the section as you have read it; 0 when nothing was saved yet."

    def validate(self: Any, sent: dict[str, Any]) -> dict[str, Any]:
        version = sent.pop("version")
        typed = typed_of(part, sent)
        if faults := _unreadable(part, typed, annual_choices()):
            raise serializers.ValidationError(faults)
        return {"name": part.name, "typed": typed, "version": version}

    more = {
        "version": serializers.IntegerField(min_value=0, max_value=2**31 - 1, help_text=words),
        "validate": validate,
    }
    return _class(part, Strict, "Input", **more)  # type: ignore[return-value]


class FaultRead(serializers.Serializer):
    """What is missing or wrong in an answer, or what the officer asked to correct there."""

    field = serializers.CharField(help_text="Path into the answers, like `rows.0.amount`.")
    detail = serializers.CharField()


def _section_read(part: Part) -> serializers.Serializer:
    state = serializers.ChoiceField(choices=[(one.value, one.value) for one in reading.State])
    fields: dict[str, Any] = {
        "version": serializers.IntegerField(help_text="Say it when you write."),
        "state": state,
        "answers": _class(part, serializers.Serializer, "Answers")(),
        "faults": FaultRead(many=True, help_text="What keeps the information from being sent."),
        "remarks": FaultRead(many=True, help_text="What the officer asked to correct."),
    }
    body = {"__doc__": str(part.label), "__module__": __name__, **fields}
    made: serializers.Serializer = type(f"Annual{part.name.title()}Read", (serializers.Serializer,), body)()
    return made


DraftRead = type(
    "AnnualDraftRead",
    (serializers.Serializer,),
    {
        "__doc__": "All sections as they are typed, for those who may write them now.",
        "__module__": __name__,
        **{name: _section_read(part) for name, part in ANNUAL_PARTS.items()},
    },
)


def typed_of(part: Part, answers: Mapping[str, Any]) -> Answers:
    """Answers as they would have been typed on the page; rows that say nothing are left out."""
    data = _typed(part.items, answers)
    rows = [typed for row in answers.get("rows", []) if (typed := _typed(part.row_items, row))]
    return data | ({"rows": rows} if rows else {})


def _typed(items: tuple[Item, ...], answers: Mapping[str, Any]) -> Answers:
    texts = {item.name: _as_text(answers.get(item.name)) for item in items}
    return {name: text for name, text in texts.items() if text}


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return CONFIRMED if value else ""
    if isinstance(value, Decimal):
        return format(value, "f")
    return "" if value is None else str(value)


def _unreadable(part: Part, typed: Typed, choices: Choices) -> dict[str, Any]:
    """What the page's own fields would not take, by its place in what was sent."""
    faults: dict[str, Any] = _wrong(part.items, typed, choices)
    rows = {
        str(n): wrong for n, row in enumerate(typed.get("rows", [])) if (wrong := _wrong(part.row_items, row, choices))
    }
    return faults | ({"rows": rows} if rows else {})


def _wrong(items: tuple[Item, ...], typed: Typed, choices: Choices) -> dict[str, list[str]]:
    found = {}
    for item in items:
        try:
            if item.name in typed:
                item.read(typed[item.name], choices)
        except ValidationError as refusal:
            found[item.name] = list(refusal.messages)
    return found


def answers_of(part: Part, data: Typed, choices: Choices) -> Answers:
    """How a section stands, so that it can be sent back as it is."""
    said = reading.canonical(part, data, choices)
    rows = said.pop("rows", None)
    shown = _answers(part.items, said)
    return shown if rows is None else shown | {"rows": [_answers(part.row_items, row) for row in rows]}


def _answers(items: tuple[Item, ...], said: Mapping[str, Any]) -> Answers:
    return {item.name: _answer(item, said.get(item.name)) for item in items}


def _answer(item: Item, value: Any) -> Any:
    if item.kind is Kind.CONFIRM:
        return value == CONFIRMED
    return "" if value is None and item.kind not in (Kind.MONEY, Kind.WHOLE) else value
