"""What every room says of its fields, and rows of which nothing but what is public can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import NoReverseMatch

from foundation.core.privacy import Fields, Privacy
from foundation.core.screening import without_iin
from foundation.core.text import localized_value

Model = type[models.Model]


class NotPublic(Exception):
    """Open data asked for a field that is not declared public: a mistake in a serialiser, never a state of data."""


@cache
def of_app(label: str) -> dict[str, Fields]:
    """Model name → its fields, as ``privacy.py`` of the room says; empty when it says nothing."""
    name = f"{apps.get_app_config(label).name}.privacy"
    try:
        module = import_module(name)
    except ModuleNotFoundError as fault:
        if fault.name != name:
            raise
        return {}
    found: dict[str, Fields] = module.FIELDS
    return found


@cache
def of(model: Model) -> Fields | None:
    """What is declared of ``model``; None when nothing is."""
    return of_app(model._meta.app_label).get(model.__name__)


def own_models() -> Iterator[Model]:
    """Every model of the house, not those of libraries."""
    for config in apps.get_app_configs():
        if Path(config.path).parent in (settings.BASE_DIR, settings.BASE_DIR / "foundation"):
            yield from config.get_models()


def field_names(model: Model) -> list[str]:
    return [field.name for field in (*model._meta.fields, *model._meta.many_to_many)]


def undeclared(model: Model) -> list[str]:
    """Fields of ``model`` that nobody has said anything of, in the order of the model."""
    said = of(model)
    return [name for name in field_names(model) if said is None or name not in said.names]


def vanished() -> list[str]:
    """Declarations of fields and models that are there no more."""
    models_by_app: dict[str, dict[str, Model]] = {}
    for model in own_models():
        models_by_app.setdefault(model._meta.app_label, {})[model.__name__] = model
    found = []
    for label, known in models_by_app.items():
        for name, said in of_app(label).items():
            if name not in known:
                found.append(f"{label}.{name}")
                continue
            gone = (said.names | set(said.parts)) - set(field_names(known[name]))
            found += [f"{label}.{name}.{field}" for field in sorted(gone)]
    return found


def check(model: Model, name: str) -> None:
    """Raises NotPublic when ``name`` is not declared public."""
    said = of(model)
    if said is None or said.kind(name) != Privacy.PUBLIC:
        raise NotPublic(f"{model._meta.label}.{name}")


def column(model: Model, name: str) -> str:
    """The database column of the public field ``name``, for SQL written by hand; raises NotPublic."""
    check(model, name)
    return str(model._meta.get_field(name).column)


@cache
def _reading(model: Model, name: str) -> tuple[str, bool]:
    """How the attribute ``name`` is read: its kind and whether it is text; raises NotPublic."""
    known = {field.name: field for field in (*model._meta.fields, *model._meta.many_to_many)}
    field = known.get(name) or known.get(name.removesuffix("_id"))
    if field is None:
        raise NotPublic(f"{model._meta.label}.{name}")
    check(model, field.name)
    if field.many_to_many:
        return "many", False
    if field.is_relation and name == field.name:
        return "one", False
    return "json" if isinstance(field, models.JSONField) else "value", not field.is_relation


class Public:
    """A row seen by everybody: only fields that are declared public, numbers of people taken out of every text.

    Rows that it leads to are seen the same way. Raises NotPublic.
    """

    __slots__ = ("_row",)

    def __init__(self, row: Any) -> None:
        self._row = row

    def __getattr__(self, name: str) -> Any:
        kind, is_text = _reading(type(self._row), name)
        if kind == "many":
            return self.rows(name)
        value = getattr(self._row, name)
        if kind == "one":
            return Public(value) if value is not None else None
        return cleaned(value) if is_text else value

    def rows(self, name: str) -> list[Public]:
        """Rows at the other end of ``name``, as the query has fetched them: who reads it has said which are public."""
        if name not in getattr(self._row, "_prefetched_objects_cache", {}):
            raise NotPublic(f"{type(self._row)._meta.label}.{name}: not chosen by the query")
        return [Public(one) for one in getattr(self._row, name).all()]

    def one(self, name: str) -> Public | None:
        """The row that points at this one from the other side of a one-to-one relation."""
        found = getattr(self._row, name, None)
        return Public(found) if found is not None else None

    def part(self, name: str, key: str) -> Any:
        """What stands under ``key`` in the JSON field ``name``, when that key is declared; raises NotPublic.

        «rows.kato» is what each of the rows has under «kato», as far as it is filled.
        """
        said = of(type(self._row))
        if said is None or key not in said.parts.get(name, ()):
            raise NotPublic(f"{type(self._row)._meta.label}.{name}.{key}")
        data = getattr(self._row, name) or {}
        listed, _dot, inner = key.partition(".")
        if not inner:
            return cleaned(data.get(key))
        return cleaned([row[inner] for row in data.get(listed) or [] if row.get(inner)])

    def named(self, name: str) -> dict[str, str]:
        """The text ``name`` by language, as far as it is filled."""
        known = {field.name for field in self._row._meta.fields}
        codes = [code for code in ("kk", "ru", "en") if f"{name}_{code}" in known]
        return {code: text for code in codes if (text := getattr(self, f"{name}_{code}"))}

    def said(self, name: str) -> str:
        """The text ``name`` in the language in force, else in the next one that is filled; '' when none is."""
        return localized_value({f"{name}_{code}": text for code, text in self.named(name).items()}, name)

    def label(self, name: str) -> str:
        """What the choice ``name`` is called in the language in force."""
        check(type(self._row), name)
        return str(cleaned(str(getattr(self._row, f"get_{name}_display")())))

    def page(self) -> str:
        """The whole address of its page in the language in force; '' when there is no page of such things."""
        try:
            return f"{settings.PUBLIC_ADDRESS}{self._row.get_absolute_url()}"
        except NoReverseMatch:
            return ""


def cleaned(value: Any) -> Any:
    """``value`` without numbers of people, however deep they stand."""
    if isinstance(value, str):
        return without_iin(value)
    if isinstance(value, dict):
        return {key: cleaned(one) for key, one in value.items()}
    if isinstance(value, list):
        return [cleaned(one) for one in value]
    return value


def public(rows: Iterable[Any]) -> Iterator[Public]:
    return (Public(row) for row in rows)
