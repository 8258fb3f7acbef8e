"""Files of an application."""

from __future__ import annotations

import pytest

from foundation.audit.models import Event
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.documents.models import Document
from grants.actions import applications, attachments
from grants.choices import ApplicationStatus
from grants.models import Application, Attachment
from grants.rules import applications as rules
from registry.choices import Role
from tests.builders.files import pdf, upload
from tests.builders.grants import application_at, head_of, person_of

pytestmark = pytest.mark.django_db


def add(application: Application, title: str = "Letter", content: bytes | None = None) -> Attachment:
    by = head_of(application.organisation)
    file = upload(pdf(title) if content is None else content)
    return attachments.add(application=application, upload=file, title=title, by=by)


def test_a_file_is_kept_with_its_title_or_its_name_and_audited() -> None:
    application = application_at(ApplicationStatus.DRAFT, is_filled=False)

    named, unnamed = add(application), add(application, title="")

    assert (named.title, unnamed.title) == ("Letter", "plan.pdf")
    event = Event.objects.filter(verb="grants.application.attachment_added").order_by("pk").first()
    assert event.changes == {"file": "plan.pdf", "sha256": named.document.sha256}


def test_a_refused_file_leaves_nothing() -> None:
    application = application_at(ApplicationStatus.DRAFT, is_filled=False)

    with pytest.raises(Invalid):
        add(application, content=b"")

    assert (Attachment.objects.count(), Document.objects.count()) == (0, 0)


def test_there_is_a_limit_of_files(monkeypatch: pytest.MonkeyPatch) -> None:
    application = application_at(ApplicationStatus.DRAFT, is_filled=False)
    monkeypatch.setattr(rules, "FILES_MAX", 2)
    for number in range(rules.FILES_MAX):
        add(application, title=str(number))

    with pytest.raises(Invalid, match="There can be 2 files at most"):
        add(application)

    attachments.remove(attachment=Attachment.objects.first(), by=head_of(application.organisation))
    assert add(application).title == "Letter"


def test_a_file_that_was_never_sent_is_deleted_with_its_bytes(django_capture_on_commit_callbacks) -> None:
    application = application_at(ApplicationStatus.DRAFT, is_filled=False)
    attachment = add(application)
    storage, name = attachment.document.file.storage, attachment.document.file.name

    with django_capture_on_commit_callbacks(execute=True):
        attachments.remove(attachment=attachment, by=head_of(application.organisation))

    assert (Attachment.objects.count(), Document.objects.count(), storage.exists(name)) == (0, 0, False)


def test_a_file_that_was_sent_stays_with_its_version_and_is_out_of_the_next() -> None:
    application = application_at(ApplicationStatus.DRAFT)
    by = head_of(application.organisation)
    attachment = add(application)
    first = applications.submit(application=application, by=by)
    applications.reopen(application=application, by=by)

    attachments.remove(attachment=attachment, by=by)
    attachments.remove(attachment=attachment, by=by)
    second = applications.submit(application=application, by=by)

    assert [len(version.document["attachments"]) for version in (first, second)] == [1, 0]
    assert first.document["attachments"] == [
        {
            "title": "Letter",
            "name": "plan.pdf",
            "size": attachment.document.size,
            "kind": "file",
            "sha256": attachment.document.sha256,
        }
    ]
    assert [list(version.attachments.all()) for version in (first, second)] == [[attachment], []]
    assert Event.objects.filter(verb="grants.application.attachment_removed").count() == 1


def test_files_change_only_with_the_draft_and_by_writers() -> None:
    application = application_at(ApplicationStatus.DRAFT)
    head, viewer = head_of(application.organisation), person_of(application.organisation, Role.NGO_VIEWER)
    attachment = add(application)

    with pytest.raises(NotPermitted):
        attachments.add(application=application, upload=upload(pdf()), title="", by=viewer)
    with pytest.raises(NotPermitted):
        attachments.remove(attachment=attachment, by=viewer)
    applications.submit(application=application, by=head)
    with pytest.raises(Conflict):
        add(application)
    with pytest.raises(Conflict):
        attachments.remove(attachment=attachment, by=head)

    assert list(application.attachments.all()) == [attachment]
