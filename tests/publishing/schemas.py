"""The official schemas of the standards, as far as they are on this machine; and the checkers that read them."""

from __future__ import annotations

import io
import json
import os
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import jsonref
import pytest
from django.conf import settings
from jsonschema import Draft202012Validator, FormatChecker
from libcoveocds.api import ocds_json_output
from libcoveocds.config import LibCoveOCDSConfig

FOLDER = Path(os.environ.get("STANDARD_SCHEMAS", settings.BASE_DIR.parent / "shared" / "schemas"))
TOP = "standard-1__1__5/"
needs = {
    name: pytest.mark.skipif(not (FOLDER / name).is_dir(), reason=f"no official schemas in {FOLDER / name}")
    for name in ("ocds", "360giving", "popolo")
}


def schema(*names: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FOLDER.joinpath(*names).read_text())
    return found


@cache
def standard_zip() -> bytes:
    """The standard as the checker wants it: a zip of its repository, made of the schemas here; nothing is fetched."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(TOP, "")
        for file in sorted((FOLDER / "ocds").rglob("*")):
            if file.is_file():
                archive.write(file, f"{TOP}schema/{file.relative_to(FOLDER / 'ocds').as_posix()}")
    return buffer.getvalue()


class _Answer:
    def __init__(self, path: Path) -> None:
        self.path = path

    def raise_for_status(self) -> None:
        assert self.path.is_file(), self.path

    def json(self, **options: Any) -> Any:
        return json.loads(self.path.read_text(), **options)


class Standard:
    """Stands in for the site of the standard: the same files, from here. Anything else is refused."""

    @staticmethod
    def get(address: str) -> _Answer:
        assert address.startswith("https://standard.open-contracting.org/schema/1__1__5/"), address
        return _Answer(FOLDER / "ocds" / address.rsplit("/", 1)[1])


def complaints_of_checker(data: dict[str, Any], folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What libcoveocds finds in a package: everything that it would show to a publisher as wrong or unknown."""
    monkeypatch.setattr(jsonref, "requests", Standard)
    config = LibCoveOCDSConfig({"context": "api", "standard_zip": standard_zip()})
    return ocds_json_output(str(folder), json_data=data, lib_cove_ocds_config=config)


def faults_of_360giving(data: dict[str, Any]) -> list[str]:
    """As the standard's own note says: the package without its items, and each grant by the schema of a grant."""
    frame = schema("360giving", "360-giving-package-schema.json")
    del frame["properties"]["grants"]["items"]
    grant = Draft202012Validator(schema("360giving", "360-giving-schema.json"), format_checker=FormatChecker())
    package = Draft202012Validator(frame, format_checker=FormatChecker())
    faults = [error.message for error in package.iter_errors(data)]
    unknown = {key for one in data["grants"] for key in one} - set(grant.schema["properties"])
    return faults + [error.message for one in data["grants"] for error in grant.iter_errors(one)] + sorted(unknown)
