"""What the reviewer of a complaint does, and who reviews at all."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from foundation.accounts.typed import signed_in
from foundation.core import clock
from foundation.core.forms import ReasonForm
from foundation.core.permissions import allowed
from foundation.core.screening import screened
from socialorder.actions.complaints import reviewing as actions
from socialorder.forms.complaints import AdmitForm, ReviewingBodyForm, VerdictForm
from socialorder.models import Complaint, ReviewingBody
from socialorder.queries import complaints as queries
from socialorder.rules import complaints as rules
from socialorder.rules import reviewing
from socialorder.views.complaints import visible_complaint
from socialorder.views.shared import READ_AND_WRITE, step_page, typed_form
from socialorder.workflow import COMPLAINT


def _reviewed(request: HttpRequest, pk: int) -> Complaint:
    """A complaint that the person may review; raises NotPermitted or Conflict."""
    complaint = visible_complaint(request, pk)
    reviewing.check_can_review(request.user, complaint)
    return complaint


def _about(complaint: Complaint, heading: str, button: str) -> dict[str, Any]:
    context = {"heading": heading, "button": button, "caption": str(complaint.tender), "quote": complaint.text}
    return context | {"tender": complaint.tender, "back": complaint.get_absolute_url()}


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def complaint_admit(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it for review, with the words that everybody reads."""
    complaint = _reviewed(request, pk)
    COMPLAINT.step("admit", complaint.status)
    form = typed_form(request, AdmitForm, initial={"public_text": screened(complaint.text)})

    def act() -> Any:
        actions.admit(complaint=complaint, by=request.user, **form.cleaned_data)

    context = _about(complaint, _("Admit the complaint"), _("Admit and publish"))
    return step_page(request, form, act, context=context, done=_("The complaint is admitted; both sides are told."))


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def complaint_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it back with a reason."""
    complaint = _reviewed(request, pk)
    COMPLAINT.step("return", complaint.status)
    form = typed_form(request, ReasonForm, needed=False)

    def act() -> Any:
        actions.give_back(complaint=complaint, by=request.user, **form.cleaned_data)

    context = _about(complaint, _("Return the complaint"), _("Return it"))
    return step_page(request, form, act, context=context, done=_("The complaint is returned with your reason."))


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def complaint_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The decision with its reasons and what must be done."""
    complaint = _reviewed(request, pk)
    COMPLAINT.step("dismiss", complaint.status)
    form = typed_form(request, VerdictForm, remedies=rules.remedies(complaint, clock.now()))

    def act() -> Any:
        actions.decide(complaint=complaint, by=request.user, **form.cleaned_data)

    context = _about(complaint, _("Decide on the complaint"), _("Publish the decision"))
    return step_page(request, form, act, context=context, done=_("The decision is published; both sides are told."))


@require_POST
@signed_in
def complaint_file_clear(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Publish a file that names nobody."""
    complaint = _reviewed(request, pk)
    actions.clear_file(file=get_object_or_404(complaint.files, pk=number), by=request.user)
    messages.success(request, _("The file is published."))
    return redirect(complaint)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def complaint_word_hide(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Hide a word that names people."""
    complaint = _reviewed(request, pk)
    word = get_object_or_404(complaint.words, pk=number)
    form = typed_form(request, ReasonForm, needed=False)

    def act() -> Any:
        actions.hide_word(word=word, by=request.user, **form.cleaned_data)

    context = _about(complaint, _("Hide it from the public"), _("Hide it")) | {"quote": word.text}
    return step_page(request, form, act, context=context, done=_("It is hidden; everybody reads the reason."))


@never_cache
@require_http_methods(READ_AND_WRITE)
def reviewer_list(request: HttpRequest) -> HttpResponse:
    """Which bodies review complaints; the portal's administrator names them."""
    may_name = allowed(reviewing.check_can_name, request.user)
    if request.method == "POST":
        reviewing.check_can_name(request.user)
    form: Any = typed_form(request, ReviewingBodyForm) if may_name else None

    def act() -> Any:
        actions.name_body(by=request.user, **form.cleaned_data)

    context = {"named": queries.reviewing_bodies(), "may_name": may_name, "back": reverse("socialorder:reviewer-list")}
    done = _("The body is named.")
    return step_page(request, form, act, context=context, done=done, template="socialorder/reviewer_list.html")


@require_POST
@signed_in
def reviewer_end(request: HttpRequest, pk: int) -> HttpResponse:
    """It gets no new complaints."""
    actions.end_body(named=get_object_or_404(ReviewingBody, pk=pk), by=request.user)
    messages.success(request, _("The body gets no new complaints."))
    return redirect("socialorder:reviewer-list")
