"""Enumerations of the registry, a module for each object."""

from registry.choices.annual import (
    ANNUAL_FILED,
    ANNUAL_TO_CHECK,
    ANNUAL_WRITABLE,
    AnnualSectionName,
    AnnualStatus,
    AnnualWay,
    MoneySource,
    PropertyKind,
    SpendingDirection,
)
from registry.choices.diligence import FLAG_OPEN, FlagStatus, FlagTopic, MatchBasis, MatchStatus, PaperKind, PaperStatus
from registry.choices.duplicates import DuplicateRule, DuplicateStatus
from registry.choices.money import SIGNAL_LIVE, FileContent, FundingKind, FundingStage, SignalRule, SignalStatus
from registry.choices.organisations import (
    NOT_NGO,
    ActorKind,
    FounderChange,
    FounderKind,
    Language,
    LegalForm,
    OrganisationStatus,
    VersionKind,
)
from registry.choices.people import (
    BODY_ROLES,
    NGO_ROLES,
    AffiliationKind,
    ClaimStatus,
    ClaimWay,
    InvitationStatus,
    Role,
)
from registry.choices.places import BodyKind, KatoLevel
from registry.choices.reference import Certainty

__all__ = [
    "ANNUAL_FILED",
    "ANNUAL_TO_CHECK",
    "ANNUAL_WRITABLE",
    "BODY_ROLES",
    "FLAG_OPEN",
    "NGO_ROLES",
    "NOT_NGO",
    "SIGNAL_LIVE",
    "ActorKind",
    "AffiliationKind",
    "AnnualSectionName",
    "AnnualStatus",
    "AnnualWay",
    "BodyKind",
    "Certainty",
    "ClaimStatus",
    "ClaimWay",
    "DuplicateRule",
    "DuplicateStatus",
    "FileContent",
    "FlagStatus",
    "FlagTopic",
    "FounderChange",
    "FounderKind",
    "FundingKind",
    "FundingStage",
    "InvitationStatus",
    "KatoLevel",
    "Language",
    "LegalForm",
    "MatchBasis",
    "MatchStatus",
    "MoneySource",
    "OrganisationStatus",
    "PaperKind",
    "PaperStatus",
    "PropertyKind",
    "Role",
    "SignalRule",
    "SignalStatus",
    "SpendingDirection",
    "VersionKind",
]
