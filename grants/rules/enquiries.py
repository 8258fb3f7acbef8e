"""Who may ask about a call and until when, and who answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core import presentation
from foundation.core.errors import Conflict, DeadlinePassed, Fault, NotPermitted
from grants.choices import CallStatus, EnquiryStatus
from grants.models import Call, Enquiry
from grants.rules.checks import check_is_officer

WAITING_MAX = 5
LONGEST = 2000


def check_can_ask(user: Any, call: Call, now: dt.datetime) -> None:
    """Anybody signed in, while questions are taken. Raises NotPermitted, Conflict or DeadlinePassed."""
    if not user.is_authenticated:
        raise NotPermitted(_("Sign in to ask a question."))
    if call.status != CallStatus.ANNOUNCED:
        raise Conflict(_("No questions are taken about this call now."))
    if now > call.asked_until:
        message = _("Questions were taken until %(moment)s.")
        raise DeadlinePassed(message % {"moment": presentation.moment(call.asked_until, with_zone=True)})
    waiting = Enquiry.objects.filter(call=call, asked_by=user, status=EnquiryStatus.ASKED).count()
    if waiting >= WAITING_MAX:
        message = _("%(count)s questions of yours about this call wait for an answer. Wait for one of them.")
        raise Conflict(message % {"count": waiting})


def check_can_answer(user: Any, call: Call) -> None:
    """Officers of the body that runs the call, as long as the call is not decided or cancelled."""
    check_is_officer(user, call)
    if call.status in (CallStatus.DECIDED, CallStatus.CANCELLED):
        raise Conflict(_("The call is over, so its questions and answers stay as they are."))


def text_faults(text: str, missing: Any, field: str = "text") -> list[Fault]:
    """What is wrong with the text of a question, an answer or a reason."""
    if not text.strip():
        return [Fault(missing, field)]
    if len(text) > LONGEST:
        message = _("Shorten this to %(limit)s characters: it has %(length)s")
        return [Fault(message % {"limit": LONGEST, "length": len(text)}, field)]
    return []
