"""Evaluation of the results of contracts, and the way to their surveys and visits."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.esignature import views
from foundation.accounts.models import SigningRequest, User
from foundation.accounts.typed import signed_in
from foundation.core.permissions import allowed
from socialorder.actions.following import following
from socialorder.actions.reviews import reviews as actions
from socialorder.choices.reviews import ReviewStatus
from socialorder.forms.reviews import BeginReviewForm, ConclusionForm
from socialorder.models import Contract, Review
from socialorder.queries import following as following_queries
from socialorder.queries import reviews as queries
from socialorder.queries.contract_teams import team_of
from socialorder.rules import reviews as rules
from socialorder.rules.following import check_can_follow
from socialorder.rules.offices import check_serves
from socialorder.views.shared import READ_AND_WRITE, step_page, typed_form


def results_of(contract: Contract, user: Any) -> dict[str, Any]:
    """What the page of a contract shows of its monitoring and evaluation."""
    return {
        "reviews": queries.of_contract(contract, user),
        "stages_open": rules.stages_open(user, contract),
        "following": following_queries.of_contract(contract, user),
        "may_follow": allowed(check_can_follow, user, contract),
        "team": team_of(contract),
    }


def _served(request: HttpRequest, pk: int) -> Contract:
    contract = get_object_or_404(Contract.objects.visible_to(request.user).with_parties(), pk=pk)
    check_serves(request.user, contract.body)
    return contract


@require_POST
@signed_in
def contract_follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Start to follow the contract, or go to where it is followed."""
    return redirect(following.follow(contract=_served(request, pk), by=request.user))


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def review_begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask an expert council."""
    contract = _served(request, pk)
    form = typed_form(request, BeginReviewForm, stages=rules.stages_open(request.user, contract))

    def act() -> Any:
        return actions.begin(contract=contract, by=request.user, **form.cleaned_data)

    done = _("The council can be drawn now, on the page of its round.")
    context = {"contract": contract}
    return step_page(request, form, act, context=context, done=done, template="socialorder/review_begin.html")


def _visible(request: HttpRequest, pk: int) -> Review:
    return get_object_or_404(Review.objects.visible_to(request.user), pk=pk)


@never_cache
@require_safe
def review_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Marks, sums, means and words; before the publication for officers of the body."""
    review = _visible(request, pk)
    serves = allowed(check_serves, request.user, review.contract.body)
    shows = review.is_public or serves
    context = {
        "review": review,
        "serves": serves,
        "shows": shows and review.status != ReviewStatus.COUNCIL,
        "rows": queries.rows_of(review),
        "totals": queries.totals_of(review),
        "words": queries.words_of(review),
        "is_written": review.status == ReviewStatus.WRITTEN,
    }
    return render(request, "socialorder/review_detail.html", context)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def review_conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what the council found."""
    review = _visible(request, pk)
    check_serves(request.user, review.contract.body)
    initial = {"conclusion_kk": review.conclusion_kk, "conclusion_ru": review.conclusion_ru}
    form = typed_form(request, ConclusionForm, initial=initial)

    def act() -> Any:
        return actions.conclude(review=review, by=request.user, **form.cleaned_data)

    done = _("The conclusion is kept. It is published when it is signed.")
    context = {"review": review, "contract": review.contract}
    return step_page(request, form, act, context=context, done=done, template="socialorder/review_conclude.html")


@views.signing_page
@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def review_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign for the body; the signature publishes."""
    review, user = _visible(request, pk), cast("User", request.user)
    check_serves(user, review.contract.body)
    signing = _request(request, review)
    form, is_signed = views.sign(
        request, signing, lambda examined: actions.publish(review=review, examined=examined, by=user)
    )
    if is_signed:
        messages.success(request, _("The evaluation is published."))
        return redirect(review)
    context = {"review": review, "form": form} | views.context(signing, form)
    return render(request, "socialorder/review_sign.html", context)


def _request(request: HttpRequest, review: Review) -> SigningRequest:
    return views.to_sign(
        request,
        purpose=actions.PURPOSE,
        subject=actions.subject_of(review),
        facts=lambda: actions.facts_of(review),
        bin_=review.contract.body.bin or "",
    )
