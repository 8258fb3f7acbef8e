from __future__ import annotations

import datetime as dt
import hashlib
import os
import time
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import transaction

from foundation.audit.models import Event
from foundation.documents import actions, kinds, sweeping, tasks
from foundation.documents.models import Document
from foundation.documents.refusals import FileRefused
from tests.builders import files
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def on_disk() -> list[bytes]:
    return [path.read_bytes() for path in sorted(Path(django_settings.MEDIA_ROOT).rglob("*")) if path.is_file()]


def test_an_upload_is_kept_with_its_digest_and_its_story() -> None:
    person, content = UserFactory(), files.pdf()

    document = actions.store(upload=files.upload(content, "../Жоспар.docx"), by=person)

    assert (document.name, document.content_type, document.size, document.created_by) == (
        "Жоспар.pdf",
        "application/pdf",
        len(content),
        person,
    )
    assert (document.sha256, on_disk()) == (hashlib.sha256(content).hexdigest(), [content])
    assert list(Event.objects.values_list("verb", "subject_id", "actor_name")) == [
        ("documents.document.uploaded", str(document.pk), person.full_name)
    ]


def test_a_title_replaces_the_name_but_not_the_ending() -> None:
    document = actions.store(upload=files.upload(files.png(), "IMG_1.png"), by=UserFactory(), title="Charter, page 1")

    assert document.name == "Charter, page 1.png"


def test_a_refused_file_leaves_nothing() -> None:
    with pytest.raises(FileRefused):
        actions.store(upload=files.upload(files.program(), "plan.pdf"), by=UserFactory())

    assert (on_disk(), Document.objects.count(), Event.objects.count()) == ([], 0, 0)


def test_a_refusal_can_be_said_at_the_field_of_the_form() -> None:
    with pytest.raises(FileRefused) as caught:
        actions.store(upload=files.upload(b"", "plan.pdf"), by=UserFactory())
    fault = caught.value.at("attachment")

    assert [(item.field, item.rule, item.message) for item in fault.faults] == [
        ("attachment", "empty", "“plan.pdf” is empty: it has 0 bytes. Save it again and choose it once more.")
    ]


def test_what_the_portal_made_is_kept_from_memory_and_from_disk(tmp_path: Path) -> None:
    path = tmp_path / "made.csv"
    path.write_bytes(b"a;b\n" * 100_000)

    documents = [
        actions.store_bytes(content=b"%PDF", name="protocol", kind=kinds.PDF),
        actions.store_path(path=path, name="table.csv", kind=kinds.CSV),
    ]

    assert [(document.name, document.size, document.created_by) for document in documents] == [
        ("protocol.pdf", 4, None),
        ("table.csv", 400_000, None),
    ]
    assert documents[1].sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_removing_deletes_the_bytes_after_the_commit(django_capture_on_commit_callbacks) -> None:
    person = UserFactory()
    document = actions.store(upload=files.upload(files.pdf()), by=person)

    with django_capture_on_commit_callbacks() as callbacks:
        actions.remove(document=document, by=person, reason="chosen by mistake")
    before = on_disk()
    for callback in callbacks:
        callback()

    assert (before, on_disk(), Document.objects.count()) == ([files.pdf()], [], 0)
    event = Event.objects.get(verb="documents.document.removed")
    assert (event.reason, event.changes) == ("chosen by mistake", {"sha256": [document.sha256, ""]})


def test_bytes_of_a_rolled_back_change_are_swept() -> None:
    person = UserFactory()
    kept = actions.store(upload=files.upload(files.pdf("kept")), by=person)
    with transaction.atomic():
        actions.store(upload=files.upload(files.pdf("lost")), by=person)
        transaction.set_rollback(True)

    assert (sorted(on_disk()), Document.objects.get()) == (sorted([files.pdf("kept"), files.pdf("lost")]), kept)
    tasks.sweep_orphans()
    assert len(on_disk()) == 2  # still young: perhaps its transaction is not over yet

    age_files(dt.timedelta(days=2))
    assert (sweeping.sweep(), on_disk(), sweeping.sweep()) == (1, [files.pdf("kept")], 0)


def test_sweeping_works_in_batches_and_without_any_files(monkeypatch) -> None:
    assert sweeping.sweep() == 0
    monkeypatch.setattr(sweeping, "BATCH", 2)
    for number in range(5):
        document = actions.store_bytes(content=b"x", name=str(number), kind=kinds.TEXT)
        Document.objects.filter(pk=document.pk).delete()
    age_files(dt.timedelta(days=2))

    assert sweeping.sweep() == 5


def test_a_storage_without_paths_is_trusted(monkeypatch) -> None:
    def no_path(storage: object, name: str) -> str:
        raise NotImplementedError

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage.path", no_path)
    document = Document(name="x", created_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    document.file.name = "documents/x"

    actions._settle(document)


def age_files(age: dt.timedelta) -> None:
    moment = time.time() - age.total_seconds()
    for path in Path(django_settings.MEDIA_ROOT).rglob("*"):
        os.utime(path, (moment, moment))
