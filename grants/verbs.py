"""Audit verbs of grants and topics of its messages, with the words in which they are shown."""

from django.utils.translation import gettext_lazy as _

from foundation.audit import verbs
from foundation.notifications import topics

topics.register({"grants.applications": _("My grant applications"), "grants.officers": _("Calls that I run or decide")})

# Calls
verbs.register(
    {
        "grants.call.created": _("Call created"),
        "grants.call.edited": _("Call edited"),
        "grants.call.announced": _("Call announced"),
        "grants.call.check_started": _("Formal check started"),
        "grants.call.scoring_started": _("Expert evaluation started"),
        "grants.call.decision_started": _("Handed to the commission"),
        "grants.call.decided": _("Call decided"),
        "grants.call.cancelled": _("Call cancelled"),
    }
)

# Applications
verbs.register(
    {
        "grants.application.started": _("Application started"),
        "grants.application.section_saved": _("Section of an application saved"),
        "grants.application.attachment_added": _("File added to an application"),
        "grants.application.attachment_removed": _("File taken out of an application"),
        "grants.application.submitted": _("Application submitted"),
        "grants.application.reopened": _("Application reopened by the applicant"),
        "grants.application.withdrawn": _("Application withdrawn"),
        "grants.application.returned": _("Application returned for correction"),
        "grants.application.admitted": _("Application admitted to evaluation"),
        "grants.application.not_admitted": _("Application not admitted"),
        "grants.application.funded": _("Grant awarded"),
        "grants.application.declined": _("No grant awarded"),
        "grants.application.reserved": _("Application put on the reserve list"),
        "grants.application.offered": _("Grant offered from the reserve list"),
        "grants.application.forgone": _("Grant not taken up"),
        "grants.application.reinstated": _("Application admitted on appeal"),
        "grants.application.funded_on_appeal": _("Grant awarded on appeal"),
        "grants.application.reserved_on_appeal": _("Application put on the reserve list after an appeal"),
    }
)

# Formal check
verbs.register(
    {
        "grants.check.proposed": _("Conclusion of the formal check proposed"),
        "grants.check.confirmed": _("Conclusion of the formal check confirmed"),
        "grants.check.sent_back": _("Conclusion of the formal check sent back"),
    }
)

# Commission
verbs.register(
    {
        "grants.meeting.prepared": _("Meeting of the commission prepared"),
        "grants.meeting.refilled": _("List of the commission filled from a newer ranking"),
        "grants.meeting.proposed": _("List of the commission changed"),
        "grants.meeting.attendance_marked": _("Attendance at the commission marked"),
        "grants.meeting.opened": _("Vote of the commission opened"),
        "grants.meeting.voted": _("Vote given in the commission"),
        "grants.meeting.revised": _("Vote of the commission repeated"),
        "grants.meeting.concluded": _("Meeting of the commission concluded"),
    }
)

# Awards
verbs.register(
    {
        "grants.award.offered": _("Grant offered to the winner"),
        "grants.award.accepted": _("Grant accepted by the winner"),
        "grants.award.declined": _("Grant declined by the winner"),
        "grants.award.lapsed": _("Offer of a grant lapsed"),
        "grants.award.fell_through": _("No agreement came about on a grant"),
    }
)

# Appeals
verbs.register(
    {
        "grants.appeal.submitted": _("Appeal sent"),
        "grants.appeal.file_added": _("File added to an appeal"),
        "grants.appeal.taken": _("Appeal taken for review"),
        "grants.appeal.granted": _("Appeal granted"),
        "grants.appeal.partly_granted": _("Appeal granted in part"),
        "grants.appeal.declined": _("Appeal declined"),
        "grants.appeal.withdrawn": _("Appeal withdrawn"),
        "grants.award.amended": _("Amount of a grant changed on appeal"),
        "grants.award.moved": _("Offer of a grant taken back after an appeal"),
    }
)

# Past awards
verbs.register({"grants.history.imported": _("Past awards imported")})
