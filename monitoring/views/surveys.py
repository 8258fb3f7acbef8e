"""Officers: preparing, opening, printing and closing a survey; reading what came."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core.errors import Invalid
from foundation.core.forms import ReasonForm, add_faults
from foundation.core.permissions import allowed
from monitoring.actions import remarks, surveys
from monitoring.choices import Access
from monitoring.forms.surveys import SurveyForm, TicketForm
from monitoring.models import Batch, Remark, Subject, Survey
from monitoring.queries import surveys as queries
from monitoring.reports import tickets
from monitoring.rules import surveys as rules


def own_survey(request: HttpRequest, pk: int) -> Survey:
    """A survey of a body in which the reader is an officer."""
    return get_object_or_404(Survey.objects.run_by(request.user).select_related("subject", "template"), pk=pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def survey_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Prepare a survey of a subject."""
    subject = get_object_or_404(Subject.objects.run_by(request.user), pk=pk)
    form = SurveyForm(typed.posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            survey = surveys.plan(subject=subject, by=request.user, **form.facts())
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The survey is prepared. Open it when the tickets or the link are ready."))
            return redirect(survey)
    return render(request, "monitoring/survey_plan.html", {"subject": subject, "form": form})


@never_cache
@require_safe
@signed_in
def survey_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the survey stands, what came, and the buttons of the transition table."""
    survey = own_survey(request, pk)
    context = queries.standing(survey, request.user) | _steps(request, survey)
    return render(request, "monitoring/survey_detail.html", context)


def _steps(request: HttpRequest, survey: Survey) -> dict[str, bool]:
    """What this officer may do with the survey now."""
    names = ("open", "close", "cancel", "issue")
    return {f"can_{name}": allowed(getattr(rules, f"check_can_{name}"), request.user, survey) for name in names}


@require_POST
@signed_in
def survey_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Take answers."""
    survey = surveys.open_survey(survey=own_survey(request, pk), by=request.user)
    messages.success(request, _("The survey takes answers in its window."))
    return redirect(survey)


@require_POST
@signed_in
def survey_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close before the window is over."""
    survey = surveys.close(survey=own_survey(request, pk), by=request.user)
    messages.success(request, _("The survey is closed."))
    return redirect(survey)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def survey_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the survey up, with a reason."""
    survey = own_survey(request, pk)
    form = ReasonForm(typed.posted(request))
    if request.method == "POST" and form.is_valid():
        surveys.cancel(survey=survey, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The survey is cancelled."))
        return redirect(survey)
    return render(request, "monitoring/survey_cancel.html", {"survey": survey, "form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ticket_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """More tickets."""
    survey = own_survey(request, pk)
    form = TicketForm(typed.posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = surveys.issue_tickets(survey=survey, count=form.cleaned_data["tickets"], by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("Tickets made: %(count)d.") % {"count": len(made)})
            return redirect("monitoring:survey-print", pk)
    return render(request, "monitoring/ticket_issue.html", {"survey": survey, "form": form})


@never_cache
@require_safe
@signed_in
def survey_print(request: HttpRequest, pk: int) -> HttpResponse:
    """What is printed: unused tickets, or one poster."""
    survey = own_survey(request, pk)
    if survey.access == Access.LINK:
        return render(request, "monitoring/survey_poster.html", {"survey": survey, "one": tickets.poster(survey)})
    page = queries.unused_tickets(survey, request.GET.get("after", ""), tickets.ON_A_SHEET)
    context = {"survey": survey, "page": page, "sheet": tickets.sheet(survey, page.tickets)}
    context["address"] = tickets.answer_address(survey)
    return render(request, "monitoring/survey_print.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def batch_exclude(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a group of answers out, for a reason that everybody reads."""
    batches = Batch.objects.filter(survey__in=Survey.objects.run_by(request.user))
    batch = get_object_or_404(batches.select_related("survey__subject", "survey__template"), pk=pk)
    form = ReasonForm(typed.posted(request))
    if request.method == "POST" and form.is_valid():
        surveys.exclude(batch=batch, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The group is left out; the results say so."))
        return redirect(batch.survey)
    return render(request, "monitoring/batch_exclude.html", {"batch": batch, "survey": batch.survey, "form": form})


def _remark(request: HttpRequest, pk: uuid.UUID) -> Remark:
    seen = Remark.objects.filter(survey__in=Survey.objects.run_by(request.user), batch__isnull=False)
    return get_object_or_404(seen.select_related("survey__subject", "survey__template"), pk=pk)


@require_POST
@signed_in
def remark_publish(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Publish what somebody wrote."""
    remark = remarks.judge(remark=_remark(request, pk), step="publish", by=request.user)
    messages.success(request, _("The remark is published with the results."))
    return redirect(f"{remark.survey.get_absolute_url()}#remarks")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def remark_hide(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Do not publish it, with a reason."""
    remark = _remark(request, pk)
    form = ReasonForm(typed.posted(request))
    if request.method == "POST" and form.is_valid():
        remarks.judge(remark=remark, step="hide", reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The remark is not published."))
        return redirect(f"{remark.survey.get_absolute_url()}#remarks")
    return render(request, "monitoring/remark_hide.html", {"remark": remark, "survey": remark.survey, "form": form})
