"""The agenda of a sitting, its materials, and the invitation of the members."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from foundation.documents import actions as documents
from grants.actions.commission.notices import tell_invited, tell_reminder
from grants.choices import MeetingStatus
from grants.models import AgendaItem, Application, Call, Meeting, MeetingMaterial
from grants.rules import decisions as rules
from grants.rules.commission.votes import listed

MATERIALS_MAX = 30
REMIND_BEFORE = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Agenda:
    """The points in their order: titles before the applications, numbers of these, titles after them."""

    before: Sequence[str]
    numbers: Sequence[str]
    after: Sequence[str]


@transaction.atomic(durable=True)
def arrange(*, meeting: Meeting, agenda: Agenda, by: Any) -> Meeting:
    """Put the points into another order, or add some. Raises NotPermitted, Invalid, or Conflict once it was concluded."""
    meeting = _locked(meeting, by)
    applications = {one.number: one for one in listed(meeting.call)}
    if sorted(agenda.numbers) != sorted(applications):
        raise Invalid(Fault(_("The agenda must name every admitted application once.")))
    before = [str(item) for item in meeting.agenda.select_related("application")]
    meeting.agenda.all().delete()
    _write(meeting, agenda, applications)
    after = [str(item) for item in meeting.agenda.select_related("application")]
    if before != after:
        record("grants.meeting.agenda_arranged", meeting, by=by, changes={"agenda": [before, after]})
    return meeting


def fill_agenda(meeting: Meeting) -> None:
    """Step: the applications by number, so that the order says nothing of the ranking."""
    applications = {one.number: one for one in listed(meeting.call)}
    _write(meeting, Agenda((), list(applications), ()), applications)


def _write(meeting: Meeting, agenda: Agenda, applications: dict[str, Application]) -> None:
    points = [
        *(AgendaItem(title=title) for title in agenda.before),
        *(AgendaItem(application=applications[number]) for number in agenda.numbers),
        *(AgendaItem(title=title) for title in agenda.after),
    ]
    for position, point in enumerate(points, 1):
        point.meeting, point.position = meeting, position
    AgendaItem.objects.bulk_create(points)


@transaction.atomic(durable=True)
def add_material(
    *, meeting: Meeting, upload: File[Any], title: str, application: Application | None = None, by: Any
) -> MeetingMaterial:
    """A file for the members. Raises NotPermitted, Conflict, FileRefused, or Invalid when there are too many."""
    meeting = _locked(meeting, by)
    if meeting.materials.count() >= MATERIALS_MAX:
        message = _("There can be %(most)s files at most: take one out first") % {"most": MATERIALS_MAX}
        raise Invalid(Fault(message, "file"))
    if application is not None and application.call_id != meeting.call_id:
        raise Invalid(Fault(_("This application is not before the commission."), "application"))
    document = documents.store(upload=upload, by=by)
    material = MeetingMaterial.objects.create(
        meeting=meeting,
        application=application,
        document=document,
        title=title.strip() or document.name,
        added_at=clock.now(),
        added_by=by,
    )
    changes = {"file": document.name, "sha256": document.sha256}
    record("grants.meeting.material_added", meeting, by=by, changes=changes)
    return material


@transaction.atomic(durable=True)
def remove_material(*, material: MeetingMaterial, by: Any) -> None:
    """Take a file out, before the vote is opened: what members have voted by stays."""
    meeting = _locked(material.meeting, by)
    if meeting.status != MeetingStatus.PREPARING:
        raise Conflict(_("The members vote by these materials, so they stay."))
    material = lock(MeetingMaterial, material.pk)
    document = material.document
    material.delete()
    changes = {"file": document.name, "sha256": document.sha256}
    record("grants.meeting.material_removed", meeting, by=by, changes=changes)
    documents.remove(document=document, by=by)


@transaction.atomic(durable=True)
def invite(*, meeting: Meeting, by: Any) -> Meeting:
    """Tell the members when and where; those who join the commission later are told by the next press."""
    meeting = _locked(meeting, by)
    if meeting.invited_at is None:
        meeting.invited_at = clock.now()
        meeting.save(update_fields=["invited_at"])
        record("grants.meeting.invited", meeting, by=by, changes={"members": meeting.attendees.count()})
    tell_invited(meeting)
    return meeting


@transaction.atomic(durable=True)
def remind() -> int:
    """Members of sittings that begin within a day are reminded, once; returns of how many sittings. By the clock."""
    now = clock.now()
    soon = Meeting.objects.filter(
        status=MeetingStatus.PREPARING, invited_at__isnull=False, held_at__gt=now, held_at__lte=now + REMIND_BEFORE
    )
    meetings = list(soon.select_related("call").defer("run__inputs").order_by("pk"))
    for meeting in meetings:
        tell_reminder(meeting)
    return len(meetings)


def _locked(meeting: Meeting, by: Any) -> Meeting:
    """The meeting, locked after its call, for its secretary, until it is concluded."""
    call = lock(Call, meeting.call_id)
    meeting = lock(Meeting, meeting.pk)
    meeting.call = call
    rules.check_can_arrange(by, meeting)
    return meeting
