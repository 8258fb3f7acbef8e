"""What the demo was written from by hand."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


@cache
def read(name: str) -> dict[str, Any]:
    """The TOML file ``name`` of this folder."""
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))
