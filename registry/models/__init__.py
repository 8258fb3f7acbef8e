from registry.models.annual import AnnualImport, AnnualInformation, AnnualRemark, AnnualSection, AnnualVersion
from registry.models.duplicates import DuplicatePair
from registry.models.founders import Founder
from registry.models.funding import Funding
from registry.models.imports import OrganisationImport
from registry.models.organisations import Organisation
from registry.models.people import Affiliation, Body, Expert, Membership
from registry.models.reference import (
    CalendarDay,
    DevelopmentGoal,
    KatoUnit,
    LegalFormRecord,
    MonthlyIndex,
    Region,
    Sphere,
)
from registry.models.search import FacetCount, SearchEntry, Word, WordDeletion
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
    "DevelopmentGoal",
    "DuplicatePair",
    "Expert",
    "FacetCount",
    "Founder",
    "Funding",
    "KatoUnit",
    "LegalFormRecord",
    "Membership",
    "MonthlyIndex",
    "Organisation",
    "OrganisationImport",
    "OrganisationVersion",
    "Region",
    "SearchEntry",
    "Sphere",
    "Word",
    "WordDeletion",
]
