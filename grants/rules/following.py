"""Who starts to follow a funded project with surveys and visits."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Conflict
from grants.choices import ApplicationStatus
from grants.models import Application
from grants.rules.checks import check_is_officer


def check_can_follow(user: Any, application: Application) -> None:
    """An officer of the operator; a grant was awarded."""
    if application.status != ApplicationStatus.FUNDED:
        raise Conflict(_("Only a project that was awarded a grant is followed."))
    check_is_officer(user, application.call)
