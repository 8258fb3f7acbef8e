"""Whose meeting of which commission: for everybody else it does not exist."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from grants.models import Call, Meeting
from grants.queries import decisions as queries
from registry.choices import Role


def call_of(request: HttpRequest, slug: str, *roles: Role) -> Call:
    """The call, for those who hold one of ``roles`` in its operator."""
    calls = Call.objects.run_by(request.user, *roles).select_related("operator", "round__second_stage")
    return get_object_or_404(calls, slug=slug)


def meeting_of(request: HttpRequest, slug: str, *roles: Role) -> Meeting:
    """The prepared sitting on the call."""
    meeting = queries.meeting_of(call_of(request, slug, *roles))
    if meeting is None:
        raise Http404
    return meeting
