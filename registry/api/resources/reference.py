"""Reference data: the same tables with the same columns as on their pages."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from foundation.api.resources import Resource
from foundation.api.serializers import Read
from registry.models import RuleParameters
from registry.queries.reference import TABLES, Table

KEYS = {"code": "str", "number": "int", "valid_from": "str", "day": "str", "key": "str"}
RULES = Table("rule-parameters", "Parameters of rules", RuleParameters, (
    "key", "code", "valid_from", "values", "source", "certainty",
))  # fmt: skip


def _resource(table: Table) -> type[Resource]:
    model: Any = table.model
    key = model._meta.pk.name
    meta = type("Meta", (), {"model": model, "fields": table.columns})
    name = model.__name__.removesuffix("Record")
    shown = type(f"{name}Read", (Read,), {"Meta": meta, "__doc__": f"A row of “{table.name}”."})
    columns: dict[str, Any] = {
        "area": "registry",
        "title": table.name.replace("-", " ").capitalize(),
        "read": shown,
        "is_public": True,
        "lookup_field": key,
        "lookup_value_converter": KEYS[key],
        "order": (key,),
        "objects": _objects(model),
        "__doc__": f"{table.name.replace('-', ' ').capitalize()}, with source and certainty. Everybody reads them.",
    }
    return type(f"{name}Rows", (Resource,), columns)


def _objects(model: Any) -> Any:
    def objects(self: Any, reader: Any) -> QuerySet[Any]:
        return model._default_manager.all()

    return objects


RESOURCES: list[tuple[str, type[Resource]]] = [(table.name, _resource(table)) for table in (*TABLES.values(), RULES)]
