"""What resources of social orders share."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from foundation.api.reads import about
from foundation.core.context import once
from foundation.core.errors import NotPermitted
from registry.rules import roles
from socialorder.rules.needs import office_that_answers
from socialorder.rules.offices import check_serves


def serves(path: str) -> Any:
    """The rule «officers of this body», asked about the body at ``path``."""
    return about(check_serves, path)


def offices(user: Any, _subject: Any) -> dict[str, Any]:
    """A form in which the body is one of those that the asker serves."""
    return {"bodies": roles.offices_of(user)}


def named(rows: QuerySet[Any], number: int, field: str) -> Any:
    """The row beneath an object that a system names by its number. Raises ValidationError at ``field``."""
    found = rows.filter(pk=number).first()
    if found is None:
        raise serializers.ValidationError({field: [_("There is nothing with this number here.")]})
    return found


def answers_for(user: Any, need: Any) -> None:
    """The akimat of the region answers; a list asks once for each region. Raises NotPermitted."""

    def ask() -> NotPermitted | None:
        try:
            office_that_answers(user, need)
        except NotPermitted as refusal:
            return refusal
        return None

    if refusal := once(("office for", user.pk, need.region_id), ask):
        raise refusal
