"""An agreement on strategic partnership as a file."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from foundation.core.presentation import language
from grants.models import PartnerAgreement
from grants.queries.partnership import reports_of
from publishing.reports import partner_agreement, pdf

KEPT_SECONDS = 3_600
PARTIES = ("application__call__body", "application__organisation", "ngo_signature", "body_signature")


@never_cache
@require_safe
def partner_agreement_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever may read its page, in the language of the page; the same content always gives the same file."""
    seen = PartnerAgreement.objects.visible_to(request.user).select_related(*PARTIES)
    agreement = get_object_or_404(seen, pk=pk)
    document = partner_agreement.printed(agreement, reports_of(agreement, request.user))
    key = f"partner-agreement-pdf-{pdf.digest(document)}"
    content = cache.get(key)
    if content is None:
        content = pdf.render(document, moment=agreement.created_at)
        cache.set(key, content, KEPT_SECONDS)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="partnership-{agreement.pk}-{language()}.pdf"'
    return response
