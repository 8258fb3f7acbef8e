"""Questions about a call: everybody reads them, people who are signed in ask, officers answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts import typed
from foundation.core import clock
from foundation.core.errors import Invalid
from foundation.core.forms import add_faults
from foundation.core.permissions import allowed
from grants.actions import enquiries as actions
from grants.choices import EnquiryStatus
from grants.forms.enquiries import AnswerForm, AskForm, CorrectForm, WithholdForm
from grants.models import Enquiry
from grants.queries import enquiries as queries
from grants.rules import enquiries as rules
from grants.views.calls import visible_call


@never_cache
@require_safe
def enquiry_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every question with its answers; who asked is not named."""
    return _list(request, slug, AskForm(typed.take(request)))


def _list(request: HttpRequest, slug: str, form: Any, status: int = 200) -> HttpResponse:
    call = visible_call(request, slug)
    context = {
        "call": call,
        "enquiries": queries.enquiries_of(call, request.user),
        "counts": queries.counts(call),
        "may_ask": allowed(rules.check_can_ask, request.user, call, clock.now()),
        "may_answer": allowed(rules.check_can_answer, request.user, call),
        "form": form,
    }
    return render(request, "grants/enquiry_list.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
@typed.signed_in
def enquiry_ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a question. A GET (after signing in) goes back to the list."""
    call, form = visible_call(request, slug), AskForm(request.POST)
    if request.method != "POST":
        return redirect("grants:enquiry-list", slug)
    if not form.is_valid():
        return _list(request, slug, form, status=422)
    actions.ask(call=call, text=form.cleaned_data["text"], by=request.user)
    messages.success(
        request, _("The question is sent. You get a message when it is answered, and everybody reads it then.")
    )
    return redirect("grants:enquiry-list", slug)


@never_cache
@require_http_methods(["GET", "POST"])
@typed.signed_in
def enquiry_answer(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Answer a question, or correct the answer that stands."""
    enquiry = _answerable(request, slug, number)
    is_answered = enquiry.status == EnquiryStatus.ANSWERED
    data = typed.posted(request)
    standing = enquiry.answers.first()
    form = (CorrectForm if is_answered else AnswerForm)(data, initial={"text": standing.text if standing else ""})
    if request.method == "POST" and form.is_valid():
        act = actions.correct if is_answered else actions.answer
        return _acted(request, enquiry, form, act, _("The answer is published."))
    return _page(request, "answer", enquiry, form)


@never_cache
@require_http_methods(["GET", "POST"])
@typed.signed_in
def enquiry_withhold(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Keep a question from being published, with a reason."""
    enquiry = _answerable(request, slug, number)
    form = WithholdForm(typed.posted(request))
    if request.method == "POST" and form.is_valid():
        return _acted(request, enquiry, form, actions.withhold, _("The question is not published; the reason is."))
    return _page(request, "withhold", enquiry, form)


def _answerable(request: HttpRequest, slug: str, number: int) -> Enquiry:
    found = Enquiry.objects.answerable_by(request.user).select_related("call__operator")
    return get_object_or_404(found, call__slug=slug, number=number)


def _acted(request: HttpRequest, enquiry: Enquiry, form: Any, act: Any, said: str) -> HttpResponse:
    try:
        act(enquiry=enquiry, by=request.user, **form.cleaned_data)
    except Invalid as refusal:
        add_faults(form, refusal.faults)
        return _page(request, "withhold" if act is actions.withhold else "answer", enquiry, form, refusal.status_code)
    messages.success(request, said)
    return redirect(f"{reverse('grants:enquiry-list', args=[enquiry.call.slug])}#question-{enquiry.number}")


def _page(request: HttpRequest, name: str, enquiry: Enquiry, form: Any, status: int = 200) -> HttpResponse:
    context = {"enquiry": enquiry, "call": enquiry.call, "form": form}
    return render(request, f"grants/enquiry_{name}.html", context, status=status)
