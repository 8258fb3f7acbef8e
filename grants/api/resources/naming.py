"""Where in what was sent a fault stands: rules name the controls of a page, a system wants the path in its JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from foundation.core.errors import Invalid

ROW = re.compile(r"rows-(\d+)-(\w+)")
Path = Callable[[str, Mapping[str, Any]], str]


def telling(run: Callable[..., Any], path: Path) -> Callable[..., Any]:
    """``run``, whose faults say where they stand: ``path(control, keywords)``."""

    def told(**said: Any) -> Any:
        try:
            return run(**said)
        except Invalid as refusal:
            faults = [replace(fault, field=path(fault.field, said)) for fault in refusal.faults]
            raise Invalid(*faults, message=refusal.message) from refusal

    return told


def in_rows(name: str, columns: Mapping[str, str]) -> Path:
    """The path of ``rows-<number>-<column>``, as formsets call their controls, in the list ``name``."""

    def path(control: str, _said: Mapping[str, Any]) -> str:
        found = ROW.fullmatch(control)
        if found is None:
            return name if control == "rows" else control
        return f"{name}.{found[1]}.{columns.get(found[2], found[2])}"

    return path
