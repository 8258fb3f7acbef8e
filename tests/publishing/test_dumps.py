"""Nightly files of open data."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils.http import http_date

from foundation.audit.models import Event
from foundation.core import jobs
from foundation.core.models import Job, JobStatus
from publishing import making, tasks
from publishing.models import Dump
from publishing.opendata import datasets, dumps
from tests.builders import registry

pytestmark = pytest.mark.django_db

ADDRESS = "/data/files/ngos.jsonl"


def body(answer: Any) -> bytes:
    return b"".join(answer)


def ask(address: str = ADDRESS, **headers: str) -> Any:
    """An answer whose body does not matter."""
    answer = Client().get(address, headers={name.replace("_", "-"): value for name, value in headers.items()})
    body(answer)
    return answer


@pytest.fixture
def made(monkeypatch) -> Dump:
    """The registry alone, so that it is quick."""
    registry.with_reference()
    for serial in range(1, 4):
        registry.registered(serial)
    for name in set(datasets.FILES) - {"ngos.jsonl"}:
        monkeypatch.delitem(datasets.FILES, name)
    assert making.make_dumps(lambda _done, _total: None) == 1
    return Dump.objects.get()


def test_every_file_is_made_by_the_job_of_the_night() -> None:
    registry.with_reference()
    registry.registered(1)
    tasks.refresh_dumps()
    tasks.refresh_dumps()
    assert jobs.run_waiting() == 1
    count = len(datasets.FILES)
    job = Job.objects.get(name="publishing.make_dumps")
    assert (job.status, job.error, job.done, job.result["files"]) == (JobStatus.SUCCEEDED, "", count, count)
    for dump in Dump.objects.all():
        content = dumps.path_of(dump.stored).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (dump.size, dump.sha256)
        answer = Client().get(dump.get_absolute_url())
        assert (body(answer), answer["ETag"]) == (content, f'"{dump.sha256}"')
        if dump.name.endswith(".json"):
            json.loads(content)
    assert set(Dump.objects.values_list("name", flat=True)) == set(datasets.FILES)
    assert Event.objects.filter(verb="publishing.dump.made").count() == count


def test_a_file_is_whole_in_part_or_not_at_all(made: Dump) -> None:
    client, content = Client(), dumps.path_of(made.stored).read_bytes()
    assert len(content.splitlines()) == 3
    whole = client.get(ADDRESS)
    assert (whole.status_code, body(whole), whole["Content-Length"]) == (200, content, str(made.size))
    assert (whole["Accept-Ranges"], whole["Last-Modified"]) == ("bytes", http_date(int(made.made_at.timestamp())))
    assert whole["Content-Disposition"] == 'attachment; filename="ngos.jsonl"'
    for asked, first, last in (
        ("bytes=0-9", 0, 9),
        ("bytes=10-", 10, made.size - 1),
        ("bytes=-5", made.size - 5, made.size - 1),
        (f"bytes=0-{made.size * 2}", 0, made.size - 1),
        (f"bytes=-{made.size * 2}", 0, made.size - 1),
    ):
        part = client.get(ADDRESS, headers={"range": asked, "accept-encoding": "gzip"})
        assert (part.status_code, part["Content-Range"]) == (206, f"bytes {first}-{last}/{made.size}")
        assert (body(part), part["Content-Length"]) == (content[first : last + 1], str(last - first + 1))
    for asked in (f"bytes={made.size}-", "bytes=-0"):
        none = ask(range=asked)
        assert (none.status_code, none["Content-Range"]) == (416, f"bytes */{made.size}")
    for asked in ("bytes=5-4", "bytes=0-1,3-4", "lines=1-2", "bytes=-", "bytes=٣-"):
        assert body(client.get(ADDRESS, headers={"range": asked})) == content
    head = client.head(ADDRESS, headers={"range": "bytes=0-1"})
    assert body(head) == b""
    assert (head.status_code, head["Content-Length"]) == (200, str(made.size))


def test_what_a_reader_has_already_is_not_sent_again(made: Dump) -> None:
    moment = http_date(int(made.made_at.timestamp()))
    for headers in ({"if_none_match": f'"{made.sha256}"'}, {"if_modified_since": moment}):
        assert ask(**headers).status_code == 304
    assert ask(if_none_match='"other"').status_code == 200
    for known, status in ((f'"{made.sha256}"', 206), (moment, 206), ('"other"', 200), (http_date(0), 200)):
        assert ask(range="bytes=0-1", if_range=known).status_code == status


def test_a_new_file_takes_the_place_of_the_old_in_one_step(made: Dump) -> None:
    reader = Client().get(ADDRESS)
    old = dumps.path_of(made.stored)
    registry.registered(9)
    stray = dumps.folder() / "writing-broken-off"
    stray.write_bytes(b"x")
    for path in (old, stray):
        os.utime(path, (0, 0))
    making.make_dumps(lambda _done, _total: None)
    new = Dump.objects.get()
    assert (new.sha256 == made.sha256, new.size > made.size) == (False, True)
    # Who began to read reads to the end, though the old bytes have no name any more.
    assert hashlib.sha256(body(reader)).hexdigest() == made.sha256
    assert [path.name for path in dumps.folder().iterdir()] == [new.stored]
    changes = [event.changes["sha256"] for event in Event.objects.filter(verb="publishing.dump.made").order_by("pk")]
    assert changes == [["", made.sha256], [made.sha256, new.sha256]]
    # The same again: nothing to say in the log.
    making.make_dumps(lambda _done, _total: None)
    assert Event.objects.filter(verb="publishing.dump.made").count() == 2
    assert Dump.objects.get().made_at > new.made_at


def test_a_file_that_breaks_off_leaves_nothing_and_the_old_one_in_force(made: Dump) -> None:
    def breaking():
        yield b"half"
        raise ValueError("the disk is full")

    with pytest.raises(ValueError, match="disk"):
        dumps.write("ngos.jsonl", breaking())
    assert [path.name for path in dumps.folder().iterdir()] == [made.stored]
    assert ask().status_code == 200


def test_files_that_there_are_not(made: Dump) -> None:
    assert Client().get("/data/files/secrets.json").status_code == 404
    assert Client().post(ADDRESS).status_code == 405
    Path(dumps.path_of(made.stored)).unlink()
    assert Client().get(ADDRESS).status_code == 404
    Dump.objects.all().delete()
    assert Client().get(ADDRESS).status_code == 404
    assert dumps.sweep(set(), made.made_at) == 0
