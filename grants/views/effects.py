"""«What came of it»: pages and files for everybody, evaluation for officers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core.permissions import allowed
from grants.actions import effects as actions
from grants.choices import CallStatus, ListStatus
from grants.forms.effects import EffectForm
from grants.models import Agreement, Call, Effect, ListedDirection
from grants.queries import effects as queries
from grants.queries.direction_effect import known_of
from grants.reports.effects import shown
from grants.rules import effects as rules


def _project(number: str) -> Agreement:
    parties = queries.finished().select_related("application__call__operator", "application__organisation")
    return get_object_or_404(parties, number=number)


def _call(slug: str) -> Call:
    return get_object_or_404(Call.objects.public().filter(status=CallStatus.DECIDED), slug=slug)


def _listed(pk: int) -> ListedDirection:
    kept = ListedDirection.objects.filter(list__status__in=(ListStatus.APPROVED, ListStatus.REPLACED))
    return get_object_or_404(kept.select_related("list__body", "direction"), pk=pk)


def _file(figures: dict[str, Any], effect: Effect | None) -> JsonResponse:
    """The figures with the conclusion (docs/effect-json.md); it names no person."""
    document = {"figures": figures, "evaluation": None}
    if effect and effect.is_approved:
        document["evaluation"] = {
            "conclusion": effect.conclusion,
            "reasons": effect.reasons,
            "approved_at": effect.approved_at,
            "sha256_of_figures": effect.digest,
        }
    return JsonResponse(document, json_dumps_params={"ensure_ascii": False})


def _steps(request: HttpRequest, of: rules.Of, effect: Effect | None) -> dict[str, bool]:
    return {
        "can_write": allowed(rules.check_can_write, request.user, of, effect),
        "can_approve": effect is not None and allowed(rules.check_can_approve, request.user, of, effect),
    }


@never_cache
@require_safe
def effect_detail(request: HttpRequest, number: str) -> HttpResponse:
    """What came of one project."""
    agreement = _project(number)
    effect = queries.effect_of(agreement=agreement)
    figures = queries.of_project(agreement)
    context = {"agreement": agreement, "effect": effect, "shown": shown(figures), "data": _address(request)}
    return render(request, "grants/effect_detail.html", context | _steps(request, agreement, effect))


@never_cache
@require_safe
def effect_data(request: HttpRequest, number: str) -> HttpResponse:
    """The same for machines."""
    agreement = _project(number)
    return _file(queries.of_project(agreement), queries.effect_of(agreement=agreement))


def _sum(request: HttpRequest, of: Call | ListedDirection, effect: Effect | None) -> dict[str, Any]:
    """Context of the page of a call or a direction."""
    figures = queries.sums_of(of, effect)
    context = {"title": of, "effect": effect, "shown": shown(figures), "projects": figures["projects"]}
    return context | {"data": _address(request)} | _steps(request, of, effect)


@never_cache
@require_safe
def call_effect(request: HttpRequest, slug: str) -> HttpResponse:
    """What came of the projects of a call."""
    call = _call(slug)
    context = {"call": call} | _sum(request, call, queries.effect_of(call=call))
    return render(request, "grants/effect_sum.html", context)


@never_cache
@require_safe
def call_effect_data(request: HttpRequest, slug: str) -> HttpResponse:
    """The same for machines."""
    call = _call(slug)
    effect = queries.effect_of(call=call)
    return _file(queries.sums_of(call, effect), effect)


@never_cache
@require_safe
def direction_effect(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of the projects of a direction in its year, and what became of its money."""
    listed = _listed(pk)
    known = known_of([listed.direction_id], listed.list.year)[listed.direction_id]
    context = {"listed": listed, "known": known} | _sum(request, listed, queries.effect_of(listed=listed))
    return render(request, "grants/effect_sum.html", context)


@never_cache
@require_safe
def direction_effect_data(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for machines."""
    listed = _listed(pk)
    effect = queries.effect_of(listed=listed)
    return _file(queries.sums_of(listed, effect), effect)


def _address(request: HttpRequest) -> str:
    return f"{request.path.removesuffix('/')}.json"


def _write(request: HttpRequest, of: rules.Of, effect: Effect | None, back: str) -> HttpResponse:
    rules.check_can_write(request.user, of, effect)
    given = {"conclusion": effect.conclusion, "reasons": effect.reasons} if effect else None
    form = EffectForm(typed.posted(request), initial=given)
    if request.method == "POST" and form.is_valid():
        actions.write(of=of, by=request.user, **form.cleaned_data)
        messages.success(request, _("The evaluation is kept. Another officer approves it."))
        return redirect(back)
    return render(request, "grants/effect_write.html", {"of": of, "form": form, "back": back})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def effect_write(request: HttpRequest, number: str) -> HttpResponse:
    """Evaluate a project."""
    agreement = _project(number)
    back = reverse("grants:effect-detail", args=[number])
    return _write(request, agreement, queries.effect_of(agreement=agreement), back)


@require_POST
@signed_in
def effect_approve(request: HttpRequest, number: str) -> HttpResponse:
    """Approve the evaluation of a project: its figures are frozen."""
    actions.approve(of=_project(number), by=request.user)
    messages.success(request, _("The evaluation is approved and public."))
    return redirect("grants:effect-detail", number)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def call_effect_write(request: HttpRequest, slug: str) -> HttpResponse:
    """Evaluate a call."""
    call = _call(slug)
    return _write(request, call, queries.effect_of(call=call), reverse("grants:call-effect", args=[slug]))


@require_POST
@signed_in
def call_effect_approve(request: HttpRequest, slug: str) -> HttpResponse:
    """Approve the evaluation of a call."""
    actions.approve(of=_call(slug), by=request.user)
    messages.success(request, _("The evaluation is approved and public."))
    return redirect("grants:call-effect", slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def direction_effect_write(request: HttpRequest, pk: int) -> HttpResponse:
    """Evaluate a direction."""
    listed = _listed(pk)
    back = reverse("grants:direction-effect", args=[pk])
    return _write(request, listed, queries.effect_of(listed=listed), back)


@require_POST
@signed_in
def direction_effect_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve the evaluation of a direction."""
    actions.approve(of=_listed(pk), by=request.user)
    messages.success(request, _("The evaluation is approved and public."))
    return redirect("grants:direction-effect", pk)
