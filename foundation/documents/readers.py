"""Who may read a file by its own address: whoever sent it, and whom the object that it belongs to lets in.

A room registers a rule for the files of its objects; a file that no rule knows is its sender's alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.core.errors import NotPermitted
from foundation.documents import actions
from foundation.documents.models import Document

# Whether a person may read a file; None when the room does not know the file.
Rule = Callable[[Any, Document], bool | None]
_rules: list[Rule] = []


def register(rule: Rule) -> None:
    """Add a room's rule; the first one that knows the file decides."""
    if rule not in _rules:
        _rules.append(rule)


def check_can_read(user: Any, document: Document) -> None:
    """Raises NotPermitted."""
    if user.pk is not None and document.created_by_id == user.pk:
        return
    for rule in _rules:
        answer = rule(user, document)
        if answer is not None:
            if answer:
                return
            break
    raise NotPermitted(_("This file is not yours to read."))


@transaction.atomic(durable=True)
def upload(*, upload: File[Any], title: str = "", by: Any) -> Document:
    """Keep a file that something will name later. Raises FileRefused."""
    return actions.store(upload=upload, title=title, by=by)
