"""PDF that can be read aloud: PDF/UA-1, tagged, with our own font, by Typst."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import subprocess
import sys
from pathlib import Path

from publishing.reports.blocks import Printed

HERE = Path(__file__).resolve().parent
TEMPLATE = HERE.parent / "typst" / "document.typ"
# Ours alone: the same file comes out on every machine.
FONTS = HERE.parent / "fonts"
TYPESETTER = HERE / "typesetter.py"
TIMEOUT_SECONDS = 120


class NotTypeset(RuntimeError):
    """Typst refused the document (a fault of ours, in its words) or took too long."""


def render(document: Printed, *, moment: dt.datetime, template: Path = TEMPLATE) -> bytes:
    """``document`` as PDF bytes. The same data and ``moment`` give the same bytes. Raises NotTypeset."""
    asked = {
        "template": str(template),
        "fonts": str(FONTS),
        "data": data_of(document),
        "timestamp": int(moment.timestamp()),
    }
    # -P: nothing that lies beside the typesetter is taken for a library.
    command = [sys.executable, "-P", str(TYPESETTER)]
    try:
        done = subprocess.run(  # noqa: S603  the program and its arguments are ours
            command, input=json.dumps(asked).encode(), capture_output=True, timeout=TIMEOUT_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as fault:
        raise NotTypeset(f"not ready after {TIMEOUT_SECONDS} seconds") from fault
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        raise NotTypeset(done.stderr.decode(errors="replace").strip()[-2000:] or f"ended with {done.returncode}")
    return done.stdout


def data_of(document: Printed) -> str:
    return json.dumps(document.as_data(), ensure_ascii=False, sort_keys=True)


def digest(document: Printed) -> str:
    """SHA-256 of the data of ``document``."""
    return hashlib.sha256(data_of(document).encode()).hexdigest()
