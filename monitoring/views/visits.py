"""Site visits: plan, sheet, page of the visit, act, photographs, exchange about findings."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core.errors import DomainError, Invalid
from foundation.core.forms import ReasonForm, add_faults
from foundation.core.permissions import allowed
from foundation.core.workflow import TransitionNotAllowed
from foundation.documents.serving import serve
from monitoring.actions import findings, visits
from monitoring.choices import VisitStatus
from monitoring.forms.visits import MoveForm, VisitForm, VisitPlanForm
from monitoring.models import Finding, Subject, Visit, VisitPhoto
from monitoring.queries import visits as queries
from monitoring.rules import visits as rules
from registry.rules.roles import check_can_edit_organisation


def own_visit(request: HttpRequest, pk: int) -> Visit:
    """A visit of a body in which the reader is an officer."""
    return get_object_or_404(Visit.objects.run_by(request.user).select_related("subject", "template"), pk=pk)


def is_script(request: HttpRequest) -> bool:
    """Whether the script asks that keeps a sheet until there is a network."""
    return bool(request.headers.get("X-Autosave"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def visit_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan a visit of a subject."""
    subject = get_object_or_404(Subject.objects.run_by(request.user), pk=pk)
    form = VisitPlanForm(typed.posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            visit = visits.plan(subject=subject, facts=form.facts(), by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The visit is planned. Open its form before you leave the network."))
            return redirect(visit)
    return render(request, "monitoring/visit_plan.html", {"subject": subject, "form": form})


@never_cache
@require_safe
@signed_in
def visit_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The visit as both sides see it, with its photographs and the exchange about findings."""
    seen = Visit.objects.to_party(request.user).select_related("subject__organisation", "template", "visitor")
    visit = get_object_or_404(seen, pk=pk)
    return render(request, "monitoring/visit_detail.html", queries.reading(visit) | _steps(request, visit))


def _steps(request: HttpRequest, visit: Visit) -> dict[str, Any]:
    user = request.user
    return {
        "can_report": allowed(rules.check_can_report, user, visit),
        "can_correct": allowed(rules.check_can_correct, user, visit),
        "can_cancel": allowed(rules.check_can_cancel_visit, user, visit),
        "is_officer": allowed(rules.check_can_plan_visit, user, visit.subject),
        "answers_findings": allowed(check_can_edit_organisation, user, visit.subject.organisation),
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def visit_report(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet: a plain form, which a script keeps on the device while there is no network."""
    visit = own_visit(request, pk)
    data = typed.posted(request)
    form = VisitForm(data, request.FILES or None, visit=visit)
    outcome: dict[str, Any] = {}
    if request.method == "POST":
        outcome = _reported(request, visit, form)
        if is_script(request):
            return JsonResponse(outcome, status=outcome.pop("status"))
        if "url" in outcome:
            messages.success(request, _("The visit is reported."))
            return redirect(outcome["url"])
    check = rules.check_can_correct if visit.status == VisitStatus.DONE else rules.check_can_report
    if request.method != "POST":
        check(request.user, visit)
    context = {"visit": visit, "form": form, "refusal": outcome.get("message", "")}
    return render(request, "monitoring/visit_report.html", context)


def _reported(request: HttpRequest, visit: Visit, form: VisitForm) -> dict[str, Any]:
    """Take the sheet; what is wrong goes to the form and, for the script, into the answer."""
    if not form.is_valid():
        return {"status": 422, "message": _("There is a problem with what you entered.")}
    try:
        visits.report(visit=visit, sheet=form.sheet(), by=request.user)
    except Invalid as refusal:
        add_faults(form, refusal.faults)
        return {"status": 422, "message": str(refusal.message)}
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return {"status": refusal.status_code, "message": str(refusal)}
    except TransitionNotAllowed:
        form.add_error(None, _("This visit was cancelled meanwhile."))
        return {"status": 409, "message": _("This visit was cancelled meanwhile.")}
    return {"status": 200, "url": visit.get_absolute_url()}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def visit_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a planned visit up, with a reason."""
    visit = own_visit(request, pk)
    form = ReasonForm(typed.posted(request))
    if request.method == "POST" and form.is_valid():
        visits.cancel(visit=visit, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The visit will not take place."))
        return redirect(visit)
    return render(request, "monitoring/visit_cancel.html", {"visit": visit, "form": form})


@never_cache
@require_safe
def visit_act(request: HttpRequest, pk: int) -> HttpResponse:
    """The act, for everybody and for paper: no photographs, no names, numbers taken out of free text."""
    done = Visit.objects.filter(status=VisitStatus.DONE).select_related(
        "subject__organisation", "subject__body", "template"
    )
    visit = get_object_or_404(done, pk=pk)
    return render(request, "monitoring/visit_act.html", queries.reading(visit))


@never_cache
@require_safe
@signed_in
def visit_photo(request: HttpRequest, pk: int, photo: int) -> HttpResponse:
    """A photograph, for the two sides."""
    seen = VisitPhoto.objects.filter(report__visit__in=Visit.objects.to_party(request.user), report__visit=pk)
    return cast("HttpResponse", serve(get_object_or_404(seen.select_related("document"), pk=photo).document))


def _move(request: HttpRequest, finding: Finding, step: str) -> HttpResponse:
    form = MoveForm(typed.posted(request))
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if step == "answer":
            findings.answer(finding=finding, text=text, by=request.user)
        else:
            findings.judge(finding=finding, step=step, text=text, by=request.user)
        messages.success(request, _("The other side is told."))
        return redirect(f"{finding.visit.get_absolute_url()}#finding-{finding.position}")
    return render(request, "monitoring/finding_move.html", {"finding": finding, "form": form, "step": step})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def finding_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The organisation says what it has done."""
    seen = Finding.objects.of_organisation(request.user).select_related("visit__subject__organisation")
    return _move(request, get_object_or_404(seen, pk=pk), "answer")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def finding_judge(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """An officer returns the answer or settles the finding."""
    if step not in {"return", "settle"}:
        raise Http404
    seen = Finding.objects.run_by(request.user).select_related("visit__subject")
    return _move(request, get_object_or_404(seen, pk=pk), step)
