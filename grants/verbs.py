"""Audit verbs of grants and topics of its messages, with the words in which they are shown."""

from django.utils.translation import gettext_lazy as _

from foundation.audit import verbs
from foundation.notifications import topics

topics.register({"grants.conversations": _("Messages on applications")})
topics.register({"grants.applications": _("My grant applications")})

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
        "grants.application.copied": _("Sections taken over from an earlier application"),
        "grants.partner.asked": _("Partner asked for consent"),
        "grants.partner.named": _("Partner named with a letter"),
        "grants.partner.agreed": _("Partner consented"),
        "grants.partner.refused": _("Partner refused or took consent back"),
        "grants.partner.removed": _("Partner taken out"),
        "grants.case.message_sent": _("Message on an application sent"),
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

# Past awards
verbs.register({"grants.history.imported": _("Past awards imported")})
