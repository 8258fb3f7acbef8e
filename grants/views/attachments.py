"""Files of an application."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts import typed
from foundation.core import clock
from foundation.core.errors import Invalid
from foundation.documents.serving import serve
from grants.actions import attachments as actions
from grants.forms.applications import AttachmentForm
from grants.models import Application, Attachment
from grants.rules import applications as rules
from grants.views.applications import own_application, visible_application


@never_cache
@require_http_methods(["GET", "POST"])
@typed.signed_in
def attachment_list(request: HttpRequest, number: str) -> HttpResponse:
    """The files of a draft, and a form for one more. Each fault of a file has its own sentence at the field."""
    application = own_application(request, number)
    if request.method == "POST":
        form = AttachmentForm(request.POST, request.FILES)
        if _added(request, application, form):
            return redirect("grants:attachment-list", number)
    else:
        rules.check_can_edit(request.user, application, clock.now())
        kept = typed.take(request)
        form = AttachmentForm(initial=kept.dict() if kept else None)
    files = application.attachments.filter(removed_at=None).select_related("document")
    context = {"application": application, "form": form, "files": files, "most": rules.FILES_MAX}
    return render(request, "grants/section_attachments.html", context)


def _added(request: HttpRequest, application: Application, form: AttachmentForm) -> bool:
    if not form.is_valid():
        return False
    file, title = form.cleaned_data["file"], form.cleaned_data["title"]
    try:
        actions.add(application=application, upload=file, title=title, by=request.user)
    except Invalid as refusal:
        form.add_error("file", str(refusal))
        return False
    messages.success(request, _("The file is added."))
    return True


@never_cache
@require_safe
@typed.signed_in
def attachment_download(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """A file, for those who may see it."""
    application = visible_application(request, number)
    files = Attachment.objects.visible_to(request.user).filter(application=application)
    document = get_object_or_404(files.select_related("document"), pk=pk).document
    return cast("HttpResponse", serve(document))  # a stream of bytes is a response like any other


@require_POST
@typed.signed_in
def attachment_remove(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Take a file out of a draft."""
    application = own_application(request, number)
    files = Attachment.objects.visible_to(request.user).filter(application=application, removed_at=None)
    actions.remove(attachment=get_object_or_404(files, pk=pk), by=request.user)
    messages.success(request, _("The file is taken out."))
    return redirect("grants:attachment-list", number)
