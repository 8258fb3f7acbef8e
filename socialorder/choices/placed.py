"""Orders that were placed elsewhere: states as their file tells them, whose budget pays, and whether they are known already."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlacedState(models.TextChoices):
    ANNOUNCED = "announced", _("Announced")
    CONTRACTED = "running", _("Contract in force")
    COMPLETED = "completed", _("Carried out")
    TERMINATED = "terminated", _("Contract terminated")
    VOID = "cancelled", _("Did not take place")


# A contract was made.
PLACED_WITH_CONTRACT = (PlacedState.CONTRACTED, PlacedState.COMPLETED, PlacedState.TERMINATED)


class BudgetLevel(models.TextChoices):
    """Whose budget pays (domain facts 1.4)."""

    REPUBLICAN = "republican", _("Republican budget")
    REGIONAL = "regional", _("Budget of a region or a city of republican significance")
    DISTRICT = "district", _("Budget of a district")
    RURAL = "rural", _("Budget of a town, a village or a rural district")


class Twin(models.TextChoices):
    """Whether an order of a file is one that the ledger of public money knows from elsewhere."""

    NONE = "none", _("Known from this file alone")
    ASKED = "due", _("May be known already")
    SAME = "same", _("The same as a known one")
    DIFFERENT = "different", _("Another one")


# Rows with these count in sums and stand in the ledger.
TWIN_COUNTED = (Twin.NONE, Twin.DIFFERENT)
