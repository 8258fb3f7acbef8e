"""Who may read a file by its own address: whoever sent it, and whom the object that it belongs to lets in.

A room registers a rule for the files of its objects; a file that no rule knows is its sender's alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.core.errors import NotPermitted
from foundation.documents import actions
from foundation.documents.models import Document

# Whether a person may read a file; None when the room does not know the file.
Rule = Callable[[Any, Document], bool | None]
_rules: dict[Rule, str] = {}


def register(rule: Rule, *, area: str) -> None:
    """Add a room's rule and the area of its objects; the first one that knows the file decides."""
    _rules[rule] = area


def check_can_read(user: Any, document: Document, may_read: Callable[[str], bool] = lambda _area: True) -> None:
    """Raises NotPermitted. Where ``may_read(area)`` is false, ``user`` is somebody of whom nothing is known.

    A key of a system is limited by areas: files of an object are read with the scope of the object.
    """
    if user.pk is not None and document.created_by_id == user.pk:
        return
    for rule, area in _rules.items():
        answer = rule(user if may_read(area) else AnonymousUser(), document)
        if answer is not None:
            if answer:
                return
            break
    raise NotPermitted(_("This file is not yours to read."))


@transaction.atomic(durable=True)
def upload(*, upload: File[Any], title: str = "", by: Any) -> Document:
    """Keep a file that something will name later. Raises FileRefused."""
    return actions.store(upload=upload, title=title, by=by)
