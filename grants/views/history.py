"""Past awards: the public list, and taking a file in."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.typed import signed_in
from foundation.core.errors import Invalid
from foundation.core.permissions import allowed
from foundation.documents.models import Document
from grants.actions import history as actions
from grants.forms.history import HistoryUploadForm, look
from grants.queries import history as queries
from grants.rules.history import check_can_import


@require_safe
def history_list(request: HttpRequest) -> HttpResponse:
    """Awards made outside the portal, each with its source."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:100]
    page = queries.history_page(text=text, after=request.GET.get("after", ""))
    context = {"page": page, "text": text, "can_import": allowed(check_can_import, request.user)}
    return render(request, "grants/history_list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def history_upload(request: HttpRequest) -> HttpResponse:
    """Choose the file; it is looked at on the next page before anything is taken in."""
    check_can_import(request.user)
    is_sent = request.method == "POST"
    form = HistoryUploadForm(request.POST, request.FILES) if is_sent else HistoryUploadForm()
    if is_sent and form.is_valid():
        try:
            document = actions.receive(upload=form.cleaned_data["file"], by=request.user)
        except Invalid as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("grants:history-preview", document.pk)
    return render(request, "grants/history_upload.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def history_preview(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What the file says, with its faults by line; a sound one is taken in from here."""
    check_can_import(request.user)
    document = get_object_or_404(Document.objects.filter(created_by=request.user.pk, content_type="text/csv"), pk=pk)
    parsed = look(document)
    if request.method == "POST" and not parsed.faults:
        batch = actions.import_awards(
            rows=parsed.rows, digest=document.sha256, file_name=document.name, by=request.user
        )
        messages.success(request, _("Awards added from this file: %(count)s.") % {"count": batch.row_count})
        return redirect("grants:history-list")
    return render(request, "grants/history_preview.html", {"document": document, "parsed": parsed})
