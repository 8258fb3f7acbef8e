"""The commission of a tender: its sitting, votes and conflicts of interest."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SittingStatus(models.TextChoices):
    VOTING = "voting", _("Voting")
    CONCLUDED = "completed", _("Concluded")
    DISSOLVED = "cancelled", _("Dissolved")


class VoteChoice(models.TextChoices):
    FOR = "for", _("For")
    AGAINST = "against", _("Against")
    ABSTAIN = "abstain", _("Abstained")


class ConflictSource(models.TextChoices):
    KNOWN = "known", _("Found in the registry")
    DECLARED = "declared", _("Declared by the member")
