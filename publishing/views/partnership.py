"""An agreement on strategic partnership as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from publishing import printing


@never_cache
@require_safe
def partner_agreement_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever may read its page, in the language of the page."""
    return printing.partnership(request.user, pk).response()
