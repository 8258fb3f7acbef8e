"""A ranking of 100,000 entries × 5 sheets × 10 criteria, beside one SQL aggregate over sheets with stored totals; a year of
the whole country, and whether pages are as fast while it is computed. ``python -m benchmarks scoring``

The whole of a worker's task runs in a process of its own, so that its peak of memory is its own too.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import django
from django.db import connection
from django.urls import reverse

from benchmarks.figures import Better, Figure, in_turn, measure
from benchmarks.reports import address_of

ENTRIES, SHEETS, CRITERIA = 100_000, 5, 10
REPEATS = 5
HOLD, WHOLE_HOLD, MEMORY_MB = 3.0, 60.0, 1000
# A year of the whole country, each entry scored by three of sixty experts, and what was asked for in the years before.
YEAR, EXPERTS, PER_ENTRY, BEFORE = 3_000, 60, 3, 6_000
PAGES, PAGES_HOLD = 150, 1.5
# Seconds on a quiet machine: a page that is computed once, and a job.
QUALITY_SECONDS, LIKENESS_SECONDS = 5.0, 120.0

FILL = """
CREATE TEMPORARY TABLE bench_sheet AS
SELECT n AS entry, marks, total FROM (
    SELECT n, array_agg((random() * 10)::int * 100) AS marks, sum((random() * 10)::int * 10000)::bigint AS total
    FROM generate_series(1, %s) n, generate_series(1, %s) sheet, generate_series(1, %s) criterion GROUP BY n, sheet
) made;
ANALYZE bench_sheet;
"""
AGGREGATE = """
SELECT entry, mean, rank() OVER (ORDER BY mean DESC) FROM (
    SELECT entry, round(avg(total) / 10000, 2) AS mean FROM bench_sheet GROUP BY entry
) totals
"""
WORDS = [f"сөз{n}" for n in range(4000)]


def rubric() -> dict[str, Any]:
    criteria = [
        {"code": f"c{n}", "title": {}, "weight": "1.00", "minimum": "0.00", "maximum": "10.00", "step": "1.00"}
        | {"pass_mark": None}
        for n in range(CRITERIA)
    ]
    plain = {"code": "bench", "version": 1, "aggregation": "mean", "tie_rule": "shared", "maximum_total": "100.00"}
    return plain | {"pass_mark": "60.00", "criteria": criteria}


def inputs(entries: int = ENTRIES, sheets: int = SHEETS, experts: int = SHEETS) -> dict[str, Any]:
    """A round as the engine takes it, with marks by chance from a fixed seed."""
    from evaluation.scoring.inputs import ENGINE_VERSION, FORMAT  # noqa: PLC0415

    chance = random.Random(1)
    rows = [
        [
            {
                "expert": 1 + (at + place * 7) % experts,
                "marks": [chance.randrange(0, 1001, 100) for _ in range(CRITERIA)],
            }
            for place in range(sheets)
        ]
        for at in range(entries)
    ]
    return {
        "format": FORMAT,
        "engine": ENGINE_VERSION,
        "round": 1,
        "rubric": rubric(),
        "entries": [{"number": at, "reference": f"A-{at}", "sheets": sheets_} for at, sheets_ in enumerate(rows, 1)],
    }


def waiting_run(document: dict[str, Any], code: str) -> int:
    """A run in the database that waits to be computed; its id."""
    from evaluation.models import Entry, Round, Rubric, Run  # noqa: PLC0415
    from evaluation.scoring.canonical import digest  # noqa: PLC0415
    from foundation.accounts.models import User  # noqa: PLC0415
    from registry.models import Body, Organisation, Region  # noqa: PLC0415

    user, _ = User.objects.get_or_create(email="bench@example.org")
    region = Region.objects.first()
    names = {"name_kk": "bench", "name_ru": "bench", "name_en": "bench"}
    organisation, _ = Organisation.objects.get_or_create(
        bin="450140000001", defaults={"region": region, "legal_form": "public_fund", "status": "active", **names}
    )
    body, _ = Body.objects.get_or_create(
        code="bench", defaults={"bin": "450140000002", "kind": "operator", "region": region, **names}
    )
    named = {"title_kk": code, "title_ru": code, "title_en": code}
    held = Rubric.objects.create(code=code, maximum_total=100, **named)
    round_ = Round.objects.create(body=body, rubric=held, subject_type="bench", subject_id=code, **named)
    Entry.objects.bulk_create(
        (
            Entry(round=round_, number=entry["number"], reference=entry["reference"], organisation=organisation)
            for entry in document["entries"]
        ),
        batch_size=5000,
    )
    values = {"inputs": document, "inputs_digest": digest(document), "engine_version": document["engine"]}
    return Run.objects.create(round=round_, number=1, requested_by=user, **values).pk


def child(run: int) -> None:
    """Compute, explain and store one waiting run here; print its seconds and the peak of memory in MB."""
    django.setup()
    from evaluation import tasks  # noqa: PLC0415

    class Silent:
        def report(self, done: int, total: int) -> None:
            """Nobody looks."""

    # A worker has its addresses long before its first task.
    reverse("evaluation:run-detail", args=[run])
    began = time.perf_counter()
    tasks.compute_run(Silent(), run_id=run)  # type: ignore[arg-type]
    seconds = time.perf_counter() - began
    # Not by getrusage: there the peak of the process that started us is counted too.
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    print(json.dumps([seconds, int(peak.split()[1]) / 1024]))


def started(run: int, address: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "benchmarks.scoring", str(run)]
    environment = os.environ | {"DATABASE_URL": address}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def told(process: subprocess.Popen[str]) -> tuple[float, float]:
    output, _ = process.communicate()
    if process.returncode:
        raise RuntimeError("the child process failed")
    seconds, megabytes = json.loads(output.splitlines()[-1])
    return seconds, megabytes


def aggregate() -> None:
    with connection.cursor() as cursor:
        cursor.execute(AGGREGATE)
        cursor.fetchall()


def _large(address: str) -> Iterator[Figure]:
    from evaluation.scoring.engine import compute  # noqa: PLC0415

    document = inputs()
    with connection.cursor() as cursor:
        cursor.execute(FILL, [ENTRIES, SHEETS, CRITERIA])
    ours, limit = in_turn(partial(compute, document), aggregate, times=REPEATS)
    beside = "one SQL aggregate over sheets"
    yield Figure("ranking of 100,000 × 5 × 10", ours.p50, limit.p50, HOLD, beside=beside)
    run = waiting_run(document, "large")
    del document
    before = measure(aggregate, times=3, warm_up=0).p50
    seconds, megabytes = told(started(run, address))
    after = measure(aggregate, times=3, warm_up=0).p50
    yield Figure("the same computed, explained, stored", seconds, (before + after) / 2, WHOLE_HOLD, beside=beside)
    yield Figure("the same: memory", megabytes, MEMORY_MB, 1.0, unit="MB", beside="the limit")


def _year(address: str) -> Iterator[Figure]:
    """A page of the registry while nothing is computed, and while a worker computes year after year."""
    from django.test import Client  # noqa: PLC0415

    from evaluation.scoring.line import Line  # noqa: PLC0415
    from evaluation.scoring.quality import assess  # noqa: PLC0415

    document = inputs(YEAR, PER_ENTRY, EXPERTS)
    runs = [waiting_run(document, f"year-{n}") for n in range(4)]
    seconds, megabytes = told(started(runs[0], address))
    yield Figure("a year of 3,000 entries computed, explained, stored", seconds, 60, 1.0, beside="one minute")
    yield Figure("the same: memory", megabytes, MEMORY_MB, 1.0, unit="MB", beside="the limit")
    client = Client(headers={"host": "localhost"})

    def page() -> None:
        if client.get("/en/registry/").status_code != 200:
            raise RuntimeError("the page is not there")

    alone = measure(page, times=PAGES)
    busy: list[float] = []
    for run in runs[1:]:
        process = started(run, address)
        while process.poll() is None:
            busy += measure(page, times=1, warm_up=0).seconds
        told(process)
    middle = sorted(busy)[len(busy) // 2]
    yield Figure(
        "a page while the year is computed", middle * 1000, alone.p50 * 1000, PAGES_HOLD, "ms", "with an idle worker"
    )
    quality = measure(lambda: assess(document, line=Line(places=100)), times=3, warm_up=0).p50
    yield Figure("quality of judging of the year", quality, QUALITY_SECONDS, 1.0, beside="five seconds; 84 rankings")


def _likeness() -> Iterator[Figure]:
    """A year compared with itself and the two before; 60 copies with a tenth of the words replaced are planted."""
    from evaluation import queries  # noqa: PLC0415
    from evaluation.actions import likenesses  # noqa: PLC0415
    from evaluation.models import Entry, Round  # noqa: PLC0415

    chance = random.Random(2)

    def section(copied: list[str] | None = None) -> list[str]:
        if copied is None:
            return chance.choices(WORDS, k=250)
        return [chance.choice(WORDS) if chance.random() < 0.1 else word for word in copied]

    year = Round.objects.get(subject_id="year-3")
    earlier = Round.objects.get(subject_id="year-0")
    first = list(Entry.objects.filter(round=earlier).order_by("number"))
    extra = list(Entry.objects.filter(round__subject_id="year-1").order_by("number"))
    own = list(Entry.objects.filter(round=year).order_by("number"))
    texts = {entry.pk: [section() for _ in range(5)] for entry in (*first, *extra, *own)}
    planted = {(own[n].pk, first[n].pk) for n in range(60)}
    for later, before in planted:
        texts[later][2] = section(texts[before][2])
    for entry in (*first, *extra, *own):
        entry.content = [{"heading": "x", "rows": [["x", " ".join(words)]]} for words in texts[entry.pk]]
    Entry.objects.bulk_update([*first, *extra, *own], ["content"], batch_size=1000)
    began = time.perf_counter()
    for made in queries.sketches_to_make(year):
        likenesses.keep_sketches(made)
    found = {(item.entry, item.other) for item in queries.find(year)}
    seconds = time.perf_counter() - began
    beside = f"the limit; 3,000 entries × 5 sections beside {BEFORE:,} of earlier rounds"
    yield Figure("search for copies", seconds, LIKENESS_SECONDS, 1.0, beside=beside)
    recall, precision = len(found & planted) / len(planted), len(found & planted) / max(1, len(found))
    yield Figure("copies: recall", recall, 1.0, 0.95, "", "60 planted", Better.MORE)
    yield Figure("copies: precision", precision, 1.0, 0.95, "", "all that was listed", Better.MORE)
    pair = [" ".join(texts[own[n].pk][2]) for n in range(200)]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE bench_text AS SELECT unnest(%s) AS body", [pair])
        compared = measure(
            lambda: cursor.execute(
                "SELECT count(*) FROM bench_text a, bench_text b WHERE similarity(a.body, b.body) > 2"
            ),
            times=1,
            warm_up=0,
        ).p50
    sections, all_sections = YEAR * 5, (YEAR + BEFORE) * 5
    by_trigrams = compared / len(pair) ** 2 * sections * all_sections
    yield Figure("search for copies, beside pg_trgm", seconds, by_trigrams, 0.1, beside="every pair by similarity()")


def run() -> Iterator[Figure]:
    """All figures, on a database of its own."""
    from registry.actions import reference  # noqa: PLC0415

    before = connection.settings_dict["NAME"]
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        reference.load()
        with tempfile.TemporaryDirectory() as folder:
            os.environ.setdefault("MEDIA_ROOT", str(Path(folder)))
            yield from _large(address_of(name))
            yield from _year(address_of(name))
            yield from _likeness()
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civilportal.settings")
    child(int(sys.argv[1]))
