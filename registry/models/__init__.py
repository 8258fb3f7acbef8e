from registry.models.organisations import AnnualInformation, Organisation
from registry.models.people import Affiliation, Body, Expert, Membership
from registry.models.reference import CalendarDay, MonthlyIndex, Region, Sphere

__all__ = [
    "Affiliation",
    "AnnualInformation",
    "Body",
    "CalendarDay",
    "Expert",
    "Membership",
    "MonthlyIndex",
    "Organisation",
    "Region",
    "Sphere",
]
