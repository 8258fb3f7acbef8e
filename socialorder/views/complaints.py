"""Complaints: the public list, one complaint, what the two sides do."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core import clock
from foundation.core.errors import Conflict
from foundation.core.permissions import allowed
from foundation.documents.serving import serve
from socialorder import visibility
from socialorder.actions.complaints import complaints as actions
from socialorder.forms.complaints import ComplaintFileForm, ComplaintFilterForm, ComplaintForm, WordForm
from socialorder.forms.shared import number_of
from socialorder.models import Complaint
from socialorder.queries import complaints as queries
from socialorder.rules import complaint_terms as terms
from socialorder.rules import complaints as rules
from socialorder.rules import reviewing
from socialorder.views.shared import READ_AND_WRITE, step_page
from socialorder.views.tenders import visible_tender
from socialorder.workflow import COMPLAINT


def visible_complaint(request: HttpRequest, pk: int) -> Complaint:
    return get_object_or_404(Complaint.objects.visible_to(request.user), pk=pk)


@require_safe
def complaint_list(request: HttpRequest) -> HttpResponse:
    """All complaints with their outcomes and the time they took, and each body in figures."""
    form = ComplaintFilterForm(request.GET)
    context = {
        "form": form,
        "page": queries.page_of(request.user, form.asked(), number_of(request.GET.get("page", ""))),
        "bodies": queries.by_body(),
        "term": terms.row_of(clock.now().date()),
    }
    return render(request, "socialorder/complaint_list.html", context)


@never_cache
@require_safe
def complaint_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One complaint with all that was said."""
    complaint = visible_complaint(request, pk)
    everything = visibility.reads_everything(request.user, complaint)
    context = {
        "complaint": complaint,
        "tender": complaint.tender,
        "line": queries.lines([complaint])[0],
        "text": visibility.text_of(complaint, everything=everything),
        "words": visibility.words_of(complaint, everything=everything),
        "files": visibility.files_of(complaint, everything=everything),
        "everything": everything,
        "steps": {step.name for step in COMPLAINT.allowed(complaint.status)},
        "may_review": allowed(reviewing.check_can_review, request.user, complaint),
        "may_speak": allowed(rules.check_can_speak, request.user, complaint),
        "may_add": allowed(rules.check_can_add_file, request.user, complaint),
        "is_own": allowed(rules.check_is_complainant, request.user, complaint),
        "file_form": ComplaintFileForm(),
    }
    return render(request, "socialorder/complaint_detail.html", context)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def complaint_make(request: HttpRequest, slug: str) -> HttpResponse:
    """Complain about a tender."""
    tender = visible_tender(request, slug)
    matters = rules.matters(request.user, tender, clock.now())
    if not matters:
        raise Conflict(_("There is nothing that you can complain of about this tender now."))
    form = ComplaintForm(typed.posted(request), request.FILES or None, matters=matters)

    def act() -> Any:
        given = form.cleaned_data
        return actions.submit(
            tender=tender, matter=given["matter"], text=given["text"], uploads=form.uploads(), by=request.user
        )

    context = {"tender": tender, "term": terms.row_of(clock.now().date())}
    done = _("The complaint is sent. You get a message at each step, and everybody can follow it.")
    return step_page(request, form, act, context=context, done=done, template="socialorder/complaint_make.html")


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def complaint_say(request: HttpRequest, pk: int) -> HttpResponse:
    """The body answers, the complainant replies."""
    complaint = visible_complaint(request, pk)
    rules.check_can_speak(request.user, complaint)
    form = WordForm(typed.posted(request), request.FILES or None)

    def act() -> Any:
        text = form.cleaned_data["text"]
        actions.say(complaint=complaint, text=text, uploads=form.uploads(), by=request.user)

    context: dict[str, Any] = {"heading": _("Answer in the complaint"), "button": _("Publish"), "quote": complaint.text}
    context |= {"caption": str(complaint.tender), "back": complaint.get_absolute_url(), "has_files": True}
    return step_page(request, form, act, context=context, done=_("It is published; the other side is told."))


@require_POST
@signed_in
def complaint_file_add(request: HttpRequest, pk: int) -> HttpResponse:
    """One more file."""
    complaint, form = visible_complaint(request, pk), ComplaintFileForm(request.POST, request.FILES)
    if form.is_valid():
        actions.add_file(complaint=complaint, upload=form.cleaned_data["file"], by=request.user)
        messages.success(request, _("The file is added."))
    else:
        messages.error(request, str(form.errors["file"][0]))
    return redirect(complaint)


@never_cache
@require_safe
def complaint_file(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A file for those who may read it."""
    complaint = visible_complaint(request, pk)
    everything = visibility.reads_everything(request.user, complaint)
    shown = [one.pk for one in visibility.files_of(complaint, everything=everything)]
    found = get_object_or_404(complaint.files.select_related("document").filter(pk__in=shown), pk=number)
    return cast("HttpResponse", serve(found.document))  # a stream of bytes is a response like any other


@require_POST
@signed_in
def complaint_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back."""
    complaint = actions.withdraw(complaint=visible_complaint(request, pk), by=request.user)
    messages.success(request, _("The complaint is withdrawn."))
    return redirect(complaint)
