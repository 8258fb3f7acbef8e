"""Files of an application: attachments, and the CVs of its team."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts import typed
from foundation.core import clock
from foundation.core.errors import Invalid
from foundation.documents.serving import serve
from grants.actions import attachments as actions
from grants.choices import FileKind
from grants.forms.applications import AttachmentForm
from grants.forms.partners import CvForm
from grants.models import Application, Attachment
from grants.queries.team import people_of
from grants.rules import applications as rules
from grants.views.applications import own_application

# A letter goes with its partner.
REMOVABLE = (FileKind.FILE, FileKind.CV)


@never_cache
@require_http_methods(["GET", "POST"])
@typed.signed_in
def attachment_list(request: HttpRequest, number: str) -> HttpResponse:
    """The files of a draft, and a form for more. Each fault of a file has its own sentence at the field."""
    application = own_application(request, number)
    if request.method == "POST":
        form = AttachmentForm(request.POST, request.FILES)
        if _added(request, application, form):
            return redirect("grants:attachment-list", number)
    else:
        rules.check_can_edit(request.user, application, clock.now())
        kept = typed.take(request)
        form = AttachmentForm(initial=kept.dict() if kept else None)
    files = application.attachments.filter(removed_at=None, kind=FileKind.FILE).select_related("document")
    context = {"application": application, "form": form, "files": files, "most": rules.FILES_MAX}
    return render(request, "grants/section_attachments.html", context)


def _added(request: HttpRequest, application: Application, form: AttachmentForm) -> bool:
    """Take every file that is good; what is wrong with each of the others is told by its name."""
    if not form.is_valid():
        return False
    files, title = form.cleaned_data["file"], form.cleaned_data["title"]
    added = 0
    for file in files:
        try:
            name = title if len(files) == 1 else ""
            actions.add(application=application, upload=file, title=name, by=request.user)
            added += 1
        except Invalid as refusal:
            form.add_error("file", str(refusal))
    if added:
        several = ngettext("%(count)s file is added.", "%(count)s files are added.", added) % {"count": added}
        messages.success(request, several if added > 1 else _("The file is added."))
    return not form.errors


@never_cache
@require_http_methods(["GET", "POST"])
@typed.signed_in
def cv_list(request: HttpRequest, number: str) -> HttpResponse:
    """A CV for each person of the team; nobody but those who check and decide sees them."""
    application = own_application(request, number)
    if request.method != "POST":
        rules.check_can_edit(request.user, application, clock.now())
    people = people_of(application)
    is_post = request.method == "POST"
    form = CvForm(request.POST if is_post else None, request.FILES if is_post else None, people=people)
    if is_post and form.is_valid():
        said = form.cleaned_data
        try:
            actions.add(
                application=application, upload=said["file"], title=said["person"], kind=FileKind.CV, by=request.user
            )
        except Invalid as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("The file is added."))
            return redirect("grants:cv-list", number)
    files = application.attachments.filter(removed_at=None, kind=FileKind.CV).select_related("document")
    return render(request, "grants/cv_list.html", {"application": application, "form": form, "files": files})


@never_cache
@require_safe
@typed.signed_in
def attachment_download(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """A file, for those who may see it."""
    files = Attachment.objects.visible_to(request.user).filter(application__number=number)
    document = get_object_or_404(files.select_related("document"), pk=pk).document
    return cast("HttpResponse", serve(document))  # a stream of bytes is a response like any other


@require_POST
@typed.signed_in
def attachment_remove(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Take a file out of a draft."""
    application = own_application(request, number)
    files = Attachment.objects.visible_to(request.user).filter(application=application, removed_at=None)
    attachment = get_object_or_404(files.filter(kind__in=REMOVABLE), pk=pk)
    is_cv = attachment.kind == FileKind.CV
    actions.remove(attachment=attachment, by=request.user)
    messages.success(request, _("The file is taken out."))
    return redirect("grants:cv-list" if is_cv else "grants:attachment-list", number)
