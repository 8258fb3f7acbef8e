"""What a reader may see inside a work that is followed."""

from __future__ import annotations

from typing import Any

from monitoring.choices import SurveyStatus
from monitoring.models import Subject, Survey
from monitoring.querysets import memberships
from registry.choices import NGO_ROLES, Role
from registry.rules.roles import has_role


def is_officer(user: Any, subject: Subject) -> bool:
    """Whether ``user`` is an officer of the body that follows the subject."""
    return has_role(user, Role.OFFICER, body=subject.body_id)


def is_of_organisation(user: Any, subject: Subject) -> bool:
    """Whether ``user`` is one of the people of the organisation that does the work."""
    return memberships(user).filter(role__in=NGO_ROLES, organisation=subject.organisation_id).exists()


def is_party(user: Any, subject: Subject) -> bool:
    """Either of the two."""
    return is_officer(user, subject) or is_of_organisation(user, subject)


def sees_results(user: Any, survey: Survey) -> bool:
    """Everybody after the closing; while it runs both sides see what was let out."""
    if survey.status == SurveyStatus.OPEN:
        return is_party(user, survey.subject)
    return survey.status == SurveyStatus.CLOSED
