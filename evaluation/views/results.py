"""What everybody may see: the draw, a published ranking, and how each figure came about."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from evaluation import queries, reports
from evaluation.choices import RunStatus
from evaluation.forms import LineForm
from evaluation.models import Result, Round, Run
from evaluation.rules.conflicts import terms_of
from evaluation.scoring.canonical import canonical
from evaluation.scoring.quality import assess
from evaluation.visibility import expert_name
from foundation.core.text import localized

DEFAULT_LINE = 10
# Larger rounds would keep a page waiting for seconds.
SHEETS_AT_MOST = 15_000


def _visible_run(request: HttpRequest, pk: int, **lookup: Any) -> Run:
    """A computed ranking that the person may see: published, or of the person's own body."""
    runs = Run.objects.visible_to(request.user).select_related("round__rubric", "round__body").light()
    return get_object_or_404(runs.filter(status=RunStatus.COMPUTED), pk=pk, **lookup)


def _committed(pk: int) -> Round:
    """A round whose seed is committed to: from then on its draw is public."""
    return get_object_or_404(Round.objects.exclude(seed_digest="").select_related("body", "terms"), pk=pk)


@require_safe
def draw_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The digest before the draw, the seed and the outcome after it, and how to repeat it."""
    round_ = _committed(pk)
    context = {
        "round": round_,
        "draw": queries.draw_document(round_),
        "terms": terms_of(round_),
        "assigned": [
            (entry, ", ".join(map(expert_name, experts))) for entry, experts in queries.published_assignment(round_)
        ],
    }
    return render(request, "evaluation/draw_detail.html", context)


@require_safe
def draw_data(request: HttpRequest, pk: int) -> JsonResponse:
    """What the stand-alone program reads."""
    return JsonResponse(queries.draw_document(_committed(pk)))


@require_safe
def run_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A ranking with its digests."""
    run = _visible_run(request, pk)
    criteria = list(run.round.rubric.criteria.all())
    results = queries.ranking_after(run, request.GET.get("after", ""))
    context: dict[str, Any] = {
        "run": run,
        "round": run.round,
        "criteria": criteria,
        "results": results[: queries.PAGE],
        "has_pass_marks": queries.has_pass_marks(run.round.rubric, criteria),
    }
    if len(results) > queries.PAGE:
        context["next_url"] = f"?after={queries.place_of(results[queries.PAGE - 1])}"
    return render(request, "evaluation/run_detail.html", context)


@require_safe
def result_detail(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """How one entry got its place: marks, weights, arithmetic, pass marks, rank."""
    run = _visible_run(request, pk)
    try:
        explained = queries.explanation(run, number)
    except Result.DoesNotExist:
        raise Http404 from None
    titles = {row.criterion.code: localized(row.criterion, "title") for row in explained.rows}
    lines = reports.explanation_lines(explained.result.steps, titles)
    context = {
        "run": run,
        "round": run.round,
        "explained": explained,
        "entry": explained.result.entry,
        "lines": lines,
        "sheet_totals": [reports.number(total) for total in explained.sheet_totals],
    }
    return render(request, "evaluation/result_detail.html", context)


@require_safe
def run_quality(request: HttpRequest, pk: int) -> HttpResponse:
    """How well the experts agree, how each of them differs, and how firm the ranking is. It changes no figure."""
    run = _visible_run(request, pk)
    form = LineForm(request.GET if "line" in request.GET else None, initial={"line": DEFAULT_LINE})
    line = form.cleaned_data["line"] if form.is_valid() else DEFAULT_LINE
    context: dict[str, Any] = {"run": run, "round": run.round, "form": form, "line": line}
    if run.summary["sheets"] <= SHEETS_AT_MOST:
        quality = assess(run.inputs, line=line)
        titles = {item.code: localized(item, "title") for item in run.round.rubric.criteria.all()}
        entries = {entry.number: str(entry) for entry in run.round.entries.all()}
        context |= {
            "agreement": reports.agreement_rows(quality, titles),
            "judges": reports.judge_rows(quality),
            "firmness": reports.firmness_rows(quality, entries),
            "bars": [(entries[item.number], item.holds) for item in quality.firmness if item.holds],
        }
    return render(request, "evaluation/run_quality.html", context)


@require_safe
def run_inputs(request: HttpRequest, pk: int) -> HttpResponse:
    """Exactly the bytes whose digest is published."""
    run = _visible_run(request, pk)
    return _download(canonical(run.inputs), f"inputs-{run.pk}.json")


@require_safe
def run_results(request: HttpRequest, pk: int) -> HttpResponse:
    """The published results, to compare with what the stand-alone program computes."""
    run = _visible_run(request, pk)
    document = {"engine": run.engine_version, "results": queries.result_documents(run), "summary": run.summary}
    return _download(canonical(document), f"results-{run.pk}.json")


def _download(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/json", headers=headers)
