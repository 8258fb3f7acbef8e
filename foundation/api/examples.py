"""An example of anything that the description describes: invented, and of the right form."""

from __future__ import annotations

from typing import Any

NAMED: dict[str, Any] = {
    "bin": "450140000017",
    "name_kk": "«Ойдан шығарылған» ҚҚ",
    "name_ru": "ОФ «Вымышленный»",
    "name_en": "Invented Fund",
    "region": "710000000",
    "kato": "710000000",
    "email": "fund@example.org",
    "website": "https://example.org",
    "phone": "+7 700 000 00 00",
    "amount": "500000.00",
    "reason": "Order № 12 of 1 March 2026",
    "sha256": "0" * 64,
    "next": None,
    "url": "https://example.org/hook",
    "year": 2025,
}
FORMATS = {
    "date": "2026-03-01",
    "date-time": "2026-03-01T13:00:00Z",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "uri": "https://example.org/",
    "decimal": "500000.00",
    "email": "fund@example.org",
    "binary": "",
}
DEPTH_MAX = 6


def of(schema: dict[str, Any], schemas: dict[str, Any], name: str = "", depth: int = 0) -> Any:
    """A value that the schema takes."""
    if "$ref" in schema:
        return of(schemas.get(schema["$ref"].rsplit("/", 1)[-1], {}), schemas, name, depth + 1)
    for word in ("allOf", "oneOf", "anyOf"):
        if word in schema:
            return of(schema[word][0], schemas, name, depth)
    for word in ("example", "default", "const"):
        if word in schema:
            return schema[word]
    if "enum" in schema:
        return schema["enum"][0]
    return _of_kind(schema, schemas, name, depth)


def _of_kind(schema: dict[str, Any], schemas: dict[str, Any], name: str, depth: int) -> Any:
    kinds = schema.get("type", "object")
    kind = kinds if isinstance(kinds, str) else next(one for one in kinds if one != "null")
    if kind == "object":
        if depth > DEPTH_MAX:
            return {}
        return {key: of(one, schemas, key, depth + 1) for key, one in schema.get("properties", {}).items()}
    if kind == "array":
        return [of(schema.get("items", {}), schemas, name.removesuffix("s"), depth + 1)] if depth <= DEPTH_MAX else []
    if kind == "string":
        return (
            NAMED.get(name)
            if isinstance(NAMED.get(name), str)
            else FORMATS.get(schema.get("format", ""), name or "text")
        )
    if kind == "boolean":
        return False
    return NAMED[name] if isinstance(NAMED.get(name), int) else schema.get("minimum", 1)
