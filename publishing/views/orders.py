"""Files of social orders."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from foundation.core.presentation import language
from publishing.reports import opening_protocol, pdf
from socialorder.models import Opening, Tender

KEPT_SECONDS = 3_600


@require_safe
def opening_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The protocol of an opening; the same protocol always gives the same file."""
    visible = Opening.objects.filter(tender__in=Tender.objects.visible_to(request.user))
    opening = get_object_or_404(visible.select_related("tender__body"), tender__slug=slug)
    key = f"opening-pdf-{opening.sha256}-{language()}"
    content = cache.get(key)
    if content is None:
        content = pdf.render(opening_protocol.printed(opening), moment=opening.opened_at)
        cache.set(key, content, KEPT_SECONDS)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{slug}-protocol.pdf"'
    return response
