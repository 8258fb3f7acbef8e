"""How to match one's own list against the registry."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from foundation.core.presentation import language


@require_safe
def matching(request: HttpRequest) -> HttpResponse:
    """For people: what the reconciliation service does, and its address."""
    service = request.build_absolute_uri(reverse("reconcile:service", kwargs={"lang": language()}))
    return render(request, "registry/matching.html", {"service": service, "example": "Шырақ"})
