from registry.models.annual import AnnualInformation
from registry.models.duplicates import DuplicatePair
from registry.models.funding import Funding
from registry.models.imports import OrganisationImport
from registry.models.organisations import Organisation
from registry.models.oversight import (
    DiligenceSnapshot,
    Flag,
    FlagEntry,
    Paper,
    SupplierMatch,
    TakenFile,
    UnreliableSupplier,
)
from registry.models.people import Affiliation, Body, Expert, Membership
from registry.models.reference import CalendarDay, MonthlyIndex, Region, RuleParameters, Sphere
from registry.models.search import FacetCount, SearchEntry, Word, WordDeletion
from registry.models.signals import Signal, SignalAnswer

__all__ = [
    "Affiliation",
    "AnnualInformation",
    "Body",
    "CalendarDay",
    "DiligenceSnapshot",
    "DuplicatePair",
    "Expert",
    "FacetCount",
    "Flag",
    "FlagEntry",
    "Funding",
    "Membership",
    "MonthlyIndex",
    "Organisation",
    "OrganisationImport",
    "Paper",
    "Region",
    "RuleParameters",
    "SearchEntry",
    "Signal",
    "SignalAnswer",
    "Sphere",
    "SupplierMatch",
    "TakenFile",
    "UnreliableSupplier",
    "Word",
    "WordDeletion",
]
