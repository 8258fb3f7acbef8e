"""What waits for a person in councils."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from councils.choices import MeetingStatus, RecommendationStatus
from councils.models import Meeting
from councils.queries.formation_tasks import formation_tasks
from councils.queries.life import proposal_tasks
from councils.queries.meetings import coming_of, open_votes_of
from councils.queries.recommendations import asked_of
from councils.queries.work import work_tasks
from councils.querysets import serves
from foundation.core.calendar import cut_off
from foundation.core.desk import Task
from foundation.core.text import localized

END_OF_DAY = dt.time(23, 59)


def desk_tasks(user: Any) -> list[Task]:
    """Votes, meetings, minutes and replies that wait for ``user``."""
    return [
        *_votes(user),
        *_meetings(user),
        *_minutes(user),
        *_replies(user),
        *formation_tasks(user),
        *proposal_tasks(user),
        *work_tasks(user),
    ]


def _votes(user: Any) -> list[Task]:
    return [
        Task(
            _("Vote in the council: %(text)s") % {"text": voter.motion},
            f"{voter.motion.item.meeting.get_absolute_url()}#motion-{voter.motion_id}",
            voter.motion.status,
            voter.motion.get_status_display(),
        )
        for voter in open_votes_of(user)
    ]


def _meetings(user: Any) -> list[Task]:
    return [
        Task(
            _("Meeting of the council: %(name)s") % {"name": localized(meeting.council, "name")},
            meeting.get_absolute_url(),
            meeting.status,
            meeting.get_status_display(),
            meeting.held_at,
        )
        for meeting in coming_of(user)
    ]


def _minutes(user: Any) -> list[Task]:
    rows = Meeting.objects.filter(serves(user, "council__body"), status=MeetingStatus.CLOSED).select_related("council")
    return [
        Task(
            _("Publish the minutes: %(name)s") % {"name": localized(meeting.council, "name")},
            reverse("councils:minutes-edit", args=[meeting.council.slug, meeting.pk]),
            meeting.status,
            meeting.get_status_display(),
            cut_off(meeting.minutes_due_on, END_OF_DAY) if meeting.minutes_due_on else None,
        )
        for meeting in rows.order_by("closed_at", "pk")
    ]


def _replies(user: Any) -> list[Task]:
    found = []
    for one in asked_of(user):
        is_sent = one.status == RecommendationStatus.SENT
        title = (
            _("Reply to a recommendation of the council: %(name)s")
            if is_sent
            else _("Carry out what was promised: %(name)s")
        )
        day = one.reply_due_on if is_sent else one.do_until
        due_at = cut_off(day, END_OF_DAY) if day else None
        found.append(
            Task(
                title % {"name": localized(one.council, "name")},
                one.get_absolute_url(),
                one.status,
                one.get_status_display(),
                due_at,
            )
        )
    return found
