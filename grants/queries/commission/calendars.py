"""The sitting of a commission for a calendar program."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.core import clock
from foundation.core.ics import CalendarEvent
from foundation.core.text import localized
from foundation.notifications.wording import address
from grants.models import Meeting


def event_of(meeting: Meeting) -> CalendarEvent:
    """The sitting; a later version of its plan replaces the one before."""
    return CalendarEvent(
        uid=f"grant-commission-{meeting.pk}@civil-portal",
        starts=meeting.held_at,
        summary=_("The commission meets: %(call)s") % {"call": localized(meeting.call, "title")},
        description=", ".join(part for part in (meeting.place, meeting.video_url) if part),
        url=address(reverse("grants:meeting-detail", args=[meeting.call.slug])),
        sequence=int(clock.now().timestamp()),
    )
