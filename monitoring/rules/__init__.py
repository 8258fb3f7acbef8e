"""Who may do what with surveys and visits, and when."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import NotPermitted
from monitoring.models import Subject
from registry.choices import NGO_ROLES, Role
from registry.rules import roles


def check_is_officer(user: Any, subject: Subject) -> None:
    """Raises NotPermitted unless ``user`` is an officer of the body that follows the subject."""
    if not roles.has_role(user, Role.OFFICER, body=subject.body_id):
        raise NotPermitted(_("Only an officer of the body that follows this work can do this."))


def is_party(user: Any, subject: Subject) -> bool:
    """Whether ``user`` is an officer of the body or one of the organisation's people."""
    is_officer = roles.has_role(user, Role.OFFICER, body=subject.body_id)
    return is_officer or roles.has_role(user, NGO_ROLES, organisation=subject.organisation_id)
