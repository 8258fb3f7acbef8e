"""Officers: the way from a funded project to its surveys and visits."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from foundation.accounts.typed import signed_in
from grants.actions import following
from grants.models import Application


@require_POST
@signed_in
def application_follow(request: HttpRequest, number: str) -> HttpResponse:
    """Start to follow the project, or go to where it is followed."""
    application = get_object_or_404(Application.objects.to_officer(request.user), number=number)
    return redirect(following.follow(application=application, by=request.user))
