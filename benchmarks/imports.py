"""Loading organisations from a file, beside COPY and index build of the same rows.

``BENCH_NGOS=1000000 make bench ARGS="imports"`` for the size of design; 100,000 unless said.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django

from benchmarks import invented
from benchmarks.figures import Figure

COUNT = int(os.environ.get("BENCH_NGOS", "100000"))
# Everything that a load fills, with what search reads.
TABLES = ("organisation", "organisation_spheres", "searchentry", "word", "worddeletion", "facetcount")
HOLD_RATIO, HOLD_MB = 3, 300


def run() -> list[Figure]:
    """Seconds and peak memory of a load in a process of its own, and of the bare database with the same rows."""
    with tempfile.TemporaryDirectory(prefix="bench-import-") as name:
        folder = Path(name)
        invented.write_csv(folder / "ngos.csv", COUNT)
        ours = _in_own_process(folder / "ngos.csv")
        again = _in_own_process(folder / "ngos.csv")
        bare = _bare_database(folder)
    beside = f"COPY and index build of what {COUNT:,} rows fill"
    return [
        Figure("load a CSV file", ours["seconds"], bare, HOLD_RATIO, "s", beside),
        Figure("load the same file again", again["seconds"], bare, HOLD_RATIO, "s", beside),
        Figure("peak memory of the load", ours["megabytes"], HOLD_MB, 1, "MB", "the most it may take"),
    ]


def _in_own_process(path: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.imports", str(path)], check=True, stdout=subprocess.PIPE, text=True
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def load(path: Path) -> None:
    """What the worker does, and what it took, on the last line of the output."""
    from registry.actions import imports, reference  # noqa: PLC0415 - the settings are there only now

    reference.load()
    wanted = imports.request_path(path=path)
    began = time.perf_counter()
    outcome = imports.run(load=wanted, report=lambda done, total: None).outcome
    seconds = time.perf_counter() - began
    assert outcome["refused"] == 0, outcome
    print(json.dumps({"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def _bare_database(folder: Path) -> float:
    from django.db import connection  # noqa: PLC0415 - the settings are there only now

    seconds = 0.0
    with connection.cursor() as cursor:
        for table in (f"registry_{name}" for name in TABLES):
            cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = %s", [table])
            indexes = [definition for (definition,) in cursor.fetchall()]
            rows = folder / table
            with rows.open("wb") as file:
                cursor.cursor.copy_expert(f"COPY {table} TO STDOUT", file)
            cursor.execute(f"CREATE TABLE bare_{table} (LIKE {table})")
            began = time.perf_counter()
            with rows.open("rb") as file:
                cursor.cursor.copy_expert(f"COPY bare_{table} FROM STDIN", file)
            for number, definition in enumerate(indexes):
                before, after = definition.split(" INDEX ", 1)
                cursor.execute(f"{before} INDEX bare_{table}_{number} ON bare_{after.split(' ON public.', 1)[1]}")
            cursor.execute(f"ANALYZE bare_{table}")
            seconds += time.perf_counter() - began
            cursor.execute(f"DROP TABLE bare_{table}")
    return seconds


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civilportal.settings")
    django.setup()
    load(Path(sys.argv[1]))
