"""Enumerations of people: their roles, claims, invitations and ties."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is in an NGO or in a body. The code says what each may do; the database who holds which."""

    NGO_HEAD = "ngo_head", _("Head of the NGO")
    NGO_EDITOR = "ngo_editor", _("Editor of the NGO")
    NGO_VIEWER = "ngo_viewer", _("Viewer of the NGO")
    OFFICER = "officer", _("Officer")
    SECRETARY = "secretary", _("Secretary of the commission")
    COMMISSION = "commission", _("Member of the commission")


NGO_ROLES = (Role.NGO_HEAD, Role.NGO_EDITOR, Role.NGO_VIEWER)


BODY_ROLES = (Role.OFFICER, Role.SECRETARY, Role.COMMISSION)


class ClaimWay(models.TextChoices):
    """How a person shows that an NGO is theirs."""

    SIGNATURE = "signature", _("Electronic signature")
    LETTER = "letter", _("Letter")


class ClaimStatus(models.TextChoices):
    SUBMITTED = "submitted", _("Waits for an officer")
    GRANTED = "granted", _("Granted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class InvitationStatus(models.TextChoices):
    SENT = "sent", _("Sent")
    ACCEPTED = "accepted", _("Accepted")
    REVOKED = "revoked", _("Revoked")


class AffiliationKind(models.TextChoices):
    """Ties between an expert and an organisation that make a conflict of interest (rule R35)."""

    MEMBER = "member", _("Member")
    EMPLOYEE = "employee", _("Employee")
    FOUNDER = "founder", _("Founder")
    GOVERNING = "governing", _("Member of a governing body")
    HEAD = "head", _("Head")
    PAID = "paid", _("Paid or supported by it")
