"""The data dictionary, made from the declarations of fields: what is not declared public is not in it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from typing import Any

from django.db import models

from foundation.core.privacy import Privacy
from publishing.opendata import declared
from publishing.opendata.declared import Model

TYPES: tuple[tuple[type[models.Field], str], ...] = (
    (models.BooleanField, "boolean"),
    (models.DateTimeField, "date-time"),
    (models.DateField, "date"),
    (models.DecimalField, "decimal"),
    (models.IntegerField, "integer"),
    (models.JSONField, "object"),
    (models.UUIDField, "uuid"),
    (models.URLField, "uri"),
)


@dataclass(frozen=True)
class Entry:
    """A field. ``codes``: the values of a list of codes; ``leads_to``: the thing that it points at."""

    thing: str
    field: str
    type: str
    codes: str
    leads_to: str
    meaning: str


def entries(listed: Iterable[Model]) -> Iterator[Entry]:
    """Public fields of the models, in the order of each model."""
    for model in listed:
        said = declared.of(model)
        for field in (*model._meta.fields, *model._meta.many_to_many):
            if said is not None and said.kind(field.name) == Privacy.PUBLIC:
                yield _entry(model, field)


def _entry(model: Model, field: Any) -> Entry:
    codes = " | ".join(str(code) for code, _label in field.choices or ())
    to = field.related_model.__name__ if field.is_relation else ""
    return Entry(model.__name__, field.name, _type(field), codes, to, str(field.help_text))


def _type(field: Any) -> str:
    if field.is_relation:
        return "list of references" if field.many_to_many else "reference"
    if hasattr(field, "base_field"):
        return f"list of {_type(field.base_field)}"
    return next((name for kind, name in TYPES if isinstance(field, kind)), "text")


class _Line:
    """What ``csv`` writes to: gives the line back."""

    @staticmethod
    def write(text: str) -> bytes:
        return text.encode()


def as_csv(listed: Iterable[Model]) -> Iterator[bytes]:
    writer = csv.writer(_Line())
    yield writer.writerow([field.name for field in fields(Entry)])
    for entry in entries(listed):
        yield writer.writerow(astuple(entry))
