"""The conversation in the case of an application."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts import typed
from foundation.core.errors import Invalid
from foundation.core.permissions import allowed
from foundation.documents.serving import serve
from grants.actions import conversations as actions
from grants.forms.partners import MessageForm
from grants.models import Application, CaseFile, CaseMessage
from grants.queries import conversations as queries
from grants.rules import conversations as rules
from grants.views.applications import visible_application


@never_cache
@require_http_methods(["GET", "POST"])
@typed.signed_in
def conversation(request: HttpRequest, number: str) -> HttpResponse:
    """What was said, and a form to say more."""
    application = visible_application(request, number)
    is_post = request.method == "POST"
    form = MessageForm(request.POST if is_post else typed.take(request), request.FILES if is_post else None)
    if is_post and form.is_valid() and _is_sent(request, application, form):
        messages.success(request, _("The message is sent."))
        return redirect("grants:conversation", number)
    context = {
        "application": application,
        "said": queries.messages_of(application, request.user),
        "waits_for": queries.waits_label(application),
        "can_write": allowed(rules.check_can_write_message, request.user, application),
        "form": form,
    }
    return render(request, "grants/conversation.html", context)


def _is_sent(request: HttpRequest, application: Application, form: MessageForm) -> bool:
    said = form.cleaned_data
    try:
        actions.send(
            application=application,
            text=said["text"],
            wants_answer=said["wants_answer"],
            upload=said["file"],
            by=request.user,
        )
    except Invalid as refusal:
        form.add_error("file", str(refusal))
        return False
    return True


@never_cache
@require_safe
@typed.signed_in
def case_file(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """A file of a message, for those who read the message."""
    seen = CaseMessage.objects.visible_to(request.user).filter(application__number=number)
    found = get_object_or_404(CaseFile.objects.filter(message__in=seen).select_related("document"), pk=pk)
    return cast("HttpResponse", serve(found.document))
