"""Audit verbs of social orders and topics of their messages, with the words in which they are shown."""

from django.utils.translation import gettext_lazy as _

from foundation.audit import verbs
from foundation.notifications import topics

topics.register(
    {
        "socialorder.needs": _("Needs that I proposed"),
        "socialorder.plans": _("Plans of social orders"),
        "socialorder.tenders": _("Tenders of social orders"),
    }
)

# Needs
verbs.register(
    {
        "socialorder.need.proposed": _("Need proposed"),
        "socialorder.need.taken": _("Need taken into a topic"),
        "socialorder.need.declined": _("Need declined"),
        "socialorder.need.withdrawn": _("Need withdrawn"),
        "socialorder.need.reopened": _("Answer to a need taken back"),
        "socialorder.need.hidden": _("Need hidden from the public"),
    }
)

# Standards and plans
verbs.register(
    {
        "socialorder.standard.written": _("Standard of a service written"),
        "socialorder.standard.changed": _("Draft of a standard changed"),
        "socialorder.standard.approved": _("Standard of a service approved"),
        "socialorder.standard.superseded": _("Standard of a service replaced"),
        "socialorder.plan.created": _("Plan of social orders begun"),
        "socialorder.plan.discussion_opened": _("Discussion of a plan opened"),
        "socialorder.plan.approved": _("Plan of social orders approved"),
        "socialorder.plan.changed": _("Approved plan changed"),
        "socialorder.topic.added": _("Topic added to a plan"),
        "socialorder.topic.changed": _("Topic of a plan changed"),
        "socialorder.topic.dropped": _("Topic dropped from a plan"),
        "socialorder.comment.made": _("Comment on a topic"),
        "socialorder.comment.answered": _("Comment on a topic answered"),
        "socialorder.comment.hidden": _("Comment on a topic hidden"),
    }
)

# Tenders
verbs.register(
    {
        "socialorder.tender.created": _("Tender begun"),
        "socialorder.tender.changed": _("Draft of a tender changed"),
        "socialorder.tender.announced": _("Tender announced"),
        "socialorder.tender.amended": _("Tender amended"),
        "socialorder.tender.bids_opened": _("Bids of a tender opened"),
        "socialorder.tender.failed": _("Tender without bids"),
        "socialorder.tender.decided": _("Tender decided"),
        "socialorder.tender.cancelled": _("Tender cancelled"),
        "socialorder.lot.added": _("Lot added to a tender"),
        "socialorder.lot.changed": _("Lot of a tender changed"),
        "socialorder.lot.evaluation_begun": _("Evaluation of a lot begun"),
        "socialorder.lot.removed": _("Lot removed from a tender"),
        "socialorder.question.asked": _("Question about a tender"),
        "socialorder.question.answered": _("Question about a tender answered"),
        "socialorder.question.withheld": _("Question about a tender not published"),
    }
)

# Keys and bids
verbs.register(
    {
        "socialorder.holder.enrolled": _("Key of a holder made"),
        "socialorder.key.made": _("Key of a tender made and divided"),
        "socialorder.key.share_lost": _("Share of a key reported lost"),
        "socialorder.key.share_handed": _("Share of a key handed over"),
        "socialorder.key.share_replaced": _("Shares of a key divided anew"),
        "socialorder.bid.begun": _("Bid begun"),
        "socialorder.bid.sealed": _("Bid sealed"),
        "socialorder.bid.withdrawn": _("Bid withdrawn"),
        "socialorder.bid.opened": _("Bid opened"),
        "socialorder.bid.unreadable": _("Bid could not be opened"),
        "socialorder.bid.admitted": _("Bid admitted"),
        "socialorder.bid.refused": _("Bid not admitted"),
        "socialorder.bid.won": _("Bid won"),
        "socialorder.bid.reserved": _("Bid in reserve"),
        "socialorder.bid.not_chosen": _("Bid not chosen"),
        "socialorder.flag.raised": _("Flag raised on a bid"),
        "socialorder.flag.upheld": _("Flag on a bid confirmed"),
        "socialorder.flag.dismissed": _("Flag on a bid dismissed"),
    }
)

# Orders placed elsewhere
verbs.register(
    {
        "socialorder.load.received": _("File with orders received"),
        "socialorder.load.wanted": _("File with orders to be loaded"),
        "socialorder.load.carried_out": _("Orders loaded from a file"),
        "socialorder.placed.changed": _("Order placed elsewhere changed by a file"),
        "socialorder.placed.compared": _("Order placed elsewhere compared with a known one"),
    }
)

