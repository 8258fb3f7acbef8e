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


# Forms that the notion of NGO leaves out (rule R08); parties and unions are in no form of the list at all.
NOT_NGO = (LegalForm.RELIGIOUS_ASSOCIATION,)


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
    AMENDING = "amending", _("Accepted; the NGO is writing a correction")
    CORRECTED = "corrected", _("Accepted; a correction waits for its check")


class AnnualWay(models.TextChoices):
    """How the information came."""

    PORTAL = "portal", _("On the portal")
    PAPER = "paper", _("On paper, entered by an officer")


class AnnualSectionName(models.TextChoices):
    """Sections of the yearly information, in the order of the task list."""

    FACTS = "facts", _("Facts of the organisation")
    ACTIVITY = "activity", _("Activity of the year")
    SPHERES = "spheres", _("Spheres of activity")
    PEOPLE = "people", _("Employees and volunteers")
    PROJECTS = "projects", _("Projects of the year")
    INCOME = "income", _("Income by source")
    EXPENSES = "expenses", _("Expenses by direction")
    PROPERTY = "property", _("Property")
    FOUNDERS = "founders", _("Founders and members")
    BRANCHES = "branches", _("Branches and representative offices")
    EVENTS = "events", _("Events of the year")
    AWARDS = "awards", _("Awards")
    CONTACT = "contact", _("Contact person")


class MoneySource(models.TextChoices):
    """Where the money of an NGO comes from. The first three are the kinds of public money."""

    ORDER = "order", _("State social order")
    GRANT = "grant", _("State grant")
    PREMIUM = "premium", _("Premium")
    DONOR = "donor", _("Donor: a foundation or an international organisation")
    CHARITY = "charity", _("Charity of people and companies")
    FEES = "fees", _("Membership fees and contributions of founders")
    OWN = "own", _("Own income: services and sales")
    OTHER = "other", _("Other")


class SpendingDirection(models.TextChoices):
    PROJECTS = "projects", _("Work of projects")
    PAY = "pay", _("Pay and its taxes")
    PREMISES = "premises", _("Rent and upkeep of premises")
    EQUIPMENT = "equipment", _("Equipment and materials")
    HELP = "help", _("Help given to people")
    TRANSFERS = "transfers", _("Given to other organisations")
    ADMIN = "admin", _("Running the organisation")
    OTHER = "other", _("Other")


class PropertyKind(models.TextChoices):
    LAND = "land", _("Land")
    BUILDING = "building", _("Building or premises")
    VEHICLE = "vehicle", _("Vehicle")
    EQUIPMENT = "equipment", _("Equipment")
    SECURITIES = "securities", _("Money and securities")
    OTHER = "other", _("Other")


class FounderChange(models.TextChoices):
    JOINED = "joined", _("Joined")
    LEFT = "left", _("Left")


class FundingKind(models.TextChoices):
    """Where public money comes from (domain facts 3, 4, 5)."""

    ORDER = "order", _("State social order")
    GRANT = "grant", _("State grant")
    PREMIUM = "premium", _("Premium")


class FundingStage(models.TextChoices):
    """What came of an award: the room that made it says so."""

    RUNNING = "running", _("Being carried out")
    COMPLETED = "completed", _("Completed")
    TERMINATED = "terminated", _("Terminated")


class DuplicateStatus(models.TextChoices):
    OPEN = "open", _("To be looked at")
    DISMISSED = "dismissed", _("Two different organisations")
    MERGED = "merged", _("Merged")
    GONE = "gone", _("No longer alike")


class DuplicateRule(models.TextChoices):
    """Why two records may be one organisation. The portal finds the first two within a region; people name the last."""

    SAME_WORDS = "same_words", _("The same words in the name, in whatever order and alphabet")
    ONE_LETTER = "one_letter", _("One letter apart")
    NAMED = "named", _("Named by an officer")


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


# In the base: a correction of what was accepted leaves it there.
ANNUAL_FILED = (AnnualStatus.SUBMITTED, AnnualStatus.ACCEPTED, AnnualStatus.AMENDING, AnnualStatus.CORRECTED)
ANNUAL_WRITABLE = (AnnualStatus.DRAFT, AnnualStatus.RETURNED, AnnualStatus.AMENDING)
ANNUAL_TO_CHECK = (AnnualStatus.SUBMITTED, AnnualStatus.CORRECTED)
