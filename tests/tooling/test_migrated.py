"""What is kept of earlier migrations is taken only when none of them has changed since."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import migrated

FIRST = {"app.0001": "a"}
BOTH = {"app.0001": "a", "app.0002": "b"}


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrated, "KEPT", tmp_path)


def keep(migrations: dict[str, str]) -> Path:
    dump = migrated.dump_of(migrations)
    dump.write_bytes(b"")
    dump.with_suffix(".json").write_text(json.dumps(migrations), encoding="utf-8")
    return dump


def test_the_one_with_the_most_of_the_migrations_is_taken() -> None:
    assert migrated.best(BOTH) is None

    first = keep(FIRST)
    assert migrated.best(BOTH) == first

    both = keep(BOTH)
    assert (migrated.best(BOTH), migrated.best(FIRST)) == (both, first)


def test_a_migration_that_was_edited_or_taken_back_is_never_met() -> None:
    keep(BOTH)

    assert migrated.best({"app.0001": "a", "app.0002": "edited"}) is None
    assert migrated.best({"app.0001": "a", "app.0003": "c"}) is None


def test_a_description_without_its_data_is_passed_over() -> None:
    keep(BOTH).unlink()

    assert migrated.best(BOTH) is None


def test_every_migration_of_the_house_is_looked_at() -> None:
    digests = migrated.digests()

    assert {"registry.0001_initial", "grants.0001_initial", "auth.0001_initial"} <= digests.keys()
    assert {len(digest) for digest in digests.values()} == {64}