# Complaints
topics.register({"socialorder.complaints": _("Complaints about tenders")})
verbs.register(
    {
        "socialorder.complaint.submitted": _("Complaint about a tender sent"),
        "socialorder.complaint.file_added": _("File added to a complaint"),
        "socialorder.complaint.file_cleared": _("File of a complaint published"),
        "socialorder.complaint.admitted": _("Complaint admitted for review"),
        "socialorder.complaint.returned": _("Complaint returned with a reason"),
        "socialorder.complaint.said": _("Word said in a complaint"),
        "socialorder.complaint.hidden": _("Word said in a complaint hidden"),
        "socialorder.complaint.upheld": _("Complaint upheld"),
        "socialorder.complaint.partly_upheld": _("Complaint upheld in part"),
        "socialorder.complaint.dismissed": _("Complaint dismissed"),
        "socialorder.complaint.withdrawn": _("Complaint withdrawn"),
        "socialorder.complaint.carried_out": _("Decision on a complaint carried out"),
        "socialorder.reviewer.named": _("Body that reviews complaints named"),
        "socialorder.reviewer.ended": _("Body reviews complaints no more"),
        "socialorder.tender.reopened": _("Tender put back to be decided"),
        "socialorder.bid.put_back": _("Bid put back to be judged"),
        "socialorder.lot.awarded": _("Lot has a winner"),
        "socialorder.lot.failed": _("Lot without a winner"),
        "socialorder.contract.put_back": _("Contract waits for a new decision"),
        "socialorder.contract.annulled": _("Contract void after a new decision"),
        "socialorder.lot.reopened": _("Lot put back to be decided"),
    }
)

# The commission of a tender
verbs.register(
    {
        "socialorder.commission.named": _("Commission of a tender named"),
        "socialorder.commission.declared": _("Conflicts of interest declared in the commission of a tender"),
        "socialorder.sitting.begun": _("Sitting on a tender begun"),
        "socialorder.sitting.voted": _("Votes of a member on a tender"),
        "socialorder.sitting.concluded": _("Sitting on a tender concluded"),
        "socialorder.sitting.dissolved": _("Sitting on a tender dissolved"),
        "socialorder.sitting.signed": _("Protocol of a sitting on a tender signed"),
    }
)

# Contracts
topics.register({"socialorder.contracts": _("Contracts of social orders")})
verbs.register(
    {
        "socialorder.contract.drawn_up": _("Contract drawn up"),
        "socialorder.contract.prepared": _("Terms of a contract kept"),
        "socialorder.contract.proposed": _("Contract given to a second officer"),
        "socialorder.contract.sent_back": _("Contract sent back to be corrected"),
        "socialorder.contract.offered": _("Contract offered for signature"),
        "socialorder.contract.recalled": _("Contract called back from signing"),
        "socialorder.contract.signed": _("Contract signed by one side"),
        "socialorder.contract.concluded": _("Contract in force"),
        "socialorder.contract.refused": _("Contract refused by the supplier"),
        "socialorder.contract.lapsed": _("Contract not signed in time"),
        "socialorder.contract.completed": _("Contract completed"),
        "socialorder.contract.terminated": _("Contract terminated"),
        "socialorder.bid.promoted": _("Reserve bid became the winner"),
        "socialorder.bid.forgone": _("Winner did not sign"),
        "socialorder.act.begun": _("Acceptance act begun"),
        "socialorder.act.saved": _("Acceptance act written"),
        "socialorder.act.file_added": _("File added to an acceptance act"),
        "socialorder.act.file_removed": _("File removed from an acceptance act"),
        "socialorder.act.handed_in": _("Acceptance act handed in"),
        "socialorder.act.returned": _("Acceptance act returned"),
        "socialorder.act.accepted": _("Acceptance act accepted"),
        "socialorder.act.refused": _("Acceptance act refused"),
        "socialorder.stage.paid": _("Stage of a contract paid"),
        "socialorder.penalty.imposed": _("Penalty imposed"),
        "socialorder.penalty.lifted": _("Penalty withdrawn"),
        "socialorder.amendment.proposed": _("Amendment of a contract proposed"),
        "socialorder.amendment.approved": _("Amendment of a contract approved"),
        "socialorder.amendment.declined": _("Amendment of a contract declined"),
        "socialorder.amendment.concluded": _("Amendment of a contract in force"),
        "socialorder.amendment.withdrawn": _("Amendment of a contract withdrawn"),
    }
)

# Evaluation of results
verbs.register(
    {
        "socialorder.review.begun": _("Evaluation of results begun"),
        "socialorder.review.concluded": _("Conclusion of an evaluation of results written"),
        "socialorder.review.published": _("Evaluation of results signed and published"),
    }
)
