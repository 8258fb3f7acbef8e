"""Enumerations of the registry."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LegalForm(models.TextChoices):
    """Organisational and legal forms (law № 142-II of 16.01.2001; domain facts 1.1)."""

    PUBLIC_ASSOCIATION = "public_association", _("Public association")
    PUBLIC_FUND = "public_fund", _("Public fund")
    PRIVATE_FUND = "private_fund", _("Private fund")
    CORPORATE_FUND = "corporate_fund", _("Corporate fund")
    PRIVATE_INSTITUTION = "private_institution", _("Private institution")
    LEGAL_ENTITIES_ASSOCIATION = "legal_entities_association", _("Association of legal entities")
    MIXED_ASSOCIATION = "mixed_association", _("Association of entrepreneurs and legal entities")
    NONPROFIT_JSC = "nonprofit_jsc", _("Non-profit joint-stock company")
    CONSUMER_COOPERATIVE = "consumer_cooperative", _("Consumer cooperative")
    RELIGIOUS_ASSOCIATION = "religious_association", _("Religious association")
    OTHER = "other", _("Other form")
    BRANCH = "branch", _("Branch")
    REPRESENTATION = "representation", _("Representative office")


class OrganisationStatus(models.TextChoices):
    """States that the ministry's own list uses."""

    ACTIVE = "active", _("Active")
    NO_BIN = "no_bin", _("No BIN")
    INACTIVE = "inactive", _("Found inactive")
    LIQUIDATING = "liquidating", _("In liquidation")
    SUSPENDED = "suspended", _("Suspended")


class Language(models.TextChoices):
    """Languages that an organisation works in."""

    KAZAKH = "kk", _("Kazakh")
    RUSSIAN = "ru", _("Russian")
    ENGLISH = "en", _("English")


class FounderKind(models.TextChoices):
    PERSON = "person", _("A person")
    LEGAL = "legal", _("An organisation")


class VersionKind(models.TextChoices):
    """How a version of an organisation's record came about."""

    ENTERED = "entered", _("Entered in the registry")
    CHANGED = "changed", _("Changed")
    IMPORTED = "imported", _("Changed by a file from the state register")


class ActorKind(models.TextChoices):
    """In what capacity a record was changed: the public history names this, never a private person."""

    PORTAL = "portal", _("The portal itself")
    OFFICER = "officer", _("Officer")
    NGO = "ngo", _("The organisation itself")


class KatoLevel(models.IntegerChoices):
    """Levels of the classifier of administrative units (KATO, domain facts 1.3)."""

    REGION = 1, _("Region or city of republican significance")
    DISTRICT = 2, _("District or city of a region")
    OKRUG = 3, _("Rural district or town")
    SETTLEMENT = 4, _("Settlement")


class BodyKind(models.TextChoices):
    CENTRAL = "central", _("Central state body")
    AKIMAT = "akimat", _("Akimat")
    QUASI_STATE = "quasi_state", _("Quasi-state entity")
    OPERATOR = "operator", _("Grant operator")


class Role(models.TextChoices):
    """What a person is in an NGO or in a body. The code says what each may do; the database who holds which."""

    NGO_HEAD = "ngo_head", _("Head of the NGO")
    NGO_EDITOR = "ngo_editor", _("Editor of the NGO")
    NGO_VIEWER = "ngo_viewer", _("Viewer of the NGO")
    OFFICER = "officer", _("Officer")
    SECRETARY = "secretary", _("Secretary of the commission")
    COMMISSION = "commission", _("Member of the commission")


NGO_ROLES = (Role.NGO_HEAD, Role.NGO_EDITOR, Role.NGO_VIEWER)
BODY_ROLES = (Role.OFFICER, Role.SECRETARY, Role.COMMISSION)


class ClaimWay(models.TextChoices):
    """How a person shows that an NGO is theirs."""

    SIGNATURE = "signature", _("Electronic signature")
    LETTER = "letter", _("Letter")


