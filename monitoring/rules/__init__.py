"""Who may do what with surveys and visits, and when."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import NotPermitted
from monitoring.models import Subject
from registry.choices import Role
from registry.rules import roles


def check_is_officer(user: Any, subject: Subject) -> None:
    """Raises NotPermitted unless ``user`` is an officer of the body that follows the subject."""
    if not roles.has_role(user, Role.OFFICER, body=subject.body_id):
        raise NotPermitted(_("Only an officer of the body that follows this work can do this."))
