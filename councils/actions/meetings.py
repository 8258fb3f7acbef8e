"""A meeting from its plan to its minutes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from councils.actions import notices
from councils.choices import AgendaKind, MeetingStatus, TermStatus
from councils.models import AgendaItem, Attendance, Council, Material, Meeting
from councils.queries.minutes import written
from councils.rules import councils
from councils.rules import meetings as rules
from councils.rules.life import minutes_due_on
from councils.workflow import MEETING
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid, refuse
from foundation.documents import actions as documents

PLAN = ("topic", "held_at", "place", "video_url")


@transaction.atomic(durable=True)
def plan(*, council: Council, values: Mapping[str, Any], by: Any) -> Meeting:
    """Plan a meeting of the sitting composition: ``topic``, ``held_at``, ``place``, ``video_url``.

    Raises NotPermitted, Conflict when no composition sits, or Invalid.
    """
    council = lock(Council, council.pk)
    councils.check_serves(by, council)
    term = council.terms.filter(status=TermStatus.SITTING).first()
    if term is None:
        raise Conflict(_("No composition of the council sits now."))
    _check_plan(values)
    last = term.meetings.order_by("-number").first()
    meeting = Meeting.objects.create(
        council=council,
        term=term,
        number=last.number + 1 if last else 1,
        topic=values["topic"].strip(),
        held_at=values["held_at"],
        place=values.get("place", "").strip(),
        video_url=values.get("video_url", "").strip(),
    )
    record("councils.meeting.planned", meeting, by=by, changes={"held_at": meeting.held_at, "topic": meeting.topic})
    return meeting


@transaction.atomic(durable=True)
def change(*, meeting: Meeting, values: Mapping[str, Any], by: Any) -> Meeting:
    """Change the plan before the meeting begins; members are told when it was announced already."""
    meeting = _locked(meeting)
    rules.check_can_plan(by, meeting)
    _check_plan(values)
    changes = {}
    for name in PLAN:
        if getattr(meeting, name) != values.get(name, ""):
            changes[name] = [getattr(meeting, name), values.get(name, "")]
            setattr(meeting, name, values.get(name, ""))
    if changes:
        meeting.save(update_fields=list(changes))
        record("councils.meeting.changed", meeting, by=by, changes=changes)
        if meeting.status == MeetingStatus.ANNOUNCED:
            notices.tell_moved(meeting)
    return meeting


@transaction.atomic(durable=True)
def add_item(*, meeting: Meeting, values: Mapping[str, Any], by: Any) -> AgendaItem:
    """Add a point at the end of the agenda: ``title``, ``kind``, ``speaker``, ``proposed_by``. Raises Invalid."""
    meeting = _locked(meeting)
    councils.check_serves(by, meeting.council)
    if meeting.status not in rules.AGENDA_OPEN:
        raise Conflict(_("The meeting is over."))
    return append_item(meeting, values, by)


def append_item(meeting: Meeting, values: Mapping[str, Any], by: Any) -> AgendaItem:
    """A step: the same in the transaction of the caller, who has locked ``meeting`` and asked who may."""
    if not values["title"].strip():
        raise Invalid(Fault(_("Say what the point is about."), "title"))
    last = meeting.items.order_by("-position").first()
    item = AgendaItem.objects.create(
        meeting=meeting,
        position=last.position + 1 if last else 1,
        title=values["title"].strip(),
        kind=values.get("kind") or AgendaKind.QUESTION,
        speaker=values.get("speaker", "").strip(),
        proposed_by=values.get("proposed_by", "").strip(),
    )
    record("councils.item.added", meeting, by=by, changes={"position": item.position, "title": item.title})
    return item


@transaction.atomic(durable=True)
def remove_item(*, item: AgendaItem, by: Any) -> None:
    """Take a point out of an agenda that is not announced; the points behind it move up."""
    meeting = _locked(item.meeting)
    councils.check_serves(by, meeting.council)
    item.meeting = meeting
    rules.check_can_remove(item)
    item.motions.all().delete()
    item.materials.all().delete()
    position = item.position
    item.delete()
    for later in meeting.items.filter(position__gt=position).order_by("position"):
        later.position -= 1
        later.save(update_fields=["position"])
    record("councils.item.removed", meeting, by=by, changes={"position": position, "title": item.title})


@transaction.atomic(durable=True)
def add_material(*, item: AgendaItem, upload: UploadedFile, title: str, by: Any) -> Material:
    """Put a file beside a point; it is public with the agenda. Raises NotPermitted, Conflict, Invalid for a bad file."""
    meeting = _locked(item.meeting)
    councils.check_serves(by, meeting.council)
    if meeting.status not in rules.AGENDA_OPEN:
        raise Conflict(_("The meeting is over."))
    document = documents.store(upload=upload, by=by)
    material = Material.objects.create(item=item, document=document, title=title.strip())
    record("councils.material.added", meeting, by=by, changes={"point": item.position, "title": material.title})
    return material


@transaction.atomic(durable=True)
def announce(*, meeting: Meeting, by: Any) -> Meeting:
    """Make the agenda public and invite the members. Raises NotPermitted, TransitionNotAllowed, Invalid."""
    meeting = _locked(meeting)
    councils.check_serves(by, meeting.council)
    step = MEETING.step("announce", meeting.status)
    refuse(rules.announce_faults(meeting, clock.now()))
    meeting.status, meeting.announced_at = step.target, clock.now()
    meeting.save(update_fields=["status", "announced_at"])
    record(step.verb, meeting, by=by, changes={"held_at": meeting.held_at})
    notices.tell_invited(meeting)
    return meeting


@transaction.atomic(durable=True)
def open_meeting(*, meeting: Meeting, by: Any) -> Meeting:
    """Begin; from now on members can say that they are there. Raises Conflict when another one of the council runs."""
    meeting = _locked(meeting)
    councils.check_serves(by, meeting.council)
    step = MEETING.step("open", meeting.status)
    if meeting.council.meetings.filter(status=MeetingStatus.OPEN).exists():
        raise Conflict(_("Another meeting of this council is under way."))
    seats = meeting.term.seats.filter(ended_on=None)
    Attendance.objects.bulk_create(Attendance(meeting=meeting, seat=seat) for seat in seats)
    meeting.status, meeting.opened_at = step.target, clock.now()
    meeting.save(update_fields=["status", "opened_at"])
    record(step.verb, meeting, by=by, changes={"members": len(seats)})
    return meeting


@transaction.atomic(durable=True)
def record_words(*, item: AgendaItem, text: str, by: Any) -> AgendaItem:
    """Keep what was said on a point, while the meeting runs or its minutes are written."""
    meeting = _locked(item.meeting)
    councils.check_serves(by, meeting.council)
    if meeting.status not in (MeetingStatus.OPEN, MeetingStatus.CLOSED):
        raise Conflict(_("The meeting is not under way."))
    item = lock(AgendaItem, item.pk)
    item.record = text.strip()
    item.save(update_fields=["record"])
    record("councils.item.recorded", meeting, by=by, changes={"point": item.position})
    return item


@transaction.atomic(durable=True)
def close(*, meeting: Meeting, by: Any) -> Meeting:
    """End the meeting; the portal writes the draft of the minutes in both languages from agenda, roll and votes."""
    meeting = _locked(meeting)
    councils.check_serves(by, meeting.council)
    step = MEETING.step("close", meeting.status)
    rules.check_can_close(meeting)
    meeting.status, meeting.closed_at = step.target, clock.now()
    meeting.minutes_due_on = minutes_due_on(local_date(meeting.closed_at))
    for language in ("kk", "ru"):
        with translation.override(language):
            setattr(meeting, f"minutes_{language}", written(meeting))
    meeting.save(update_fields=["status", "closed_at", "minutes_due_on", "minutes_kk", "minutes_ru"])
    record(step.verb, meeting, by=by)
    return meeting


@transaction.atomic(durable=True)
def edit_minutes(*, meeting: Meeting, minutes_kk: str, minutes_ru: str, by: Any) -> Meeting:
    """Change the draft of the minutes; each change is kept. Raises NotPermitted, Conflict, Invalid."""
    meeting = _locked(meeting)
    councils.check_serves(by, meeting.council)
    if meeting.status != MeetingStatus.CLOSED:
        raise Conflict(_("Minutes are edited between the end of the meeting and their publication."))
    faults = [
        Fault(_("The minutes must not be empty."), name)
        for name, text in (("minutes_kk", minutes_kk), ("minutes_ru", minutes_ru))
        if not text.strip()
    ]
    refuse(faults)
    changes = {}
    for name, text in (("minutes_kk", minutes_kk.strip()), ("minutes_ru", minutes_ru.strip())):
        if getattr(meeting, name) != text:
            changes[name] = [getattr(meeting, name), text]
            setattr(meeting, name, text)
    if changes:
        meeting.save(update_fields=list(changes))
        record("councils.meeting.minutes_edited", meeting, by=by, changes=changes)
    return meeting


@transaction.atomic(durable=True)
def publish(*, meeting: Meeting, by: Any) -> Meeting:
    """Publish the minutes in both languages at once."""
    meeting = _locked(meeting)
    councils.check_serves(by, meeting.council)
    step = MEETING.step("publish", meeting.status)
    meeting.status, meeting.published_at = step.target, clock.now()
    meeting.save(update_fields=["status", "published_at"])
    record(step.verb, meeting, by=by)
    notices.tell_published(meeting)
    return meeting


@transaction.atomic(durable=True)
def cancel(*, meeting: Meeting, reason: str, by: Any) -> Meeting:
    """Cancel a meeting that has not begun, with the reason that everybody reads."""
    meeting = _locked(meeting)
    councils.check_serves(by, meeting.council)
    step = MEETING.step("cancel", meeting.status)
    if not reason.strip():
        raise Invalid(Fault(_("Give the reason."), "reason"))
    was_announced = meeting.status == MeetingStatus.ANNOUNCED
    meeting.status, meeting.cancel_reason = step.target, reason.strip()
    meeting.save(update_fields=["status", "cancel_reason"])
    record(step.verb, meeting, by=by, reason=meeting.cancel_reason)
    if was_announced:
        notices.tell_cancelled(meeting)
    return meeting


def _check_plan(values: Mapping[str, Any]) -> None:
    refuse(rules.plan_faults(values["topic"], values["held_at"], values.get("place", ""), values.get("video_url", "")))


def _locked(meeting: Meeting) -> Meeting:
    """The meeting, locked after its council."""
    council = lock(Council, meeting.council_id)
    meeting = lock(Meeting, meeting.pk)
    meeting.council = council
    return meeting
