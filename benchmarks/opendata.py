"""Open data of a million rows in constant memory. ``python -m benchmarks.opendata`` (OPENDATA_ROWS for fewer)

The registry beside one COPY of the same rows, the ledger of grants in 360Giving by its memory alone: a tenth of the rows
must not need less than all of them. The portal itself takes some 150 MB before the first row. Each piece of work is done in a process of its own, so that its peak is its own too.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import django

from benchmarks.figures import Figure
from benchmarks.reports import FILL, LIMIT_RATIO, address_of

ROWS = int(os.environ.get("OPENDATA_ROWS", "1000000"))
GRANTS = ROWS // 10
FLAT = 1.15
MOMENT = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)

LEDGER = """
INSERT INTO registry_funding (organisation_id, kind, reference, title, payer_name, amount, decided_on, region_id, page,
    page_arguments, source, recorded_at, annulled_reason)
SELECT id, 'grant', 'file:' || id, 'Жоба ' || id, 'Оператор', 500000 + id, registered_on, region_id, '', '[]', 'file',
    now(), '' FROM registry_organisation ORDER BY id LIMIT %s
"""


def csv_ours(target: Path) -> None:
    from publishing.opendata import registry_rows  # noqa: PLC0415

    _write(target, registry_rows.csv())


def csv_copy(target: Path) -> None:
    from publishing.opendata import registry_rows  # noqa: PLC0415

    _copy(target, registry_rows.AS_CSV.format(f"{registry_rows.select()} ORDER BY o.id", "true"))


def lines_ours(target: Path) -> None:
    from publishing.opendata import registry_rows  # noqa: PLC0415

    _write(target, registry_rows.lines())


def lines_copy(target: Path) -> None:
    from publishing.opendata import registry_rows  # noqa: PLC0415

    _copy(target, registry_rows.AS_LINES.format(f"{registry_rows.select_lines()} ORDER BY o.id"))


def grants_all(target: Path) -> None:
    from publishing.opendata import grants360  # noqa: PLC0415

    _write(target, grants360.packaged(uri="https://example.kz/", made_at=MOMENT))


def grants_tenth(target: Path) -> None:
    from itertools import islice  # noqa: PLC0415

    from publishing.opendata import grants360  # noqa: PLC0415

    _write(target, islice(grants360.packaged(uri="https://example.kz/", made_at=MOMENT), GRANTS // 10))


def _write(target: Path, pieces: Iterable[bytes]) -> None:
    with target.open("wb") as file:
        file.writelines(pieces)


def _copy(target: Path, query: str) -> None:
    from django.db import connection  # noqa: PLC0415

    with target.open("wb") as file, connection.cursor() as cursor:
        cursor.cursor.copy_expert(query, file)


WORK: dict[str, Callable[[Path], None]] = {
    work.__name__: work for work in (csv_ours, csv_copy, lines_ours, lines_copy, grants_all, grants_tenth)
}


def child(name: str) -> None:
    """Do one piece of work here and print its seconds and the peak of memory."""
    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        WORK[name](Path(folder, "file"))
        seconds = time.perf_counter() - started
    print(json.dumps([seconds, peak()]))


def peak() -> float:
    """MB of this program at its most. What ``getrusage`` tells begins with what the parent had when it started us."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(next(line for line in status.read_text().splitlines() if line.startswith("VmHWM")).split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(work: Callable[[Path], None], address: str) -> tuple[float, float]:
    """Seconds and MB, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.opendata", work.__name__]
    environment = os.environ | {"DATABASE_URL": address}
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    seconds, megabytes = json.loads(done.stdout)
    return seconds, megabytes


def run() -> Iterator[Figure]:
    """On a database of its own."""
    django.setup()
    from django.db import connection  # noqa: PLC0415

    from registry.actions import reference  # noqa: PLC0415

    before = connection.settings_dict["NAME"]
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        reference.load()
        with connection.cursor() as cursor:
            cursor.execute(FILL, [ROWS])
            cursor.execute(LEDGER, [GRANTS])
        address = address_of(name)
        for title, ours, alone in (("CSV", csv_ours, csv_copy), ("JSON Lines", lines_ours, lines_copy)):
            mine, theirs = measured(ours, address), measured(alone, address)
            yield Figure(
                f"{title} of {ROWS:,} NGOs", mine[0], theirs[0], LIMIT_RATIO, beside="one COPY of the same rows"
            )
            yield Figure(
                f"{title} of {ROWS:,} NGOs: memory", mine[1], theirs[1], LIMIT_RATIO, unit="MB", beside="that COPY"
            )
        every, tenth = measured(grants_all, address), measured(grants_tenth, address)
        yield Figure(f"360Giving of {GRANTS:,}: memory", every[1], tenth[1], FLAT, unit="MB", beside="a tenth of them")
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civilportal.settings")
    if len(sys.argv) > 1:
        child(sys.argv[1])
    else:
        figures = list(run())
        print(*("  ".join(figure.row()) for figure in figures), sep="\n")
        sys.exit(0 if all(figure.holds for figure in figures) else 1)
