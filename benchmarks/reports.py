"""Reports beside the bare writers: XLSX of 100,000 × 12 and a PDF of twenty pages. ``python -m benchmarks.reports``

Each figure is measured in a process of its own, so that its peak of memory is its own too. Ratios count, not seconds.
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
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django

from benchmarks.figures import Figure

Work = Callable[[Path], None]

ROWS = 100_000
REPEATS = 5
LIMIT_RATIO = 1.3
LIMIT_MB = 150
PDF_ROWS = 950

FILL = """
INSERT INTO registry_organisation (bin, name_kk, name_ru, name_en, legal_form, status, region_id, registered_on,
    charter_goals, description, address, email, phone, website, head_name, head_iin, private_phone, private_address,
    is_invented, created_at, updated_at)
SELECT '450140' || lpad(n::text, 6, '0'), '«Ойдан шығарылған қор ' || n || '» қоғамдық қоры',
    'Общественный фонд «Вымышленный фонд ' || n || '»', 'Invented Fund ' || n, 'public_fund', 'active', r.code,
    date '2010-01-01' + n %% 5000, '', '', 'Астана қаласы, Мәңгілік Ел даңғылы, ' || n, '', '',
    'https://fund' || n || '.example.org', '', '', '', '', true, now(), now()
FROM generate_series(1, %s) n
JOIN (SELECT code, row_number() OVER (ORDER BY code) - 1 AS place, count(*) OVER () AS total FROM registry_region) r
    ON r.place = n %% r.total;
INSERT INTO registry_searchentry (organisation_id, words, names, sort_kk, sort_ru, sort_en, region_code, legal_form,
    status, spheres)
