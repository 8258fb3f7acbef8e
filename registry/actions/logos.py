"""The logo of an organisation: a PNG or JPEG picture that everybody sees on its card."""

from __future__ import annotations

from typing import Any

from django.core.files.base import File
from django.db import transaction

from foundation.audit.record import record
from foundation.core.db import lock
from foundation.documents import actions as documents
from foundation.documents import kinds
from foundation.documents.models import Document
from registry.actions import versions
from registry.models import Organisation
from registry.rules import roles

KINDS = (kinds.PNG, kinds.JPEG)
MAX_BYTES = 1024 * 1024


@transaction.atomic(durable=True)
def put(*, organisation: Organisation, upload: File[Any], by: Any) -> Organisation:
    """Show ``upload`` from now on; the picture before it is deleted. Raises NotPermitted or FileRefused."""
    organisation = _locked(organisation, by)
    document = documents.store(upload=upload, by=by, accept=KINDS, limit=MAX_BYTES)
    _change(organisation, document, by, reason="")
    return organisation


@transaction.atomic(durable=True)
def remove(*, organisation: Organisation, by: Any, reason: str = "") -> Organisation:
    """Show no logo; without one nothing happens. Raises NotPermitted."""
    organisation = _locked(organisation, by)
    if organisation.logo_id is not None:
        _change(organisation, None, by, reason)
    return organisation


def _locked(organisation: Organisation, by: Any) -> Organisation:
    organisation = lock(Organisation, organisation.pk)
    if by is not None:
        roles.check_can_edit_own_facts(by, organisation)
    return organisation


def _change(organisation: Organisation, document: Document | None, by: Any, reason: str) -> None:
    before = organisation.logo
    organisation.logo = document
    organisation.save(update_fields=["logo", "updated_at"])
    changes = {"logo": [before and before.sha256, document and document.sha256]}
    record("registry.organisation.logo_changed", organisation, by=by, changes=changes, reason=reason)
    versions.keep(organisation, changes, by=by, reason=reason)
    if before is not None:
        documents.remove(document=before, by=by, reason=reason)
