"""Files of an application."""

from __future__ import annotations

from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid
from foundation.documents import actions as documents
from grants.choices import FileKind
from grants.models.applications import Application, Attachment
from grants.rules import applications as rules


@transaction.atomic(durable=True)
def add(*, application: Application, upload: File[Any], title: str, by: Any, kind: str = FileKind.FILE) -> Attachment:
    """Put a file into the application. Raises FileRefused with a sentence of its own for each fault of the file,
    Invalid when there are too many, and what ``check_can_edit`` raises. A new CV of a person replaces the earlier one.
    """
    application = lock(Application, application.pk)
    rules.check_can_edit(by, application, clock.now())
    if kind == FileKind.CV:
        for earlier in application.attachments.filter(kind=kind, title=title, removed_at=None):
            take_out(attachment=earlier, by=by)
    return put_in(application=application, upload=upload, title=title, kind=kind, by=by)


def put_in(*, application: Application, upload: File[Any], title: str, kind: str, by: Any) -> Attachment:
    """Step: keep a file for an application that the caller has locked and asked the rule about."""
    if application.attachments.filter(removed_at=None).count() >= rules.FILES_MAX:
        message = _("There can be %(most)s files at most: take one out first") % {"most": rules.FILES_MAX}
        raise Invalid(Fault(message, field="file"))
    document = documents.store(upload=upload, by=by)
    attachment = Attachment.objects.create(
        application=application, document=document, title=title or document.name, kind=kind, added_at=clock.now()
    )
    record(
        "grants.application.attachment_added",
        application,
        by=by,
        changes={"file": document.name, "sha256": document.sha256},
    )
    return attachment


@transaction.atomic(durable=True)
def remove(*, attachment: Attachment, by: Any) -> None:
    """Take a file out. What was never sent is deleted; what a sent version holds stays with that version."""
    application = lock(Application, attachment.application_id)
    rules.check_can_edit(by, application, clock.now())
    held = lock(Attachment, attachment.pk)
    if held.removed_at is None:
        take_out(attachment=held, by=by)


def take_out(*, attachment: Attachment, by: Any) -> None:
    """Step: take a file out of an application that the caller has locked and asked the rule about."""
    held, application, document = attachment, attachment.application, attachment.document
    record(
        "grants.application.attachment_removed",
        application,
        by=by,
        changes={"file": document.name, "sha256": document.sha256},
    )
    if held.versions.exists():
        held.removed_at = clock.now()
        held.save(update_fields=["removed_at"])
    else:
        held.delete()
        documents.remove(document=document, by=by)