class ClaimStatus(models.TextChoices):
    SUBMITTED = "submitted", _("Waits for an officer")
    GRANTED = "granted", _("Granted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class InvitationStatus(models.TextChoices):
    SENT = "sent", _("Sent")
    ACCEPTED = "accepted", _("Accepted")
    REVOKED = "revoked", _("Revoked")


class AnnualStatus(models.TextChoices):
    DRAFT = "draft", _("Being filled in")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned for correction")
    ACCEPTED = "accepted", _("Accepted")


class FundingKind(models.TextChoices):
    """Where public money comes from (domain facts 3, 4, 5)."""

    ORDER = "order", _("State social order")
    GRANT = "grant", _("State grant")
    PREMIUM = "premium", _("Premium")


class DuplicateStatus(models.TextChoices):
    OPEN = "open", _("To be looked at")
    DISMISSED = "dismissed", _("Two different organisations")
    MERGED = "merged", _("Merged")
    GONE = "gone", _("No longer alike")


class DuplicateRule(models.TextChoices):
    """What makes two records of one region look like one organisation."""

    SAME_WORDS = "same_words", _("The same words in the name, in whatever order and alphabet")
    ONE_LETTER = "one_letter", _("One letter apart")


class AffiliationKind(models.TextChoices):
    """Ties between an expert and an organisation that make a conflict of interest (rule R35)."""

    MEMBER = "member", _("Member")
    EMPLOYEE = "employee", _("Employee")
    FOUNDER = "founder", _("Founder")
    GOVERNING = "governing", _("Member of a governing body")
    HEAD = "head", _("Head")
    PAID = "paid", _("Paid or supported by it")


class Certainty(models.TextChoices):
    """How sure a reference figure is: read in a law, read in the press, observed, or assumed."""

    LAW = "A", _("Read in the law or order")
    PRESS = "B", _("Read on an official page or in the press")
    OBSERVED = "O", _("Observed in a real case")
    ASSUMED = "M", _("Assumed; no source was found")


ANNUAL_FILED = (AnnualStatus.SUBMITTED, AnnualStatus.ACCEPTED)


class SignalRule(models.TextChoices):
    """What the portal looks for in the ledger of public money. A signal asks a question; it is never a verdict."""

    DUPLICATE = "duplicate", _("Nearly the same project paid by two bodies")
    REPEATED = "repeated", _("Nearly the same project paid twice by one body")
    REGION_SHARE = "region_share", _("A large share of a region's money of a year")
    SPHERE_SHARE = "sphere_share", _("A large share of a sphere's money of a year")
    RUNNING = "running", _("Many awards running at once for its staff")
    SPHERES = "spheres", _("Awards in many spheres that are not its own")
    NEW = "new", _("Large money soon after registration")


class SignalStatus(models.TextChoices):
    OPEN = "open", _("Waiting for an answer")
    ANSWERED = "answered", _("Answered by the organisation")
    KEPT = "kept", _("Kept by an officer")
    DISMISSED = "dismissed", _("Dismissed by an officer")
    REPLACED = "replaced", _("Replaced by a newer one")
    LAPSED = "lapsed", _("No longer found")


SIGNAL_LIVE = (SignalStatus.OPEN, SignalStatus.ANSWERED, SignalStatus.KEPT)


class MatchBasis(models.TextChoices):
    BIN = "bin", _("The same BIN")
    NAME = "name", _("The same or nearly the same name")


class MatchStatus(models.TextChoices):
    SUGGESTED = "suggested", _("To be looked at")
    CONFIRMED = "confirmed", _("Confirmed")
    DISMISSED = "dismissed", _("Dismissed")


class FlagStatus(models.TextChoices):
    """How grave an observation is; every change has a reason."""

    NOTE = "note", _("Note")
    YELLOW = "yellow", _("Yellow flag")
    RED = "red", _("Red flag")
    ESCALATED = "escalated", _("Red flag, escalated")
    CLOSED = "closed", _("Closed")


FLAG_OPEN = (FlagStatus.NOTE, FlagStatus.YELLOW, FlagStatus.RED, FlagStatus.ESCALATED)


class FlagTopic(models.TextChoices):
    TAX_DEBT = "tax_debt", _("Tax debt")
    COURT = "court", _("Court case or seized property")
    CONTRACT = "contract", _("Duties of an earlier award")
    OTHER = "other", _("Something else")


class PaperKind(models.TextChoices):
    CHARTER = "charter", _("Charter")
    REGISTRATION = "registration", _("Certificate of state registration")
    TAX = "tax", _("Certificate of no tax debt")
    OTHER = "other", _("Other document")


class PaperStatus(models.TextChoices):
    SUBMITTED = "submitted", _("Waits for an officer")
    VERIFIED = "verified", _("Verified")
    REJECTED = "rejected", _("Refused")
    REPLACED = "replaced", _("Replaced by a newer one")


class FileContent(models.TextChoices):
    """What a file that officers take in speaks of."""

    AWARDS = "awards", _("Awards of public money")
    UNRELIABLE = "unreliable", _("List of unreliable suppliers")
