"""Who is there: marked by the secretariat for all, or by a member for oneself."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from councils.models import Attendance, Meeting
from councils.rules import meetings as rules
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict


@transaction.atomic(durable=True)
def mark(*, meeting: Meeting, present: Collection[int], by_video: Collection[int] = (), by: Any) -> Meeting:
    """Say who is there now; both are ids of seats, and those by video are there too.

    It does not touch a vote that is open: who takes part in it was settled when it was opened.
    """
    meeting = lock(Meeting, meeting.pk)
    rules.check_can_run(by, meeting)
    changes = {}
    for one in meeting.attendance.select_related("seat"):
        wanted = (one.seat_id in present or one.seat_id in by_video, one.seat_id in by_video)
        if (one.is_present, one.by_video) != wanted:
            changes[str(one.seat)] = [one.is_present, wanted[0]]
            one.is_present, one.by_video = wanted
            _stamp(one, by)
    if changes:
        record("councils.attendance.marked", meeting, by=by, changes=changes)
    return meeting


@transaction.atomic(durable=True)
def check_in(*, meeting: Meeting, by_video: bool, by: Any) -> Attendance:
    """A member says «I am here» while the meeting runs. Raises NotPermitted for everybody else, Conflict."""
    meeting = lock(Meeting, meeting.pk)
    rules.check_is_open(meeting)
    seat = rules.seat_of(by, meeting)
    one = meeting.attendance.select_for_update().filter(seat=seat).first()
    if one is None:
        raise Conflict(_("You became a member after the meeting had begun: ask the secretariat."))
    if not one.is_present:
        one.is_present, one.by_video = True, by_video
        _stamp(one, by)
        record("councils.attendance.marked", meeting, by=by, changes={str(seat): [False, True]})
    return one


def _stamp(one: Attendance, by: Any) -> None:
    one.marked_at, one.marked_by = clock.now(), by
    one.save(update_fields=["is_present", "by_video", "marked_at", "marked_by"])
