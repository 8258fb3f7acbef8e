"""Audit verbs of councils and topics of its messages, with the words in which they are shown."""

from django.utils.translation import gettext_lazy as _

from foundation.audit import verbs
from foundation.notifications import topics

topics.register({"councils.meetings": _("Meetings of my councils"), "councils.recommendations": _("Recommendations")})
topics.register({"councils.work": _("Draft acts, public control, reports of heads and appeals")})

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

verbs.register({"councils.motion.paper_counted": _("Count of papers of a secret ballot entered")})

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

# Draft acts
verbs.register(
    {
        "councils.act.written": _("Draft act written"),
        "councils.act.changed": _("Draft act changed before sending"),
        "councils.act.sent": _("Draft act sent to a council"),
        "councils.act.opened": _("Draft act opened to comments of the public"),
        "councils.act.decided": _("Opinion of a council on a draft act given"),
        "councils.act.answered": _("Body has answered every point and comment"),
        "councils.act.adopted": _("Final text of an act entered"),
        "councils.act.withdrawn": _("Draft act withdrawn"),
        "councils.remark.made": _("Comment on a draft act made"),
        "councils.remark.point_added": _("Point of an opinion written"),
        "councils.remark.point_removed": _("Point of an opinion taken out"),
        "councils.remark.hidden": _("Comment on a draft act hidden"),
        "councils.remark.grouped": _("Comment joined to another one that says the same"),
        "councils.remark.answered": _("Point or comment answered"),
    }
)

# Public control
verbs.register(
    {
        "councils.control.planned": _("Public control planned"),
        "councils.control.changed": _("Plan of a public control changed"),
        "councils.control.announced": _("Public control announced"),
        "councils.control.started": _("Public control begun"),
        "councils.control.ended": _("Public control ended"),
        "councils.control.concluded": _("Final document of a public control published and sent"),
        "councils.control.cancelled": _("Public control cancelled"),
        "councils.participant.added": _("Participant of a public control added"),
        "councils.participant.removed": _("Participant of a public control taken out"),
        "councils.participant.dismissed": _("Sign of a conflict of a participant dismissed"),
        "councils.checklist.written": _("Checklist of a public control written"),
        "councils.checklist.filled": _("Checklist of a public control filled in"),
        "councils.fact.recorded": _("Fact of a public control written down"),
    }
)

# Reports of heads, public reception
verbs.register(
    {
        "councils.head_report.planned": _("Report of a head planned"),
        "councils.head_report.changed": _("Plan of a report of a head changed"),
        "councils.head_report.announced": _("Report of a head announced"),
        "councils.head_report.heard": _("Report of a head heard"),
        "councils.head_report.closed": _("All questions to a head answered"),
        "councils.head_report.cancelled": _("Report of a head cancelled"),
        "councils.head_question.asked": _("Question to a head asked"),
        "councils.head_question.published": _("Question to a head published"),
        "councils.head_question.refused": _("Question to a head not published"),
        "councils.head_question.answered": _("Question to a head answered"),
        "councils.head_question.declined": _("Question to a head left without an answer"),
        "councils.appeal.received": _("Appeal to a council received"),
        "councils.appeal.answered": _("Appeal to a council answered"),
        "councils.appeal.declined": _("Appeal to a council not considered"),
        "councils.appeal.published": _("Appeal to a council published without personal data"),
        "councils.work.reminded": _("Reminded of a term before a council"),
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

topics.register(
    {"councils.formation": _("Competition for seats in councils"), "councils.followed": _("Councils that I follow")}
)

# Competition for seats
verbs.register(
    {
        "councils.formation.started": _("Competition for seats started"),
        "councils.formation.changed": _("Competition for seats changed"),
        "councils.formation.group_named": _("Working group of a competition named"),
        "councils.formation.announced": _("Competition for seats announced"),
        "councils.formation.closed": _("Nominations closed"),
        "councils.formation.extended": _("Nominations opened again"),
        "councils.formation.listed": _("List of checked candidates published"),
        "councils.formation.counted": _("Vote of a working group counted"),
        "councils.formation.approved": _("Members approved by order"),
        "councils.formation.cancelled": _("Competition for seats cancelled"),
        "councils.candidate.nominated": _("Candidate nominated"),
        "councils.candidate.changed": _("Papers of a candidate changed"),
        "councils.candidate.submitted": _("Candidate gave consent and statements"),
        "councils.candidate.withdrawn": _("Candidate withdrawn"),
        "councils.candidate.lapsed": _("Candidate did not answer in time"),
        "councils.candidate.checked": _("Candidate checked"),
        "councils.candidate.admitted": _("Candidate admitted to the vote"),
        "councils.candidate.refused": _("Candidate not admitted"),
        "councils.candidate.voted": _("Vote of the working group given"),
        "councils.candidate.elected": _("Candidate elected"),
        "councils.candidate.not_elected": _("Candidate not elected"),
    }
)

# Commissions, proposals, plans, reports
verbs.register(
    {
        "councils.commission.formed": _("Commission of a council formed"),
        "councils.commission.changed": _("Commission of a council changed"),
        "councils.commission.dissolved": _("Commission of a council dissolved"),
        "councils.proposal.sent": _("Point of the agenda proposed"),
        "councils.proposal.taken": _("Proposed point taken onto the agenda"),
        "councils.proposal.declined": _("Proposed point declined"),
        "councils.proposal.withdrawn": _("Proposed point withdrawn"),
        "councils.plan.written": _("Work plan of a council written"),
        "councils.plan.approved": _("Work plan of a council approved"),
        "councils.plan.outcome": _("Outcome of a point of a work plan written down"),
        "councils.year_report.made": _("Yearly report of a council made"),
        "councils.year_report.changed": _("Yearly report of a council changed"),
        "councils.year_report.published": _("Yearly report of a council published"),
        "councils.year_report.superseded": _("Yearly report of a council replaced"),
    }
)
