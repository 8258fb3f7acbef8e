"""Audit verbs of councils and topics of its messages, with the words in which they are shown."""

from django.utils.translation import gettext_lazy as _

from foundation.audit import verbs
from foundation.notifications import topics

topics.register({"councils.meetings": _("Meetings of my councils"), "councils.recommendations": _("Recommendations")})

# Councils and members
verbs.register(
    {
        "councils.council.created": _("Council entered"),
        "councils.council.changed": _("Council changed"),
        "councils.term.started": _("Forming of a council started"),
        "councils.term.approved": _("Composition of a council approved"),
        "councils.term.ended": _("Term of a council ended"),
        "councils.seat.added": _("Member of a council added"),
        "councils.seat.ended": _("Seat in a council ended"),
        "councils.seat.linked": _("Account of a member of a council named"),
        "councils.seat.post_given": _("Post in a council given"),
    }
)

# Meetings
verbs.register(
    {
        "councils.meeting.planned": _("Meeting of a council planned"),
        "councils.meeting.changed": _("Plan of a meeting changed"),
        "councils.meeting.announced": _("Meeting of a council announced"),
        "councils.meeting.opened": _("Meeting of a council opened"),
        "councils.meeting.closed": _("Meeting of a council closed"),
        "councils.meeting.published": _("Minutes of a council published"),
        "councils.meeting.cancelled": _("Meeting of a council cancelled"),
        "councils.meeting.minutes_edited": _("Draft of the minutes edited"),
        "councils.item.added": _("Point of the agenda added"),
        "councils.item.removed": _("Point of the agenda removed"),
        "councils.item.recorded": _("Words on a point of the agenda written down"),
        "councils.material.added": _("Material of a meeting added"),
        "councils.attendance.marked": _("Attendance at a council marked"),
    }
)

# Motions
verbs.register(
    {
        "councils.motion.put": _("Motion written"),
        "councils.motion.opened": _("Vote of a council opened"),
        "councils.motion.voted": _("Vote given in a council"),
        "councils.motion.carried": _("Motion carried"),
        "councils.motion.rejected": _("Motion not carried"),
        "councils.motion.conflict_declared": _("Member steps back from a vote"),
    }
)

# Recommendations
verbs.register(
    {
        "councils.recommendation.written": _("Recommendation written"),
        "councils.recommendation.changed": _("Recommendation changed"),
        "councils.recommendation.sent": _("Recommendation sent"),
        "councils.recommendation.accepted": _("Recommendation accepted"),
        "councils.recommendation.declined": _("Recommendation declined"),
        "councils.recommendation.reply_returned": _("Reply to a recommendation returned"),
        "councils.recommendation.done": _("Recommendation carried out"),
        "councils.recommendation.reminded": _("Reminded of a recommendation"),
    }
)
