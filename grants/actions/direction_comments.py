"""The public discussion: comments of people and NGOs, official answers to each."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from grants.actions import direction_notices as notices
from grants.actions import moderating
from grants.models import DirectionComment, DirectionList, ListedDirection
from grants.rules import directions as rules
from registry.models import Organisation


@transaction.atomic(durable=True)
def make(*, listed: ListedDirection, organisation: Organisation | None, text: str, by: Any) -> DirectionComment:
    """Say something about a direction while it is discussed.

    Raises NotPermitted, Conflict, DeadlinePassed, or Invalid (empty, or the same again).
    """
    found, now = lock(DirectionList, listed.list_id), clock.now()
    rules.check_speaks_for(by, organisation)
    rules.check_is_discussed(found, now)
    text = text.strip()
    if not text:
        raise Invalid(Fault(_("Write your comment."), "text"))
    if DirectionComment.objects.filter(direction=listed, author=by, text=text).exists():
        raise Invalid(Fault(_("You have said this already, in the same words."), "text"))
    comment = DirectionComment.objects.create(
        list=found, direction=listed, author=by, organisation=organisation, text=text, made_at=now
    )
    changes = {"direction": ["", listed.direction.code], "organisation": ["", organisation.bin if organisation else ""]}
    record("grants.direction_comment.made", comment, by=by, changes=changes)
    return comment


@transaction.atomic(durable=True)
def answer(*, comment: DirectionComment, text: str, by: Any) -> DirectionComment:
    """Answer a comment officially, once. Raises Invalid, NotPermitted or Conflict."""
    rules.check_can_change(by, lock(DirectionList, comment.list_id))
    comment = lock(DirectionComment, comment.pk)
    if comment.answered_at:
        raise Conflict(_("This comment has been answered already."))
    if not text.strip():
        raise Invalid(Fault(_("Write the answer: its author and everybody else read it."), "answer"))
    comment.answer, comment.answered_at, comment.answered_by = text.strip(), clock.now(), by
    comment.save(update_fields=["answer", "answered_at", "answered_by"])
    record("grants.direction_comment.answered", comment, by=by, changes={"answer": ["", comment.answer]})
    notices.tell_commented(comment)
    return comment


@transaction.atomic(durable=True)
def hide(*, comment: DirectionComment, reason: str, by: Any) -> DirectionComment:
    """Hide a comment from the public. Raises Invalid, NotPermitted or Conflict."""
    rules.check_can_run(by, comment.list.body)
    comment = lock(DirectionComment, comment.pk)
    moderating.hide_text(comment, "grants.direction_comment.hidden", reason=reason, by=by)
    return comment


@transaction.atomic(durable=True)
def show(*, comment: DirectionComment, reason: str, by: Any) -> DirectionComment:
    """Show a hidden comment again. Raises NotPermitted or Conflict."""
    rules.check_can_run(by, comment.list.body)
    comment = lock(DirectionComment, comment.pk)
    moderating.show_text(comment, "grants.direction_comment.shown", reason=reason, by=by)
    return comment
