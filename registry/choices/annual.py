"""Enumerations of the yearly information."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AnnualStatus(models.TextChoices):
    DRAFT = "draft", _("Being filled in")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned for correction")
    ACCEPTED = "accepted", _("Accepted")
    AMENDING = "amending", _("Accepted; the NGO is writing a correction")
    CORRECTED = "corrected", _("Accepted; a correction waits for its check")


# In the base: a correction of what was accepted leaves it there.
ANNUAL_FILED = (AnnualStatus.SUBMITTED, AnnualStatus.ACCEPTED, AnnualStatus.AMENDING, AnnualStatus.CORRECTED)


ANNUAL_WRITABLE = (AnnualStatus.DRAFT, AnnualStatus.RETURNED, AnnualStatus.AMENDING)


ANNUAL_TO_CHECK = (AnnualStatus.SUBMITTED, AnnualStatus.CORRECTED)


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
