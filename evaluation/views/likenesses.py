"""Entries that look alike, for an officer to judge."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluation import queries, rules
from evaluation.actions import likenesses
from evaluation.choices import LikenessStatus
from evaluation.forms import LikenessForm
from evaluation.models import Likeness, Round
from foundation.accounts.typed import signed_in
from foundation.core.permissions import allowed


def _round(request: HttpRequest, pk: int) -> Round:
    """A round that the person runs, or any for an auditor; strangers and experts get 404."""
    return get_object_or_404(Round.objects.compared_by(request.user).select_related("body"), pk=pk)


@never_cache
@require_safe
@signed_in
def likeness_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Pairs of the round, what is not judged yet first."""
    round_ = _round(request, pk)
    context = {
        "round": round_,
        "likenesses": queries.likenesses(request.user, round_),
        "can_search": allowed(rules.check_officer, request.user, round_.body),
    }
    return render(request, "evaluation/likeness_list.html", context)


@require_POST
@signed_in
def likeness_search(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare the entries once more and show the work going on."""
    job = likenesses.request(round=_round(request, pk), by=request.user)
    return redirect("jobs:job-detail", job.pk)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def likeness_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The passages side by side, and the officer's own word."""
    related = ("entry__round__body", "entry__organisation", "other__organisation", "other__round", "judged_by")
    likeness = get_object_or_404(Likeness.objects.visible_to(request.user).select_related(*related), pk=pk)
    form = LikenessForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        is_copy = form.cleaned_data["verdict"] == LikenessStatus.CONFIRMED
        likenesses.judge(likeness=likeness, is_copy=is_copy, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Your word is kept."))
        return redirect("evaluation:likeness-list", likeness.entry.round_id)
    context = {
        "likeness": likeness,
        "round": likeness.entry.round,
        "passages": queries.passages_of(likeness),
        "form": form,
        "can_judge": allowed(rules.check_officer, request.user, likeness.entry.round.body),
    }
    return render(request, "evaluation/likeness_detail.html", context, status=422 if form.is_bound else 200)
