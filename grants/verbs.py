"""Audit verbs of grants and topics of its messages, with the words in which they are shown."""

from django.utils.translation import gettext_lazy as _

from foundation.audit import verbs
from foundation.notifications import topics

topics.register(
    {
        "grants.applications": _("My grant applications"),
        "grants.calls": _("Calls that I take part in"),
        "grants.terms": _("Terms of the calls that I run"),
        "grants.officers": _("Calls that I run or decide"),
        "grants.commission": _("Commissions that I sit in"),
    }
)

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
        "grants.call.cloned": _("Call made from another one"),
        "grants.call.scheduled": _("Announcement of a call set for a moment"),
        "grants.call.unscheduled": _("Announcement of a call taken off the clock"),
        "grants.call.not_announced": _("Call not announced at its moment"),
        "grants.call.amended": _("Announced call changed"),
        "grants.call.questions_written": _("Own questions of a call changed"),
        "grants.call.quotas_written": _("Quotas of a call changed"),
    }
)

# Premiums and small grants
verbs.register(
    {
        "grants.nomination.proposed": _("NGO proposed for a premium"),
        "grants.nomination.accepted": _("Nomination for a premium accepted"),
        "grants.nomination.declined": _("Nomination for a premium declined"),
        "grants.nomination.withdrawn": _("Nomination for a premium withdrawn"),
        "grants.regranting.set": _("Part of a grant set aside for small grants"),
    }
)

