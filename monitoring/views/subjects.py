"""What is followed, the lists of questions, and results: for everybody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from foundation.accounts.typed import signed_in
from monitoring.exports import results_csv
from monitoring.models import Subject, Survey
from monitoring.queries import results as queries
from monitoring.queries import subjects
from monitoring.visibility import sees_results


@never_cache
@require_safe
@signed_in
def subject_list(request: HttpRequest) -> HttpResponse:
    """What the bodies of the reader follow."""
    page = subjects.page_of(Subject.objects.run_by(request.user), after=request.GET.get("after", ""))
    return render(request, "monitoring/subject_list.html", {"page": page})


@never_cache
@require_safe
def subject_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Surveys and visits of one work, with the buttons of its officers."""
    subject = get_object_or_404(Subject.objects.select_related("organisation", "body"), pk=pk)
    return render(request, "monitoring/subject_detail.html", subjects.following(subject, request.user))


@never_cache
@require_safe
def template_list(request: HttpRequest) -> HttpResponse:
    """Every list of questions that is or was asked."""
    return render(request, "monitoring/template_list.html", subjects.lists_of_questions(request.user))


def _results(request: HttpRequest, pk: int) -> queries.Results:
    seen = Survey.objects.visible_to(request.user).select_related("subject__organisation", "template")
    survey = get_object_or_404(seen, pk=pk)
    if not sees_results(request.user, survey):
        raise Http404
    return queries.results(survey)


@never_cache
@require_safe
def survey_results(request: HttpRequest, pk: int) -> HttpResponse:
    """Counts, pictures, intervals, doubts."""
    return render(request, "monitoring/survey_results.html", {"results": _results(request, pk)})


@never_cache
@require_safe
def survey_results_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """The same counts as a table of data."""
    response = HttpResponse(results_csv(_results(request, pk)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="survey-{pk}.csv"'
    return response
