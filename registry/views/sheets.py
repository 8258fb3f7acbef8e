"""Files that officers take in: awards of public money, the list of unreliable suppliers."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from foundation.accounts.typed import signed_in
from foundation.core.errors import Conflict, Invalid
from foundation.documents import kinds
from foundation.documents.models import Document
from registry.actions import taken_files
from registry.actions.sheets import awards, suppliers
from registry.choices import FileContent
from registry.forms.oversight import SheetForm
from registry.rules.oversight import check_can_oversee

COLUMNS = {FileContent.AWARDS: awards.COLUMNS, FileContent.UNRELIABLE: suppliers.COLUMNS}
ROUTES = {FileContent.AWARDS: "registry:award-preview", FileContent.UNRELIABLE: "registry:unreliable-preview"}
SHOWN_ROWS = 200


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def sheet_upload(request: HttpRequest, what: FileContent) -> HttpResponse:
    """Choose the file; it is looked at on the next page before anything is taken in."""
    check_can_oversee(request.user)
    is_sent = request.method == "POST"
    form = SheetForm(request.POST, request.FILES) if is_sent else SheetForm()
    if is_sent and form.is_valid():
        try:
            document = taken_files.receive(upload=form.cleaned_data["file"], by=request.user)
        except Invalid as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect(ROUTES[what], document.pk)
    return render(request, "registry/sheet_upload.html", {"form": form, "what": what, "columns": COLUMNS[what]})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def sheet_preview(request: HttpRequest, what: FileContent, pk: uuid.UUID) -> HttpResponse:
    """What the file says, with its faults by line and column; a sound one is taken in from here."""
    check_can_oversee(request.user)
    own = Document.objects.filter(
        created_by=request.user.pk, content_type__in=[kinds.CSV.content_type, kinds.XLSX.content_type]
    )
    document = get_object_or_404(own, pk=pk)
    if request.method == "POST":
        try:
            return redirect("jobs:job-detail", taken_files.want(document=document, what=what, by=request.user).pk)
        except Conflict as refusal:
            return _preview(request, what, document, str(refusal))
    return _preview(request, what, document)


def _preview(request: HttpRequest, what: FileContent, document: Document, refusal: str = "") -> HttpResponse:
    parsed = taken_files.look(document, what)
    context = {"what": what, "document": document, "parsed": parsed, "refusal": refusal}
    context["shown"] = [row.shown for row in parsed.rows[:SHOWN_ROWS]]
    return render(request, "registry/sheet_preview.html", context, status=409 if refusal else 200)
