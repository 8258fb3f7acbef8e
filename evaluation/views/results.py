"""What everybody may see: the draw, a published ranking, and how each figure came about."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from evaluation import queries, reports
from evaluation.choices import RoundKind, RunStatus
from evaluation.models import Bundle, Result, Round, Run
from evaluation.reports.judging_words import words
from evaluation.rules.conflicts import terms_of
from evaluation.scoring.canonical import canonical
from evaluation.visibility import expert_name, naming
from foundation.core.text import localized
from foundation.documents.serving import serve


def visible_run(request: HttpRequest, pk: int, **lookup: Any) -> Run:
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
    run = visible_run(request, pk)
    criteria = list(run.round.rubric.criteria.all())
    results = queries.ranking_after(run, request.GET.get("after", ""))
    context: dict[str, Any] = {
        "run": run,
        "round": run.round,
        "criteria": criteria,
        "results": results[: queries.PAGE],
        "can_compare": Round.objects.read_by(request.user).filter(pk=run.round_id).exists(),
        "has_pass_marks": queries.has_pass_marks(run.round.rubric, criteria),
        "quotas": queries.quotas_of(run),
        "said": words(run.round),
        "rerun": queries.rerun_of(run, request.user) if run.number > 1 else None,
        "bundle": Bundle.objects.filter(run=run).select_related("document").first() if run.published_at else None,
    }
    if len(results) > queries.PAGE:
        context["next_url"] = f"?after={queries.place_of(results[queries.PAGE - 1])}"
    return render(request, "evaluation/run_detail.html", context)


@require_safe
def result_detail(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """How one entry got its place: marks, weights, arithmetic, pass marks, rank."""
    run = visible_run(request, pk)
    try:
        explained = queries.explanation(run, number)
    except Result.DoesNotExist:
        raise Http404 from None
    return render(request, "evaluation/result_detail.html", _explained(request, run, explained))


def _explained(request: HttpRequest, run: Run, explained: queries.Explanation) -> dict[str, Any]:
    entry = explained.result.entry
    titles = {row.criterion.code: localized(row.criterion, "title") for row in explained.rows}
    titles |= queries.quota_titles(run.round)
    steps, beside = reports.split_steps(explained.result.steps)
    return {
        "run": run,
        "round": run.round,
        "is_commission": run.round.kind == RoundKind.COMMISSION,
        "explained": explained,
        "entry": entry,
        "answer": queries.answer_to(entry, run.round, request.user),
        "extra": queries.extra_experts(run.round, entry.number),
        "lines": reports.explanation_lines(steps, titles, naming(run.round)),
        "beside": reports.explanation_lines(beside, titles, naming(run.round)),
        "verdict": entry.verdicts.filter(run=run).first() if run.published_at else None,
        "sheet_totals": [reports.number(total) for total in explained.sheet_totals],
    }


@require_safe
def run_inputs(request: HttpRequest, pk: int) -> HttpResponse:
    """Exactly the bytes whose digest is published."""
    run = visible_run(request, pk)
    return _download(canonical(run.inputs), f"inputs-{run.pk}.json")


@require_safe
def run_results(request: HttpRequest, pk: int) -> HttpResponse:
    """The published results, to compare with what the stand-alone program computes."""
    run = visible_run(request, pk)
    return _download(canonical(queries.results_document(run)), f"results-{run.pk}.json")


@require_safe
def result_inputs(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What the total of one entry follows from, in the form that the stand-alone program reads."""
    run = visible_run(request, pk)
    if not run.results.filter(entry__number=number).exists():
        raise Http404
    return _download(canonical(queries.entry_document(run, number)), f"inputs-{run.pk}-entry-{number}.json")


@require_safe
def run_bundle(request: HttpRequest, pk: int) -> FileResponse:
    """Everything needed to repeat the contest, as one file; there is none before the publication."""
    run = visible_run(request, pk, published_at__isnull=False)
    bundle = get_object_or_404(Bundle.objects.select_related("document"), run=run)
    return serve(bundle.document)


def _download(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/json", headers=headers)
