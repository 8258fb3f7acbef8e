"""An application as a PDF, for those who may read it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from foundation.accounts.typed import signed_in
from grants.models import Application
from grants.queries import applications as queries
from grants.rules import statements
from publishing.reports import application as report
from publishing.reports import pdf


@never_cache
@require_safe
@signed_in
def application_pdf(request: HttpRequest, number: str, version: int) -> HttpResponse:
    """A version as it was sent; 0 is the draft as it is typed now, for the applicant alone."""
    seen = Application.objects.visible_to(request.user) if version else Application.objects.of_applicant(request.user)
    application = get_object_or_404(seen.with_place(), number=number)
    return _file(_made(application, version), f"{number}-{version or 'draft'}.pdf")


def _made(application: Application, number: int) -> bytes:
    sent = queries.sent_version(application, number) if number else None
    if number and sent is None:
        raise Http404
    files = list(sent.attachments.select_related("document")) if sent else statements.files_of(application)
    said = sent.document if sent else statements.statement(application, files)
    blocks = [*queries.outline(application, said["sections"]), *queries.partner_blocks(said)]
    document = report.printed(application, blocks, version=sent, files=files)
    return pdf.render(document, moment=sent.submitted_at if sent else timezone.now())


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
