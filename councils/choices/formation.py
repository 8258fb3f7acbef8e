"""Enumerations of the competition for seats."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FormationKind(models.TextChoices):
    RENEWAL = "renewal", _("Next composition")
    BY_ELECTION = "by_election", _("By-election")


class FormationStatus(models.TextChoices):
    PREPARING = "preparing", _("Being prepared")
    NOMINATING = "nominating", _("Nominations are taken")
    CHECKING = "checking", _("Candidates are checked")
    VOTING = "voting", _("The working group votes")
    SELECTED = "selected", _("Waits for the order")
    APPROVED = "approved", _("Members approved")
    CANCELLED = "cancelled", _("Cancelled")


class CandidateStatus(models.TextChoices):
    NOMINATED = "nominated", _("Waits for the candidate's consent")
    SUBMITTED = "submitted", _("Sent")
    ADMITTED = "admitted", _("Admitted to the vote")
    REFUSED = "refused", _("Not admitted")
    ELECTED = "elected", _("Elected")
    NOT_ELECTED = "not_elected", _("Not elected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Not sent in time")


class Criterion(models.TextChoices):
    """What a candidate is asked for. Which of them count, the parameters of the portal say."""

    CITIZEN = "citizen", _("Citizen of the Republic of Kazakhstan")
    ADULT = "adult", _("Of age")
    CAPABLE = "capable", _("Not found by a court to lack legal capacity")
    NO_CONVICTION = "no_conviction", _("No conviction that stands")
    NO_CORRUPTION = "no_corruption", _("No corruption offence")
    CONSENT = "consent", _("Consent to sit in the council")
    DOCUMENTS = "documents", _("Documents are complete")
    REGISTERED = "registered", _("The organisation is active in the registry")
    ONE_OF_NGO = "one_of_ngo", _("One candidate and one member of one legal person")


class CandidatePaperKind(models.TextChoices):
    CV = "cv", _("Curriculum vitae")
    RECOMMENDATION = "recommendation", _("Decision of the organisation that recommends")
    OTHER = "other", _("Another document")


# What a candidate declares; the other criteria are looked up or checked from the documents.
DECLARED = (
    Criterion.CITIZEN,
    Criterion.ADULT,
    Criterion.CAPABLE,
    Criterion.NO_CONVICTION,
    Criterion.NO_CORRUPTION,
)
# What the portal itself knows the answer to.
KNOWN = (Criterion.CONSENT, Criterion.REGISTERED, Criterion.ONE_OF_NGO)
FORMATION_OVER = (FormationStatus.APPROVED, FormationStatus.CANCELLED)
CANDIDATE_GONE = (CandidateStatus.WITHDRAWN, CandidateStatus.LAPSED)
