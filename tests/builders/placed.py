"""Files of the procurement portal, received, checked and loaded by the real actions."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.base import ContentFile

from socialorder.actions.placed import loads
from socialorder.models import OrderLoad

# A row with a contract; tests change what they are about.
ROW: Mapping[str, str] = {
    "lot_number": "55-OK1",
    "specification": "155",
    "year": "2026",
    "title": "Home help for old people",
    "customer_name": "Department",
    "supplier_bin": "",
    "supplier_name": "",
    "planned": "10000000",
    "contracted": "",
    "paid": "",
    "signed_on": "",
    "starts_on": "2026-02-01",
    "ends_on": "2026-12-31",
    "state": "",
    "sphere": "",
    "region": "750000000",
    "level": "",
    "source": "",
}


def row(**given: Any) -> dict[str, str]:
    return {**ROW, **{name: str(value) for name, value in given.items()}}


def contract(number: str, supplier: str, **given: Any) -> dict[str, str]:
    values = {"contracted": "9500000.00", "paid": "500000", "signed_on": "2026-01-20", "state": "contracted"}
    return row(lot_number=number, supplier_bin=supplier, **{**values, **given})


def as_csv(rows: Sequence[Mapping[str, str]], columns: Mapping[str, str] | None = None) -> bytes:
    """``columns`` renames headings."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([(columns or {}).get(name, name) for name in rows[0]])
    writer.writerows([list(one.values()) for one in rows])
    return text.getvalue().encode()


def as_json(rows: Sequence[Mapping[str, Any]]) -> bytes:
    return json.dumps({"total": len(rows), "items": list(rows)}, ensure_ascii=False).encode()


def silent(done: int, total: int) -> None:
    """Progress that nobody looks at."""


def checked(content: bytes, by: Any, name: str = "lots.csv") -> OrderLoad:
    load = loads.receive(upload=ContentFile(content, name=name), by=by)
    return loads.check(load=load, report=silent)


def loaded(content: bytes, by: Any, name: str = "lots.csv") -> OrderLoad:
    load = loads.want(load=checked(content, by, name), by=by)
    return loads.carry_out(load=load, report=silent)
