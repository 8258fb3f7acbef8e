"""The work plan of a year and the report on it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from councils.actions import years as actions
from councils.forms.life import OutcomesForm, PointFormSet, ReportWordsForm, YearForm
from councils.models import WorkPlan, YearReport
from councils.queries import years as queries
from councils.rules import councils as council_rules
from councils.rules import life as rules
from councils.views.acting import done, stepped
from councils.views.councils import READ_AND_WRITE, council_of, served_council
from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.errors import Invalid
from foundation.core.forms import ReasonForm
from foundation.core.permissions import allowed


def _plan(request: HttpRequest, slug: str, year: int) -> WorkPlan:
    plan = queries.plan_of(council_of(request, slug), request.user, year)
    if plan is None:
        raise Http404
    return plan


def report_of(request: HttpRequest, slug: str, year: int) -> YearReport:
    """The newest version that the reader may see."""
    report = queries.report_of(council_of(request, slug), request.user, year)
    if report is None:
        raise Http404
    return report


@require_safe
def year_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Plans and reports by year; the secretariat begins a new one here."""
    council = council_of(request, slug)
    form = YearForm(request.GET if "year" in request.GET else None, initial={"year": local_date(clock.now()).year})
    serves = allowed(council_rules.check_serves, request.user, council)
    if serves and form.is_bound and form.is_valid():
        return redirect("councils:plan-edit", slug, form.cleaned_data["year"])
    context = {"council": council, "form": form, "serves": serves}
    context["years"] = queries.years_of(council, request.user)
    context["this_year"] = local_date(clock.now()).year
    return render(request, "councils/year_list.html", context)


@require_safe
def plan_detail(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """What is planned, and what came of it."""
    plan = _plan(request, slug, year)
    serves = allowed(council_rules.check_serves, request.user, plan.council)
    context = {"plan": plan, "council": plan.council, "points": list(plan.points.all()), "serves": serves}
    return render(request, "councils/plan_detail.html", context)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def plan_edit(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Write the plan, row by row."""
    council = served_council(request, slug)
    plan = queries.plan_of(council, request.user, year)
    initial = list(plan.points.values("month", "title", "responsible")) if plan else None
    rows = PointFormSet(typed.posted(request), prefix="points", initial=initial)
    if request.method == "POST" and rows.is_valid():
        try:
            points = [row.point() for row in rows.forms]
            actions.write_plan(council=council, year=year, points=points, by=request.user)
        except Invalid as refusal:
            rows.forms[0].add_error(None, str(refusal))
        else:
            return redirect("councils:plan-detail", slug, year)
    context = {"rows": rows, "council": council, "year": year}
    return render(request, "councils/plan_form.html", context)


@require_POST
@signed_in
def plan_approve(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Publish the plan that the council has approved."""
    plan = _plan(request, slug, year)
    stepped(request, lambda: actions.approve_plan(plan=plan, by=request.user), _("The plan is published."))
    return redirect(plan)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def plan_outcomes(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """What came of each point."""
    plan = _plan(request, slug, year)
    council_rules.check_serves(request.user, plan.council)
    form = OutcomesForm(typed.posted(request), points=list(plan.points.all()))
    if done(
        request,
        form,
        lambda: actions.write_outcomes(plan=plan, outcomes=form.outcomes(), by=request.user),
        _("The changes are saved."),
    ):
        return redirect(plan)
    return render(request, "councils/plan_outcomes.html", {"form": form, "plan": plan, "council": plan.council})


@require_safe
def year_report(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Figures of the year, counted by the portal, and the words of the secretariat."""
    report = report_of(request, slug, year)
    serves = allowed(council_rules.check_serves, request.user, report.council)
    context = {"report": report, "council": report.council, "figures": report.figures, "serves": serves}
    context["marks"] = queries.recommendation_marks(report.figures["recommendations"])
    context["again"] = ReasonForm(needed=False) if serves and report.published_at else None
    return render(request, "councils/year_report.html", context)


@require_POST
@signed_in
def report_make(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Count the year, or count it again."""
    council = served_council(request, slug)
    reason = request.POST.get("reason", "")[:2000]
    stepped(
        request,
        lambda: actions.make_report(council=council, year=year, reason=reason, by=request.user),
        _("The figures are counted. Read them, add words, then publish."),
    )
    if queries.report_of(council, request.user, year) is None:
        return redirect("councils:year-list", slug)
    return redirect("councils:year-report", slug, year)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def report_edit(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """The words beside the figures."""
    report = report_of(request, slug, year)
    council_rules.check_serves(request.user, report.council)
    rules.check_can_write_report(report)
    initial = {"words_kk": report.words_kk, "words_ru": report.words_ru}
    form = ReportWordsForm(typed.posted(request), initial=initial)
    if done(
        request,
        form,
        lambda: actions.write_report(report=report, by=request.user, **form.cleaned_data),
        _("The changes are saved."),
    ):
        return redirect(report)
    return render(request, "councils/report_form.html", {"form": form, "report": report, "council": report.council})


@require_POST
@signed_in
def report_publish(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Publish what the council has approved."""
    report = report_of(request, slug, year)
    stepped(request, lambda: actions.publish_report(report=report, by=request.user), _("The report is published."))
    return redirect(report)
