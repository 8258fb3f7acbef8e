"""Searching the registry, at the national size and, with BENCH_NGOS=1000000 (or any number), at that one as well.

The limit is the best query that a hand writes for the same question on the same rows. Ours is the SQL part of what a
page asks, so both go through the same driver; all by turns.
"""

from __future__ import annotations

import io
import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.urls import clear_url_caches, set_urlconf

from benchmarks import registry_rows
from benchmarks.figures import Better, Figure, Times, in_turn
from foundation.core.text import fold
from registry import queries
from registry.models import Organisation
from registry.queries.conditions import Choice, Condition
from registry.queries.paging import Cursor, decode, encode
from registry.queries.spelling import neighbours

NATIONAL = 23_335
TIMES, PAGE_TIMES = 150, 120
P50, P99, FACETS, PAGE, GROWTH, RECALL = 1.5, 2.0, 2.0, 0.6, 2.0, 0.93
SHOWN = "o.id, o.bin, o.name_ru, o.legal_form, o.region_id, o.status"
JOINED = "registry_searchentry e JOIN registry_organisation o ON o.id = e.organisation_id"
AREAS = ", ".join(f"count(*) FILTER (WHERE spheres & {1 << number} <> 0)" for number in range(1, 20))

Work = Callable[[], object]


class Sql:
    """Seconds spent in the database while it is on."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - began


def sql_seconds(work: Work) -> float:
    clock = Sql()
    with connection.execute_wrapper(clock):
        work()
    return clock.seconds


def fetch(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def by_turns(pairs: Sequence[tuple[Work, Work]]) -> tuple[Times, Times]:
    """The SQL part of each pair of works, the first of both not counted.

    Both read the same rows, and who comes second finds them in memory: so they take turns at being first.
    """
    mine, limit = [], []
    for number, (ours, theirs) in enumerate([*pairs[:5], *pairs]):
        both = [(ours, mine), (theirs, limit)]
        for work, seconds in both if number % 2 else reversed(both):
            seconds.append(sql_seconds(work))
    return Times(tuple(mine[5:])), Times(tuple(limit[5:]))


def run() -> Iterator[Figure]:
    more = os.environ.get("BENCH_NGOS")
    sizes = [NATIONAL, int(more)] if more else [NATIONAL]
    pages: dict[str, list[float]] = {}
    for size in sizes:
        with _registry(size) as known:
            yield from _queries(known, f"{size:,}")
            yield from _facets(known, f"{size:,}")
            yield from _pages(known, f"{size:,}", pages)
    if len(sizes) > 1:
        for name, (small, large) in pages.items():
            yield Figure(f"{name}: growth to {sizes[1]:,}", large, small, GROWTH, "ms", "the national size")


class _registry:  # noqa: N801  reads as a statement
    """A database of its own with so many organisations."""

    def __init__(self, size: int) -> None:
        self.size = size

    def __enter__(self) -> list[str]:
        self.before = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        return registry_rows.fill(self.size)

    def __exit__(self, *fault: object) -> None:
        connection.creation.destroy_test_db(self.before, verbosity=0)


def _figures(name: str, pairs: Sequence[tuple[Work, Work]], beside: str, size: str) -> Iterator[Figure]:
    ours, limit = by_turns(pairs)
    yield Figure(f"{name}, {size}: p50", ours.p50 * 1000, limit.p50 * 1000, P50, "ms", beside)
    yield Figure(f"{name}, {size}: p99", ours.p99 * 1000, limit.p99 * 1000, P99, "ms", beside)


def _queries(known: list[str], size: str) -> Iterator[Figure]:
    chance = random.Random(3)
    bins = [row[0] for row in fetch("SELECT bin FROM registry_organisation ORDER BY md5(bin) LIMIT %s", TIMES)]
    yield from _figures("BIN", [_bin(number) for number in bins], "one look-up by hand", size)
    yield from _figures("beginning of a BIN", [_bin(number[:5]) for number in bins], "the index of BINs by hand", size)
    rare = [word for word in chance.sample(known[len(registry_rows.COMMON) :], TIMES * 2) if len(word) > 5]
    starts = [_start(word[:-1]) for word in rare[:TIMES]]
    yield from _figures("beginning of a word", starts, "20 rows of the word index by hand", size)
    typos = [(word, _mistyped(word, chance)) for word in rare[:TIMES]]
    yield from _figures("typing error", [_typo(typed) for _, typed in typos], "deletions, then words, by hand", size)
    hits = sum(_is_recalled(word, typed) for word, typed in typos)
    yield Figure(
        f"typing errors understood, {size}", hits / len(typos), 1, RECALL, "", "all, within 20 words", Better.MORE
    )
    shown = [_is_shown(word, typed) for word, typed in typos]
    yield Figure(
        f"organisations found despite it, {size}",
        sum(shown) / len(shown),
        1,
        RECALL,
        "",
        "all, in 20 rows",
        Better.MORE,
    )
    keys = fetch("SELECT sort_ru, organisation_id FROM registry_searchentry ORDER BY md5(sort_ru) LIMIT %s", TIMES)
    yield from _figures("page at any depth", [_deep(*key) for key in keys], "the same keyset by hand", size)
    common = registry_rows.COMMON[: TIMES // 10] * 10
    yield from _figures("frequent word", [_frequent(word) for word in common], "the same by hand", size)


def _bin(digits: str) -> tuple[Work, Work]:
    ours = partial(queries.search, Choice(text=digits, digits=digits, language="ru"), size=20)
    if len(digits) == 12:
        return ours, partial(fetch, f"SELECT {SHOWN} FROM registry_organisation o WHERE bin = %s", digits)
    sql = f"SELECT {SHOWN} FROM registry_organisation o WHERE bin LIKE %s ORDER BY bin LIMIT 20"
    return ours, partial(fetch, sql, f"{digits}%")


def _start(text: str) -> tuple[Work, Work]:
    sql = f"SELECT {SHOWN} FROM {JOINED} WHERE e.words @@ %s::tsquery LIMIT 20"
    ours = partial(queries.search, Choice(text=text, language="ru"), size=20)
    return ours, partial(fetch, sql, f"'{fold(text)}':*")


def _mistyped(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word) - 1)
    return chance.choice(
        (
            word[:place] + word[place + 1 :],
            word[:place] + chance.choice("абдеикмнорст") + word[place:],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            word[:place] + chance.choice("абдеикмнорст") + word[place + 1 :],
        )
    )


def _typo(typed: str) -> tuple[Work, Work]:
    def by_hand() -> None:
        word = fold(typed)
        forms = [word, *(word[:place] + word[place + 1 :] for place in range(len(word)))]
        near = fetch(
            "SELECT DISTINCT w.word, w.entries FROM unnest(%s::text[]) f JOIN registry_worddeletion d ON d.form = f "
            "JOIN registry_word w ON w.word = d.word ORDER BY w.entries DESC LIMIT 20",
            forms,
        )
        query = " | ".join(f"'{one}'" for one, _ in near) or "'none'"
        fetch(f"SELECT {SHOWN} FROM {JOINED} WHERE e.words @@ %s::tsquery LIMIT 20", query)

    return partial(queries.search, Choice(text=typed, language="ru"), size=20), by_hand


def _is_recalled(word: str, typed: str) -> bool:
    """Whether the word that was meant is among the twenty that are looked for."""
    return fold(word) in neighbours([typed])[0][typed]


def _is_shown(word: str, typed: str) -> bool:
    """Whether some organisation with that word, chosen by chance, is on the first page of twenty."""
    sql = "SELECT organisation_id FROM registry_searchentry WHERE words @@ %s::tsquery ORDER BY md5(names) LIMIT 1"
    [(meant,)] = fetch(sql, f"'{fold(word)}'") or [(0,)]
    return meant in {line.pk for line in queries.search(Choice(text=typed, language="ru"), size=20).lines}


def _deep(key: str, pk: int) -> tuple[Work, Work]:
    choice = Choice(language="ru")
    cursor = decode(_cursor(choice, key, pk), choice)
    sql = (
        f"SELECT {SHOWN} FROM {JOINED} WHERE (e.sort_ru, e.organisation_id) > (%s, %s) "
        "ORDER BY e.sort_ru, e.organisation_id LIMIT 50"
    )
    return partial(queries.search, choice, cursor), partial(fetch, sql, key, pk)


def _cursor(choice: Choice, key: str, pk: int) -> str:
    return encode(Cursor("all", 0, key, pk), choice)


def _frequent(word: str) -> tuple[Work, Work]:
    sql = f"SELECT {SHOWN} FROM {JOINED} WHERE e.words @@ %s::tsquery ORDER BY e.sort_ru, e.organisation_id LIMIT 50"
    return partial(queries.search, Choice(text=word, language="ru")), partial(fetch, sql, f"'{fold(word)}':*")


def _facets(known: list[str], size: str) -> Iterator[Figure]:
    cube = (
        "SELECT region_code, legal_form, status, topic, entries FROM registry_facetcount WHERE word = %s AND ("
        "legal_form = '' AND status = '' AND topic = 0 OR region_code = '' AND status = '' AND topic = 0 OR "
        "region_code = '' AND legal_form = '' AND topic = 0 OR region_code = '' AND legal_form = '' AND status = '')"
    )
    one_pass = f"SELECT region_code, legal_form, status, count(*), {AREAS} FROM registry_searchentry WHERE {{}} GROUP BY 1, 2, 3"
    everything, two_words = Choice(language="ru", year=2025), Choice(text="мир центр", language="ru", year=2025)
    word = Choice(text="алтын", language="ru", year=2025)
    pinned = Choice(language="ru", year=2025, charity=True, sdgs=(4,))
    folded = fold("алтын")
    cases = [
        ("facets without a text", everything, partial(fetch, cube, ""), "the cube by hand"),
        ("facets of a frequent word", word, partial(fetch, cube, folded), "the cube of the word by hand"),
        (
            "facets of two words",
            two_words,
            partial(fetch, one_pass.format("words @@ %s::tsquery"), f"'{fold('мир')}' & '{fold('центр')}':*"),
            "one pass by hand",
        ),
        ("facets under two topics", pinned, partial(fetch, one_pass.format("true")), "one pass by hand"),
    ]
    for name, choice, limit, beside in cases:
        condition = queries.search(choice).condition if choice.text else Condition("true")
        ours = partial(queries.counts, condition, choice)
        mine, theirs = by_turns([(ours, limit)] * (40 if "two" in name else TIMES))
        yield Figure(f"{name}, {size}", mine.p50 * 1000, theirs.p50 * 1000, FACETS, "ms", beside)


def _pages(known: list[str], size: str, seen: dict[str, list[float]]) -> Iterator[Figure]:
    """Whole answers of the WSGI application, as a worker gives them, without a socket."""
    settings.ROOT_URLCONF = "benchmarks.bare"
    settings.ALLOWED_HOSTS = ["*"]
    clear_url_caches()
    set_urlconf(None)
    application = WSGIHandler()
    rare = known[-1]
    card = Organisation.objects.order_by("pk").first()
    assert card is not None
    shown = {
        "the list": "/ru/registry/",
        "a frequent word": "/ru/registry/?q=алтын",
        "a rare word": f"/ru/registry/?q={rare}",
        "a region": "/ru/registry/?region=710000000&sort=newest",
        "suggestions": f"/ru/registry/suggest/?q={rare[:4]}",
    }
    for name, address in shown.items():
        ours, bare = in_turn(
            partial(_get, application, address), partial(_get, application, "/bare/"), times=PAGE_TIMES
        )
        seen.setdefault(name, []).append(ours.p50 * 1000)
        speed = Figure(f"{name}, {size}", 1 / ours.p50, 1 / bare.p50, PAGE, "/s", "a bare page of 50 rows", Better.MORE)
        yield speed


def _get(application: WSGIHandler, address: str) -> bytes:
    path, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query.encode().decode("latin-1"),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    status: list[str] = []
    response = application(environ, lambda line, headers, *rest: status.append(line))
    try:
        body = b"".join(response)
    finally:
        response.close()
    if not status[0].startswith("200"):
        raise RuntimeError(f"{address}: {status[0]}")
    return body