# Questions about calls
verbs.register(
    {
        "grants.enquiry.asked": _("Question about a call asked"),
        "grants.enquiry.answered": _("Question about a call answered"),
        "grants.enquiry.corrected": _("Answer about a call corrected"),
        "grants.enquiry.withheld": _("Question about a call not published"),
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
        "grants.meeting.replanned": _("Plan of a meeting of the commission changed"),
        "grants.meeting.agenda_arranged": _("Agenda of the commission arranged"),
        "grants.meeting.material_added": _("Material for the commission added"),
        "grants.meeting.material_removed": _("Material for the commission taken out"),
        "grants.meeting.invited": _("Members of the commission invited"),
        "grants.meeting.conflicts_declared": _("Conflicts of interest declared in the commission"),
        "grants.meeting.protocol_signed": _("Protocol of the commission signed"),
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

# Priority directions
# People talk in several threads: one mail a day has them all.
topics.register({"grants.conversations": _("Messages on applications")}, usual="daily")
topics.register({"grants.directions": _("Priority directions: my proposals and comments")})
verbs.register(
    {
        "grants.direction_list.created": _("List of directions begun"),
        "grants.direction_list.edited": _("Terms of a list of directions changed"),
        "grants.direction_list.discussion_opened": _("Public discussion of directions opened"),
        "grants.direction_list.discussion_extended": _("Public discussion of directions extended"),
        "grants.direction_list.reopened": _("List of directions taken back to collecting proposals"),
        "grants.direction_list.approved": _("List of directions approved by an order"),
        "grants.direction_list.replaced": _("List of directions replaced"),
        "grants.direction_list.cancelled": _("List of directions cancelled"),
        "grants.direction.added": _("Direction added to a list"),
        "grants.direction.edited": _("Direction of a list changed"),
        "grants.direction.removed": _("Direction taken off a list"),
        "grants.direction.supported": _("Direction supported"),
        "grants.direction.support_taken_back": _("Support of a direction taken back"),
        "grants.direction_proposal.submitted": _("Direction proposed"),
        "grants.direction_proposal.taken": _("Proposal taken into a direction"),
        "grants.direction_proposal.declined": _("Proposal of a direction not taken"),
        "grants.direction_proposal.reconsidered": _("Answer to a proposal taken back"),
        "grants.direction_proposal.withdrawn": _("Proposal of a direction taken back"),
        "grants.direction_proposal.hidden": _("Proposal of a direction hidden"),
        "grants.direction_proposal.shown": _("Proposal of a direction shown again"),
        "grants.direction_comment.made": _("Direction commented on"),
        "grants.direction_comment.answered": _("Comment on a direction answered"),
        "grants.direction_comment.hidden": _("Comment on a direction hidden"),
        "grants.direction_comment.shown": _("Comment on a direction shown again"),
        "grants.year_plan.created": _("Plan of a year begun"),
        "grants.year_plan.edited": _("Plan of a year changed"),
        "grants.year_plan.approved": _("Plan of a year approved"),
        "grants.year_plan.replaced": _("Plan of a year replaced"),
    }
)

# Agreements
topics.register({"grants.agreements": _("Agreements, payments and reports of grants")})
verbs.register(
    {
        "grants.agreement.started": _("Agreement started"),
        "grants.agreement.prepared": _("Agreement prepared"),
        "grants.agreement.adjusted": _("Budget adjusted to the award"),
        "grants.agreement.proposed": _("Agreement sent for approval"),
        "grants.agreement.sent_back": _("Agreement sent back by the approver"),
        "grants.agreement.approved": _("Agreement approved for signing"),
        "grants.agreement.recalled": _("Agreement taken back from signing"),
        "grants.agreement.signed": _("Agreement signed by one side"),
        "grants.agreement.scan_added": _("Scan of a signed paper added"),
        "grants.agreement.scan_confirmed": _("Scan of a signed paper confirmed"),
        "grants.agreement.scan_refused": _("Scan of a signed paper refused"),
        "grants.agreement.concluded": _("Agreement in force"),
        "grants.agreement.completed": _("Agreement completed"),
        "grants.agreement.terminated": _("Agreement terminated"),
        "grants.agreement.cancelled": _("Agreement cancelled"),
    }
)

# Amendments
verbs.register(
    {
        "grants.amendment.started": _("Amendment started"),
        "grants.amendment.section_saved": _("Section of an amendment saved"),
        "grants.amendment.proposed": _("Amendment proposed"),
        "grants.amendment.returned": _("Amendment returned for correction"),
        "grants.amendment.approved": _("Amendment approved for signing"),
        "grants.amendment.accepted": _("Adjustment accepted"),
        "grants.amendment.declined": _("Amendment declined"),
        "grants.amendment.concluded": _("Amendment in force"),
        "grants.amendment.withdrawn": _("Amendment withdrawn"),
    }
)

# Tranches and payments
verbs.register(
    {
        "grants.tranche.ordered": _("Payment of a tranche ordered"),
        "grants.tranche.revoked": _("Payment order revoked"),
        "grants.tranche.paid": _("Tranche paid"),
        "grants.payment.recorded": _("Payment recorded"),
        "grants.payment.import_requested": _("Import of payments requested"),
        "grants.payment.imported": _("Payments imported"),
        "grants.refund.recorded": _("Return of money recorded"),
    }
)

# Reports
verbs.register(
    {
        "grants.report.section_saved": _("Section of a report saved"),
        "grants.report.expense_added": _("Expense added to a report"),
        "grants.report.expense_removed": _("Expense taken out of a report"),
        "grants.report.photo_added": _("Photograph added to a report"),
        "grants.report.photo_removed": _("Photograph taken out of a report"),
        "grants.report.submitted": _("Report sent"),
        "grants.report.returned": _("Report returned for correction"),
        "grants.report.accepted": _("Report accepted"),
        "grants.report.accepted_in_part": _("Report accepted in part"),
        "grants.report.flagged": _("Report long overdue"),
    }
)

# Effect
verbs.register(
    {
        "grants.effect.written": _("Evaluation of the effect written"),
        "grants.effect.approved": _("Evaluation of the effect approved"),
    }
)

# Strategic partnership
topics.register({"grants.partnership": _("Strategic partnership: my NGO’s applications, agreements and reports")})
verbs.register(
    {
        "grants.partner_call.created": _("Call for partners created"),
        "grants.partner_call.edited": _("Call for partners edited"),
        "grants.partner_call.announced": _("Call for partners announced"),
        "grants.partner_call.decided": _("Pool of partners published"),
        "grants.partner_call.cancelled": _("Call for partners cancelled"),
        "grants.partner_application.submitted": _("Application to be a partner submitted"),
        "grants.partner_application.withdrawn": _("Application to be a partner withdrawn"),
        "grants.partner_application.judged": _("Decision on a partner prepared"),
        "grants.partner_application.accepted": _("NGO taken into the pool of partners"),
        "grants.partner_application.declined": _("NGO not taken into the pool of partners"),
        "grants.partner_agreement.prepared": _("Agreement with a partner prepared"),
        "grants.partner_agreement.signed": _("Agreement signed by the partner NGO"),
        "grants.partner_agreement.countersigned": _("Agreement signed by the body"),
        "grants.partner_agreement.cancelled": _("Agreement with a partner not concluded"),
        "grants.partner_agreement.closed": _("Agreement with a partner ended"),
        "grants.partner_agreement.terminated": _("Agreement with a partner ended early"),
        "grants.partner_report.submitted": _("Yearly report of a partner submitted"),
        "grants.partner_report.resubmitted": _("Yearly report of a partner corrected"),
        "grants.partner_report.returned": _("Yearly report of a partner returned"),
        "grants.partner_report.accepted": _("Yearly report of a partner accepted"),
        "grants.direction_proposal.endorsed": _("Proposal of a direction endorsed by a partner NGO"),
    }
)
