"""Worlds that are played once in a process: the rows that a builder has written are put back as they were.

Playing a contest to its decision takes a second of real actions, and hundreds of tests begin with the same one. What a
builder marked with ``kept`` writes is copied out of the database after the first play, with the files that it stored,
and copied in again where a later test asks for the same world. It is the same world, not a like one: same keys, same
moments. The actions themselves are played at least once in each process, and by every test that is about them.

A world is put back only where playing would have begun from the same state: in the transaction of a test that has
written nothing yet, at the same hour of the same clock, in the same language. In every other place it is played.
"""

from __future__ import annotations

import datetime as dt
import io
import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import timezone, translation

from foundation.core import clock
from registry.queries import labels

P = ParamSpec("P")
R = TypeVar("R")

SIMPLE = (str, int, bool, type(None), Decimal, dt.date, dt.datetime, dt.timedelta)
# A transaction gets its number with its first write.
UNTOUCHED = "SELECT pg_current_xact_id_if_assigned() IS NULL"
# What this connection has not reported yet: this transaction, and perhaps tests before it, whose tables are empty again.
TOUCHED = "SELECT relname FROM pg_stat_xact_user_tables WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
COLUMNS = """
    SELECT table_name, string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)
    FROM information_schema.columns
    WHERE table_schema = current_schema() AND is_generated = 'NEVER' GROUP BY table_name
"""

# The counters behind the keys: some tests begin them anew, and then a key that a world has would be given out again.
COUNTERS = """
    SELECT pg_get_serial_sequence(quote_ident(table_name), column_name) FROM information_schema.columns
    WHERE table_schema = current_schema() AND (is_identity = 'YES' OR column_default LIKE 'nextval(%%')
"""

_worlds: dict[str, _World] = {}


@dataclass(frozen=True)
class _World:
    """``rows`` by table as text of COPY, ``files`` by their path below MEDIA_ROOT, ``result`` as the builder gave it.

    ``counters`` is the statement that brings the counters of keys at least to where they stood.
    """

    rows: Mapping[str, str]
    counters: str
    files: Mapping[str, bytes]
    result: bytes


def kept(build: Callable[P, R]) -> Callable[P, R]:
    """Play ``build`` once for each set of plain arguments; afterwards put its world back."""
    name = f"{build.__module__}.{build.__qualname__}"

    @wraps(build)
    def world(*args: P.args, **kwargs: P.kwargs) -> R:
        key = _key(name, args, kwargs)
        if not key or not _is_untouched():
            return build(*args, **kwargs)
        if key not in _worlds:
            _play(key, lambda: build(*args, **kwargs))
        else:
            _put_back(_worlds[key])
        cache.clear()
        labels.forget()
        result: R = pickle.loads(_worlds[key].result)  # noqa: S301 - our own, of this process
        return result

    return world


def _key(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> str:
    """What tells worlds apart; '' for arguments that are more than plain values."""
    if not all(map(_is_plain, (*args, *kwargs.values()))):
        return ""
    now = clock.played_at() or timezone.now().replace(minute=0, second=0, microsecond=0)
    return repr((name, args, sorted(kwargs.items()), now, translation.get_language()))


def _is_plain(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    if isinstance(value, dict):
        return all(map(_is_plain, (*value, *value.values())))
    return isinstance(value, SIMPLE)


def _is_untouched() -> bool:
    """Whether this is the transaction of a test, and nothing has been written in it."""
    return connection.in_atomic_block and _may_copy() and bool(_asked(UNTOUCHED)[0][0])


def _asked(question: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())


@lru_cache
def _may_copy() -> bool:
    """Rows are put back without their triggers, which only the owner of the whole server may switch off."""
    return bool(_asked("SELECT current_setting('is_superuser') = 'on'")[0][0])


@lru_cache
def _columns() -> dict[str, str]:
    """Table → its columns, without those that the database computes."""
    return dict(_asked(COLUMNS))


def _play(key: str, build: Callable[[], Any]) -> None:
    result = build()
    rows = {}
    with connection.cursor() as cursor:
        for (table,) in _asked(TOUCHED):
            out = io.StringIO()
            cursor.copy_expert(f'COPY "{table}" ({_columns()[table]}) TO STDOUT', out)
            rows[table] = out.getvalue()
    media = Path(settings.MEDIA_ROOT)
    files = {str(path.relative_to(media)): path.read_bytes() for path in media.rglob("*") if path.is_file()}
    _worlds[key] = _World(rows, _counters(), files, pickle.dumps(result))


def _counters() -> str:
    names = [name for (name,) in _asked(COUNTERS)]
    stand = _asked(" UNION ALL ".join(f"SELECT '{name}', last_value FROM {name}" for name in names))  # noqa: S608
    moved = (
        f"setval('{name}', GREATEST({last}, (SELECT last_value FROM {name})))"  # noqa: S608 - names of our own
        for name, last in stand
    )
    return "SELECT " + ", ".join(moved)


def _put_back(world: _World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, rows in world.rows.items():
            # Rows that migrations have made stand in the copy too, perhaps changed.
            cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608 - names of our own tables
            cursor.copy_expert(f'COPY "{table}" ({_columns()[table]}) FROM STDIN', io.StringIO(rows))
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute(world.counters)
    for name, content in world.files.items():
        path = Path(settings.MEDIA_ROOT, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
