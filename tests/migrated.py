"""A database that has all migrations, kept between runs: a minute's work is done once for each new migration.

The test databases are copies of it. What is kept stands in ``.test`` under the digests of the migrations that are in it,
so that an edited one never meets it; one that only lacks the newest is taken as well, and the rest is applied to it.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from civilportal.embedded.house import ROOT
from civilportal.embedded.postgres import ROLE, program_directory

KEPT = ROOT / ".test" / "migrated"
MOST = 4


def make() -> None:
    """Bring the empty database of ``DATABASE_URL`` up to date, with the help of what is kept."""
    KEPT.mkdir(mode=0o711, parents=True, exist_ok=True)
    wanted = digests()
    found = best(wanted)
    if found:
        _run("pg_restore", "--exit-on-error", "-d", connection.settings_dict["NAME"], str(found))
        found.touch()
    if found == dump_of(wanted):
        return
    call_command("migrate", verbosity=0)
    keep(wanted)


def keep(migrations: Mapping[str, str]) -> None:
    """Keep the database as it is now, and of the earlier ones the latest."""
    dump = dump_of(migrations)
    draft = dump.with_suffix(f".{os.getpid()}")
    _run("pg_dump", "-Fc", "-f", str(draft), connection.settings_dict["NAME"])
    dump.with_suffix(".json").write_text(json.dumps(migrations), encoding="utf-8")
    draft.rename(dump)
    for old in sorted(KEPT.glob("*.dump"), key=lambda path: path.stat().st_mtime, reverse=True)[MOST:]:
        old.with_suffix(".json").unlink(missing_ok=True)
        old.unlink(missing_ok=True)


def digests() -> dict[str, str]:
    """Label of each migration, also of the libraries' → digest of its file."""
    return {
        f"{app}.{name}": hashlib.sha256(_source(migration.__module__)).hexdigest()
        for (app, name), migration in MigrationLoader(None).disk_migrations.items()
    }


def _source(module: str) -> bytes:
    return Path(importlib.import_module(module).__file__ or "").read_bytes()


def dump_of(migrations: Mapping[str, str]) -> Path:
    digest = hashlib.sha256(json.dumps(migrations, sort_keys=True).encode()).hexdigest()
    return KEPT / f"{digest[:24]}.dump"


def best(wanted: Mapping[str, str]) -> Path | None:
    """What is kept of just these migrations, or of the most of them and no other."""
    known = {path.with_suffix(".dump"): json.loads(path.read_text(encoding="utf-8")) for path in KEPT.glob("*.json")}
    fitting = {path: len(had) for path, had in known.items() if had.items() <= wanted.items() and path.exists()}
    return max(fitting, key=fitting.__getitem__, default=None)


def _run(program: str, *arguments: str) -> None:
    argv = [str(program_directory() / "bin" / program), "-h", connection.settings_dict["HOST"], "-U", ROLE, *arguments]
    subprocess.run(argv, env={"LC_ALL": "C"}, check=True)


if __name__ == "__main__":
    django.setup()
    make()
