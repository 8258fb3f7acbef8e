from registry.models.annual import AnnualImport, AnnualInformation, AnnualRemark, AnnualSection, AnnualVersion
from registry.models.claims import Claim
from registry.models.duplicates import DuplicatePair
from registry.models.founders import Founder
from registry.models.funding import Funding
from registry.models.imports import OrganisationImport
from registry.models.invitations import Invitation
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
from registry.models.people import Affiliation, Body, Employment, Expert, Membership
from registry.models.project_people import ProjectPerson
from registry.models.reference import (
    CalendarDay,
    DevelopmentGoal,
    Indicator,
    KatoUnit,
    LegalFormRecord,
    MonthlyIndex,
    Region,
    RuleParameters,
    Sphere,
)
from registry.models.references import Reference
from registry.models.search import FacetCount, SearchEntry, Word, WordDeletion
from registry.models.signals import Signal, SignalAnswer
from registry.models.versions import OrganisationVersion

__all__ = [
    "Affiliation",
    "AnnualImport",
    "AnnualInformation",
    "AnnualRemark",
    "AnnualSection",
    "AnnualVersion",
    "Body",
    "CalendarDay",
    "Claim",
    "DevelopmentGoal",
    "DiligenceSnapshot",
    "DuplicatePair",
    "Employment",
    "Expert",
    "FacetCount",
    "Flag",
    "FlagEntry",
    "Founder",
    "Funding",
    "Indicator",
    "Invitation",
    "KatoUnit",
    "LegalFormRecord",
    "Membership",
    "MonthlyIndex",
    "Organisation",
    "OrganisationImport",
    "OrganisationVersion",
    "Paper",
    "ProjectPerson",
    "Reference",
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
