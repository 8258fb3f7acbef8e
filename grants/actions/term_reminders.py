"""Reminding officers of the terms that their calls have set themselves: before the end, on the first late day, and each
week after it. A letter is all that follows: no term of a call decides anything by itself."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from foundation.notifications.actions import notify_each
from foundation.notifications.letters import Letter
from foundation.notifications.wording import trilingual
from grants.actions.notices import TERMS
from grants.choices import CallStatus
from grants.models import Call
from grants.queries.phase_terms import Term, running_term
from registry.queries.holders import officers_of

RUNNING = (CallStatus.ANNOUNCED, CallStatus.CHECKING, CallStatus.SCORING)
SOON, WEEK = 2, 5
ENDING = Letter(
    TERMS,
    gettext_noop("The term of a phase ends on %(due)s: “%(call)s”"),
    gettext_noop("The call has set itself %(days)s working days for this phase. Working days left: %(left)s."),
)
LATE = Letter(
    TERMS,
    gettext_noop("A phase is late: “%(call)s”"),
    gettext_noop(
        "The call has set itself %(days)s working days for this phase; they ended on %(due)s. Working days since then:"
        " %(left)s. Everybody can see it on the page of the call. Nothing is decided by itself: please end the phase."
    ),
)


@transaction.atomic(durable=True)
def remind() -> int:
    """Write the letters that are due now, each once; returns for how many calls. The daily tick calls it."""
    calls = Call.objects.filter(status__in=RUNNING).select_related("operator").order_by("pk")
    due = [(call, term) for call in calls if (term := running_term(call)) and term.left <= SOON]
    for call, term in due:
        _tell(call, term)
    return len(due)


def _tell(call: Call, term: Term) -> None:
    letter, stage = (LATE, f"late.{(term.late - 1) // WEEK}") if term.is_late else (ENDING, "soon")
    context = {
        "call": trilingual(call, "title"),
        "due": term.due_on.strftime("%d.%m.%Y"),
        "days": term.days,
        "left": abs(term.left),
    }
    link, key = reverse("grants:phase-detail", args=[call.slug]), f"grants.term.{call.pk}.{term.code}.{stage}"
    notify_each(officers_of(call.operator_id), letter, context, link=link, key=key)
