"""An application as a PDF, for those who may read it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from foundation.accounts.typed import signed_in
from publishing import printing


@never_cache
@require_safe
@signed_in
def application_pdf(request: HttpRequest, number: str, version: int) -> HttpResponse:
    """A version as it was sent; 0 is the draft as it is typed now, for the applicant alone."""
    return printing.sent_application(request.user, number, version).response()
