"""What an officer does with a call besides editing it: set the clock, copy, repeat, amend, ask its own questions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from foundation.accounts import typed
from foundation.core import clock, presentation
from foundation.core.errors import Conflict, Invalid
from foundation.core.forms import add_faults
from grants.actions import amendments, call_copies
from grants.actions import calls as actions
from grants.forms.amendments import AmendForm, amendment_initial
from grants.forms.call_questions import PREFIX, QuestionFormSet, initial_rows
from grants.forms.calls import ScheduleForm
from grants.models import Call
from grants.rules import amendments as amendment_rules
from grants.rules import calls as rules
from grants.views.calls import visible_call


@never_cache
@require_http_methods(["GET", "POST"])
@typed.signed_in
def call_schedule(request: HttpRequest, slug: str) -> HttpResponse:
    """The moment at which a call announces itself."""
    call, status = visible_call(request, slug), 200
    rules.check_can_edit(request.user, call)
    data = typed.posted(request)
    form = ScheduleForm(data, initial={"moment": call.announce_at})
    if request.method == "POST" and form.is_valid():
        try:
            actions.schedule(call=call, moment=form.cleaned_data["moment"], by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
            status = refusal.status_code
        else:
            moment = presentation.moment(form.cleaned_data["moment"], with_zone=True)
            messages.success(request, _("The call will be announced at %(moment)s.") % {"moment": moment})
            return redirect("grants:call-preview", slug)
    return render(request, "grants/call_schedule.html", {"form": form, "call": call}, status=status)


@require_POST
@typed.signed_in
def call_unschedule(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the announcement off the clock."""
    actions.unschedule(call=visible_call(request, slug), by=request.user)
    messages.success(request, _("The call will not be announced by itself."))
    return redirect("grants:call-preview", slug)


@require_POST
@typed.signed_in
def call_clone(request: HttpRequest, slug: str) -> HttpResponse:
    """A new call with the same conditions."""
    copy = call_copies.clone(call=visible_call(request, slug), by=request.user)
    messages.success(request, _("This is a copy with new dates. Look through everything before you announce it."))
    return redirect("grants:call-edit", copy.slug)


@require_POST
@typed.signed_in
def call_repeat(request: HttpRequest, slug: str) -> HttpResponse:
    """The repeat of a call that nobody won."""
    copy = call_copies.repeat(call=visible_call(request, slug), by=request.user)
    if copy.status != "draft":
        return redirect(copy)
    messages.success(request, _("This call repeats the one without a winner and names it. Look through its dates."))
    return redirect("grants:call-edit", copy.slug)


@never_cache
@require_http_methods(["GET", "POST"])
@typed.signed_in
def call_questions(request: HttpRequest, slug: str) -> HttpResponse:
    """The form builder: own questions of a call in preparation."""
    call, status = visible_call(request, slug), 200
    rules.check_can_edit(request.user, call)
    rows = _question_rows(request, call)
    if request.method == "POST" and rows.is_valid():
        try:
            actions.write_questions(call=call, questions=rows.questions(call), by=request.user)
        except Invalid as refusal:
            rows.add_faults(refusal.faults)
            status = refusal.status_code
        else:
            messages.success(request, _("The questions are saved."))
            return redirect("grants:call-preview", slug)
    return render(request, "grants/call_questions.html", {"rows": rows, "call": call}, status=status)


def _question_rows(request: HttpRequest, call: Call) -> Any:
    data = typed.posted(request)
    return QuestionFormSet(data, prefix=PREFIX, initial=None if data else initial_rows(call.questions))


@never_cache
@require_http_methods(["GET", "POST"])
@typed.signed_in
def call_amend(request: HttpRequest, slug: str) -> HttpResponse:
    """Change an announced call: openly, with a reason and more time."""
    call = visible_call(request, slug)
    amendment_rules.check_can_amend(request.user, call, clock.now())
    newest = call.versions.order_by("-number").values_list("number", flat=True).first() or 1
    data = typed.posted(request)
    form, rows = AmendForm(data, initial=amendment_initial(call, newest), call=call), _question_rows(request, call)
    if request.method != "POST" or not (form.is_valid() & rows.is_valid()):
        return render(request, "grants/call_amend.html", {"form": form, "rows": rows, "call": call, "newest": newest})
    return _amended(request, call, form, rows)


def _amended(request: HttpRequest, call: Call, form: Any, rows: Any) -> HttpResponse:
    facts = {**form.facts(), "questions": rows.questions(call)}
    reason, version = form.cleaned_data["reason"], form.cleaned_data["version"]
    try:
        kept = amendments.amend(call=call, facts=facts, reason=reason, version=version, by=request.user)
    except Invalid as refusal:
        add_faults(form, [fault for fault in refusal.faults if not fault.field.startswith(PREFIX)])
        rows.add_faults([fault for fault in refusal.faults if fault.field.startswith(PREFIX)])
        context = {"form": form, "rows": rows, "call": visible_call(request, call.slug)}
        return render(request, "grants/call_amend.html", context, status=refusal.status_code)
    except Conflict as refusal:
        context = {"form": form, "rows": rows, "call": visible_call(request, call.slug), "refusal": refusal}
        return render(request, "grants/call_amend.html", context, status=refusal.status_code)
    messages.success(request, _("The call is changed. Everybody who started an application has been told."))
    return redirect("grants:call-version", call.slug, kept.number)
