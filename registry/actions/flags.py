"""Observations of officers about an organisation, their flags, and what the organisation answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from foundation.audit.record import record
from foundation.core import calendar, clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from foundation.notifications.letters import Letter
from registry.actions.telling import tell_people
from registry.choices import FlagStatus, FlagTopic
from registry.models import Flag, FlagEntry, Organisation
from registry.rules.oversight import check_can_answer, check_can_decide, check_closes_as_second, checked_text
from registry.workflow import FLAG

OPENED = Letter(
    "registry.oversight",
    gettext_noop("An officer has entered an observation about %(name)s"),
    gettext_noop("You can read it and answer on its page."),
)
CHANGED = Letter(
    "registry.oversight",
    gettext_noop("An observation about %(name)s has changed"),
    gettext_noop("What has changed and why is on its page; you can answer there."),
)


@transaction.atomic(durable=True)
def open_note(*, organisation: Organisation, topic: str, text: str, source: str, observed_on: dt.date, by: Any) -> Flag:
    """Enter an observation as a note: what was observed, when, and from what source. Raises NotPermitted or Invalid."""
    check_can_decide(by, organisation)
    faults = [
        Fault(message, field)
        for is_wrong, message, field in (
            (topic not in FlagTopic.values, _("Choose what it is about."), "topic"),
            (not text.strip(), _("Write what was observed."), "text"),
            (not source.strip(), _("Name the source."), "source"),
            (observed_on > calendar.local_date(clock.now()), _("This date is in the future."), "observed_on"),
        )
        if is_wrong
    ]
    if faults:
        raise Invalid(*faults)
    flag = Flag.objects.create(
        organisation=organisation,
        topic=topic,
        text=text.strip(),
        source=source.strip(),
        observed_on=observed_on,
        opened_at=clock.now(),
        opened_by=by,
    )
    FlagEntry.objects.create(flag=flag, after=flag.status, text=flag.text, made_at=flag.opened_at, made_by=by)
    record("registry.flag.opened", flag, by=by, changes={"topic": topic, "status": ["", flag.status]})
    tell_people(organisation, OPENED, link=flag.get_absolute_url(), key=f"registry.flag.{flag.pk}")
    return flag


@transaction.atomic(durable=True)
def move(*, flag: Flag, step: str, reason: str, by: Any) -> Flag:
    """Raise, escalate, lower or close, with a reason that stays in the history.

    Raises NotPermitted, Invalid or TransitionNotAllowed. Whoever escalated a flag does not lower or close it alone.
    """
    flag = lock(Flag, flag.pk)
    check_can_decide(by, flag.organisation)
    found = FLAG.step(step, flag.status)
    check_closes_as_second(by, flag)
    reason = checked_text(reason, "reason", _("Give the reason."))
    before, flag.status = flag.status, found.target
    flag.save(update_fields=["status"])
    entry = FlagEntry.objects.create(
        flag=flag, before=before, after=flag.status, text=reason, made_at=clock.now(), made_by=by
    )
    record(found.verb, flag, by=by, changes={"status": [before, flag.status]}, reason=reason)
    tell_people(flag.organisation, CHANGED, link=flag.get_absolute_url(), key=f"registry.flag.entry.{entry.pk}")
    return flag


@transaction.atomic(durable=True)
def answer(*, flag: Flag, text: str, by: Any) -> FlagEntry:
    """What the organisation says to it; kept in the history as it was given. Raises NotPermitted, Invalid or Conflict."""
    flag = lock(Flag, flag.pk)
    check_can_answer(by, flag.organisation)
    text = checked_text(text, "text", _("Write the answer."))
    if flag.status == FlagStatus.CLOSED:
        raise Conflict(_("This observation is closed."))
    entry = FlagEntry.objects.create(
        flag=flag, before=flag.status, after=flag.status, text=text, is_answer=True, made_at=clock.now(), made_by=by
    )
    record("registry.flag.answered", flag, by=by)
    return entry
