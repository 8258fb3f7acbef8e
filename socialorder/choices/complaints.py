"""States of complaints, what they are about, what a reviewer can order; sides of the exchange."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ComplaintStatus(models.TextChoices):
    SUBMITTED = "submitted", _("Waits to be admitted")
    RETURNED = "returned", _("Returned with a reason")
    IN_REVIEW = "in_review", _("Under review")
    UPHELD = "granted", _("Upheld")
    PARTLY = "partly", _("Upheld in part")
    DISMISSED = "declined", _("Dismissed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# Nobody has said the last word yet.
PENDING = (ComplaintStatus.SUBMITTED, ComplaintStatus.IN_REVIEW)
# The reviewer has found something to be mended.
FOUND = (ComplaintStatus.UPHELD, ComplaintStatus.PARTLY)
REVIEWED = (*FOUND, ComplaintStatus.DISMISSED)
# Such a complaint keeps nobody from complaining again.
NOT_HEARD = (ComplaintStatus.RETURNED, ComplaintStatus.WITHDRAWN)


class ComplaintSubject(models.TextChoices):
    TERMS = "terms", _("The terms of the tender")
    SILENCE = "silence", _("A question without an answer")
    REFUSAL = "refusal", _("The refusal of our bid")
    DECISION = "decision", _("The decision")


class Remedy(models.TextChoices):
    """What must be done. The tender and its bids are put back by the decision itself, the rest is followed until done."""

    AMEND = "amend", _("Amend the tender")
    ANSWER = "answer", _("Answer the question")
    JUDGE = "judge", _("Judge the bid anew")
    DECIDE = "decide", _("Decide the lot anew")
    CANCEL = "cancel", _("Cancel the tender")
    NOTHING = "nothing", _("Nothing can be mended any more")


# What a reviewer can order after a complaint about each subject, in the order of the form.
REMEDIES = {
    ComplaintSubject.TERMS: (Remedy.AMEND, Remedy.CANCEL),
    ComplaintSubject.SILENCE: (Remedy.ANSWER, Remedy.CANCEL),
    ComplaintSubject.REFUSAL: (Remedy.JUDGE, Remedy.CANCEL),
    ComplaintSubject.DECISION: (Remedy.DECIDE, Remedy.CANCEL),
}


class Party(models.TextChoices):
    COMPLAINANT = "complainant", _("Complainant")
    BODY = "body", _("Body complained of")
