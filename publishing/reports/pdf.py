"""PDF that can be read aloud: PDF/UA-1, tagged, with our own font, by Typst."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from functools import lru_cache
from pathlib import Path

import typst

from publishing.reports.blocks import Printed

HERE = Path(__file__).resolve().parent.parent
TEMPLATE = HERE / "typst" / "document.typ"


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """Ours alone: the same file comes out on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[HERE / "fonts"])


def render(document: Printed, *, moment: dt.datetime) -> bytes:
    """``document`` as PDF bytes. The same data and ``moment`` give the same bytes; typst.TypstError on a fault of ours."""
    pdf = typst.compile(
        TEMPLATE,
        sys_inputs={"data": data_of(document)},
        font_paths=fonts(),
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=int(moment.timestamp()),
    )
    if not isinstance(pdf, bytes):
        raise TypeError("Typst gave no single file")
    return pdf


def data_of(document: Printed) -> str:
    return json.dumps(document.as_data(), ensure_ascii=False, sort_keys=True)


def digest(document: Printed) -> str:
    """SHA-256 of the data of ``document``."""
    return hashlib.sha256(data_of(document).encode()).hexdigest()
