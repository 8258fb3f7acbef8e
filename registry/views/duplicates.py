"""Records that may be one organisation: for officers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.typed import signed_in
from foundation.core.errors import Invalid
from registry.actions import duplicates
from registry.choices import DuplicateStatus
from registry.forms import DismissForm, DuplicateFilterForm, MergeForm, PairForm
from registry.models import DuplicatePair
from registry.queries import duplicates as queries
from registry.rules import roles


@signed_in
@require_safe
def duplicate_list(request: HttpRequest) -> HttpResponse:
    """Pairs to be looked at, or those decided."""
    roles.check_can_judge_duplicates(request.user)
    form = DuplicateFilterForm(request.GET)
    return _list_page(request, form, PairForm(prefix="pair"))


@signed_in
@require_POST
def duplicate_name(request: HttpRequest) -> HttpResponse:
    """Put two records side by side that the portal does not find alike."""
    roles.check_can_judge_duplicates(request.user)
    pair_form = PairForm(request.POST, prefix="pair")
    if pair_form.is_valid():
        try:
            return redirect(duplicates.name_pair(**pair_form.cleaned_data, by=request.user))
        except Invalid as refusal:
            pair_form.add_error("other", str(refusal.faults[0].message))
    return _list_page(request, DuplicateFilterForm({}), pair_form, status=422)


@signed_in
@require_POST
def duplicate_search(request: HttpRequest) -> HttpResponse:
    """Look through the whole registry now; the job's page follows."""
    return redirect("jobs:job-detail", duplicates.want_search(by=request.user).pk)


@signed_in
@require_safe
def duplicate_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The two records side by side."""
    roles.check_can_judge_duplicates(request.user)
    return _page(request, _pair(pk))


@signed_in
@require_http_methods(["POST"])
def duplicate_dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """These are two organisations."""
    roles.check_can_judge_duplicates(request.user)
    pair, form = _pair(pk), DismissForm(request.POST, prefix="dismiss")
    if not form.is_valid():
        return _page(request, pair, status=422, dismiss_form=form)
    duplicates.dismiss(pair=pair, reason=form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("The pair will not be shown again."))
    return redirect("registry:duplicate-list")


@signed_in
@require_http_methods(["POST"])
def duplicate_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """This is one organisation."""
    roles.check_can_judge_duplicates(request.user)
    pair = _pair(pk)
    records = [pair.first, pair.second]
    form = MergeForm(request.POST, prefix="merge", records=records)
    if not form.is_valid():
        return _page(request, pair, status=422, merge_form=form)
    keep = next(one for one in records if one.pk == form.cleaned_data["keep"])
    kept = duplicates.merge(pair=pair, keep=keep, reason=form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("The two records are one now. The old address leads here."))
    return redirect(kept)


def _list_page(request: HttpRequest, form: DuplicateFilterForm, pair_form: PairForm, status: int = 200) -> HttpResponse:
    rows, before = queries.pairs(**form.choice())
    context = {"form": form, "pair_form": pair_form, "rows": rows, "before": before}
    return render(request, "registry/duplicate_list.html", context, status=status)


def _pair(pk: int) -> DuplicatePair:
    try:
        return queries.pair(pk)
    except DuplicatePair.DoesNotExist:
        raise Http404 from None


def _page(request: HttpRequest, pair: DuplicatePair, *, status: int = 200, **shown: Any) -> HttpResponse:
    records = [pair.first, pair.second]
    context = {
        "pair": pair,
        "facts": queries.comparison(pair),
        "is_open": pair.status == DuplicateStatus.OPEN,
        "have_numbers": all(one.bin for one in records),
        "dismiss_form": DismissForm(prefix="dismiss"),
        "merge_form": MergeForm(prefix="merge", records=records),
        **shown,
    }
    return render(request, "registry/duplicate_detail.html", context, status=status)
