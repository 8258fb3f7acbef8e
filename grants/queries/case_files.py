"""Whose the files of messages about applications are."""

from __future__ import annotations

from typing import Any

from foundation.documents.models import Document
from grants.models import CaseFile, CaseMessage


def may_read(user: Any, document: Document) -> bool | None:
    """Those who read the message; None: it is no file of a message."""
    found = CaseFile.objects.filter(document=document)
    if not found.exists():
        return None
    return found.filter(message__in=CaseMessage.objects.visible_to(user)).exists()
