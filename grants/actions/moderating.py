"""Hiding a text of the public, with a reason and a trace. Steps: they join the caller's transaction."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.errors import Conflict, Fault, Invalid
from grants.actions import direction_notices as notices
from grants.models import DirectionComment, DirectionProposal

Text = DirectionComment | DirectionProposal
FIELDS = ["hidden_at", "hidden_by", "hidden_reason"]


def hide_text(text: Text, verb: str, *, reason: str, by: Any) -> None:
    """The public no longer sees ``text``; its author and the officers do, with the reason."""
    if text.hidden_at:
        raise Conflict(_("This text is hidden already."))
    if not reason.strip():
        raise Invalid(Fault(_("Say why it is hidden: its author reads it."), "reason"))
    text.hidden_at, text.hidden_by, text.hidden_reason = clock.now(), by, reason.strip()
    text.save(update_fields=FIELDS)
    record(verb, text, by=by, reason=text.hidden_reason)
    notices.tell_hidden(text)


def show_text(text: Text, verb: str, *, reason: str, by: Any) -> None:
    """Everybody sees ``text`` again."""
    if not text.hidden_at:
        raise Conflict(_("This text is not hidden."))
    before = text.hidden_reason
    text.hidden_at, text.hidden_by, text.hidden_reason = None, None, ""
    text.save(update_fields=FIELDS)
    record(verb, text, by=by, changes={"hidden_reason": [before, ""]}, reason=reason.strip())
