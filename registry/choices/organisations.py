"""Enumerations of organisations and their record."""

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


class FounderChange(models.TextChoices):
    JOINED = "joined", _("Joined")
    LEFT = "left", _("Left")


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