SELECT id, '', '', '', '', '', region_id, legal_form, status, 1 << (1 + id %% 19)::int | 1 << (1 + id %% 7)::int
FROM registry_organisation;
ANALYZE registry_organisation;
"""


def generated(count: int) -> Iterator[tuple[Any, ...]]:
    """Rows like those of the registry, made from nothing."""
    day, spheres = dt.date(2010, 1, 1), "қоршаған ортаны қорғау; білім беру, ғылым, ақпарат, спорт"
    for n in range(count):
        yield (
            f"450140{n:06d}", f"«Ойдан шығарылған қор {n}» қоғамдық қоры", f"Общественный фонд «Вымышленный фонд {n}»",
            f"Invented Fund {n}", "Public fund", "Active", "Астана қаласы", spheres, day + dt.timedelta(n % 5000),
            f"Астана қаласы, Мәңгілік Ел даңғылы, {n}", f"https://fund{n}.example.org", "yes",
        )  # fmt: skip


def xlsx_ours(folder: Path) -> None:
    from publishing.reports import registry_list, xlsx  # noqa: PLC0415

    xlsx.write(folder / "ours.xlsx", registry_list.sheets())


def xlsx_writer_alone(folder: Path) -> None:
    import xlsxwriter  # noqa: PLC0415

    options = {"constant_memory": True, "tmpdir": str(folder)}
    with xlsxwriter.Workbook(str(folder / "alone.xlsx"), options) as book:
        page = book.add_worksheet()
        text, day = book.add_format({"text_wrap": True}), book.add_format({"num_format": "dd.mm.yyyy"})
        for number, row in enumerate(generated(ROWS)):
            for index, value in enumerate(row):
                if index == 8:
                    page.write_datetime(number, index, value, day)
                else:
                    page.write_string(number, index, value, text)


def _printed() -> Any:
    from publishing.reports.blocks import Printed, Section, Table  # noqa: PLC0415

    rows = [[str(n), row[0], row[1], str(row[8])] for n, row in enumerate(generated(PDF_ROWS))]
    table = Table(["№", "БСН", "Атауы", "Күні"], rows, widths=(0, 1, 3, 1), numbers=(0,))
    return Printed("Хаттама", "Тізім", "Оператор", "kk", "Хаттама", [Section("Тізім", [table])])


def pdf_ours(folder: Path) -> None:
    from publishing.reports import pdf  # noqa: PLC0415

    content = pdf.render(_printed(), moment=dt.datetime(2026, 11, 22, tzinfo=dt.UTC))
    (folder / "ours.pdf").write_bytes(content)


def pdf_writer_alone(folder: Path) -> None:
    """Typst itself with the same look and tags, in this process."""
    import typst  # noqa: PLC0415

    from publishing.reports import pdf  # noqa: PLC0415

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[pdf.FONTS])
    data = {"data": pdf.data_of(_printed())}
    content = typst.compile(pdf.TEMPLATE, sys_inputs=data, font_paths=fonts, format="pdf", pdf_standards=["ua-1"])
    (folder / "alone.pdf").write_bytes(content)


def csv_ours(folder: Path) -> None:
    from publishing.opendata import registry_rows  # noqa: PLC0415

    with (folder / "ours.csv").open("wb") as target:
        target.writelines(registry_rows.csv())


def csv_copy(folder: Path) -> None:
    """One COPY of the same rows into a file."""
    from django.db import connection  # noqa: PLC0415

    from publishing.opendata import registry_rows  # noqa: PLC0415

    with (folder / "alone.csv").open("wb") as target, connection.cursor() as cursor:
        query = f"COPY ({registry_rows.select()} ORDER BY o.id) TO STDOUT WITH (FORMAT csv, HEADER)"
        cursor.cursor.copy_expert(query, target)


PAIRS: dict[str, tuple[Work, Work]] = {
    f"XLSX of {ROWS:,} × 12": (xlsx_ours, xlsx_writer_alone),
    f"PDF of {PDF_ROWS} rows, 20 pages": (pdf_ours, pdf_writer_alone),
    f"CSV of {ROWS:,} × 12": (csv_ours, csv_copy),
}
WORK = {work.__name__: work for pair in PAIRS.values() for work in pair}


def child(name: str) -> None:
    """Do one piece of work here and print its seconds and the peak of memory."""
    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        WORK[name](Path(folder))
        seconds = time.perf_counter() - started
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps([seconds, peak / 1024]))


def measure(names: tuple[str, str], address: str) -> list[tuple[float, float]]:
    """For each of ``names`` the least seconds and the highest peak of memory in MB over several processes.

    The two take turns, and the least counts, so that whatever else the machine does touches both alike.
    """
    environment = os.environ | {"DATABASE_URL": address}
    found: dict[str, list[list[float]]] = {name: [] for name in names}
    for _ in range(REPEATS):
        for name in names:
            command = [sys.executable, "-m", "benchmarks.reports", name]
            done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
            found[name].append(json.loads(done.stdout))
    return [(min(row[0] for row in rows), max(row[1] for row in rows)) for rows in found.values()]


def run() -> Iterator[Figure]:
    """Time and peak of memory of each report, on a database of its own."""
    django.setup()
    from django.db import connection  # noqa: PLC0415

    from registry.actions import reference  # noqa: PLC0415

    before = connection.settings_dict["NAME"]
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        reference.load()
        with connection.cursor() as cursor:
            cursor.execute(FILL, [ROWS])
        for title, (ours, alone) in PAIRS.items():
            mine, theirs = measure((ours.__name__, alone.__name__), address_of(name))
            yield Figure(title, mine[0], theirs[0], LIMIT_RATIO, beside="the writer alone with generated rows, or COPY")
            yield Figure(f"{title}: memory", mine[1], LIMIT_MB, 1.0, unit="MB", beside="the limit")
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


def address_of(name: str) -> str:
    from django.db import connection  # noqa: PLC0415

    database = connection.settings_dict
    host, port = database["HOST"].replace("/", "%2F"), f":{database['PORT']}" if database["PORT"] else ""
    credentials = ":".join(filter(None, [database["USER"], database["PASSWORD"]]))
    return f"postgres://{credentials}@{host}{port}/{name}"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civilportal.settings")
    if len(sys.argv) > 1:
        child(sys.argv[1])
    else:
        figures = list(run())
        print(*("  ".join(figure.row()) for figure in figures), sep="\n")
        sys.exit(0 if all(figure.holds for figure in figures) else 1)
