"""A page of 50 rows through the API, beside the least that Python can do: one query, one ``orjson.dumps``, no framework.

Both are called as WSGI applications in this process and in turn, so nothing of a server is in either figure: a stricter
comparison than the one behind a server, whose own work would be added to both.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import orjson
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.urls import clear_url_caches, set_urlconf

from benchmarks.figures import Better, Figure, in_turn
from benchmarks.search import _get, _registry
from registry.queries import public_names
from registry.queries.conditions import Choice
from registry.queries.paging import Cursor, encode

SIZE = 23_335
TIMES = 400
HOLD = 0.5
SQL = """
SELECT o.bin, o.id, o.name_kk, o.name_ru, o.name_en, o.legal_form, o.region_id AS region, o.status, o.registered_on
FROM registry_searchentry AS entry JOIN registry_organisation AS o ON o.id = entry.organisation_id
WHERE (entry.sort_kk, entry.organisation_id) > (%s, %s) ORDER BY entry.sort_kk, entry.organisation_id LIMIT 51
"""


def raw(places: list[tuple[str, int]], chance: random.Random) -> Callable[..., Any]:
    """A WSGI application that gives a page behind a random row."""

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        # Each time anew: a request of Django's closes a connection that has grown old.
        connection.ensure_connection()
        assert connection.connection is not None
        with connection.connection.cursor() as cursor:
            cursor.execute(SQL, chance.choice(places))
            names = [column.name for column in cursor.description]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        body = orjson.dumps({"results": rows[:50], "next": rows[-1]["id"]})
        start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]

    return application


def run() -> Iterator[Figure]:
    settings.ALLOWED_HOSTS, settings.API_PER_MINUTE_PUBLIC = ["*"], 0
    clear_url_caches()
    set_urlconf(None)
    with _registry(SIZE):
        chance = random.Random(1)
        with connection.cursor() as cursor:
            cursor.execute("SELECT sort_kk, organisation_id FROM registry_searchentry ORDER BY 1, 2 LIMIT 5000")
            places = cursor.fetchall()
        choice = Choice(language="kk", year=public_names().last_due())
        ours, bare = WSGIHandler(), raw(places, chance)

        def page() -> bytes:
            key, pk = chance.choice(places)
            return _get(ours, f"/api/v1/organisations/?after={encode(Cursor('all', 0, key, pk), choice)}")

        page()
        mine, theirs = in_turn(page, partial(_call, bare), times=TIMES)
        yield Figure(
            f"API page of 50, {SIZE:,} NGOs", 1 / mine.p50, 1 / theirs.p50, HOLD, "/s", "raw WSGI + orjson", Better.MORE
        )


def _call(application: Callable[..., Any]) -> bytes:
    return b"".join(application({}, lambda *_: None))
