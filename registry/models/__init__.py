from registry.models.annual import AnnualInformation
from registry.models.claims import Claim
from registry.models.duplicates import DuplicatePair
from registry.models.funding import Funding
from registry.models.imports import OrganisationImport
from registry.models.invitations import Invitation
from registry.models.organisations import Organisation
from registry.models.people import Affiliation, Body, Employment, Expert, Membership
from registry.models.reference import CalendarDay, MonthlyIndex, Region, Sphere
from registry.models.search import FacetCount, SearchEntry, Word, WordDeletion

__all__ = [
    "Affiliation",
    "AnnualInformation",
    "Body",
    "CalendarDay",
    "Claim",
    "DuplicatePair",
    "Employment",
    "Expert",
    "FacetCount",
    "Funding",
    "Invitation",
    "Membership",
    "MonthlyIndex",
    "Organisation",
    "OrganisationImport",
    "Region",
    "SearchEntry",
    "Sphere",
    "Word",
    "WordDeletion",
]
