"""Pages of changes of an agreement: written by one side, decided by an officer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from foundation.accounts import typed
from foundation.core.errors import Invalid
from foundation.core.permissions import allowed
from grants.actions import agreement_amendments as actions
from grants.choices import AmendmentKind, AmendmentStatus
from grants.forms.agreement_amendments import AmendmentDecisionForm, ProposeForm
from grants.models import Amendment
from grants.queries import amendments as queries
from grants.rules import agreement_amendments as rules
from grants.views import saved_sections
from grants.views.agreements import visible_agreement
from grants.views.saved_sections import Saving

DECISIONS: dict[str, Callable[..., Amendment]] = {
    "approve": actions.approve,
    "return": actions.send_back,
    "decline": actions.decline,
}


def _amendment(request: HttpRequest, number: str, place: int) -> Amendment:
    agreement = visible_agreement(request, number)
    found = get_object_or_404(agreement.amendments.select_related("proposed_by", "decided_by", "version"), number=place)
    found.agreement = agreement
    return found


@require_POST
@typed.signed_in
def amendment_start(request: HttpRequest, number: str, side: str) -> HttpResponse:
    """Begin a change, or go to the open one of this side."""
    agreement = visible_agreement(request, number)
    return redirect(actions.start(agreement=agreement, side=side, by=request.user))


@never_cache
@require_http_methods(["GET", "POST"])
@typed.signed_in
def amendment_detail(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """The task list of its writer, what it changes, and the decision of an officer."""
    amendment = _amendment(request, number, place)
    is_written = amendment.status == AmendmentStatus.DRAFT
    form: Any = (ProposeForm if is_written else AmendmentDecisionForm)(typed.posted(request), amendment=amendment)
    faults: list[Any] = []
    if request.method == "POST" and form.is_valid():
        try:
            done = _act(request, amendment, form.cleaned_data)
        except Invalid as refusal:
            faults = refusal.faults
        else:
            messages.success(request, done)
            return redirect(amendment.agreement)
    context = {"amendment": amendment, "agreement": amendment.agreement, "form": form, "faults": faults}
    status = 422 if faults else 200
    return render(request, "grants/amendment_detail.html", context | _shown(request, amendment), status=status)


def _act(request: HttpRequest, amendment: Amendment, values: dict[str, Any]) -> str:
    if amendment.status == AmendmentStatus.DRAFT:
        actions.propose(amendment=amendment, by=request.user, reason=values.get("reason", ""))
        return _("The change is sent to the body.")
    act = DECISIONS[values["decision"]]
    reason = {} if values["decision"] == "approve" else {"reason": values["reason"]}
    act(amendment=amendment, by=request.user, **reason)
    return _("The change is decided, and the NGO is told.")


def _shown(request: HttpRequest, amendment: Amendment) -> dict[str, Any]:
    draft = rules.draft_of(amendment)
    can_edit = allowed(rules.check_can_edit, request.user, amendment)
    return {
        "can_edit": can_edit,
        "can_decide": amendment.status == AmendmentStatus.PROPOSED
        and allowed(rules.check_can_decide, request.user, amendment),
        "can_withdraw": amendment.status in queries.OPEN and allowed(rules.check_can_withdraw, request.user, amendment),
        "is_adjustment": amendment.kind == AmendmentKind.ADJUSTMENT,
        "tasks": rules.progress(draft) if can_edit else [],
        "changes": queries.changes_of(amendment, draft.parts),
    }


@require_POST
@typed.signed_in
def amendment_withdraw(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """Give a change up."""
    amendment = _amendment(request, number, place)
    actions.withdraw(amendment=amendment, by=request.user)
    messages.success(request, _("The change is withdrawn."))
    return redirect(amendment.agreement)


@never_cache
@require_http_methods(["GET", "POST"])
@typed.signed_in
def amendment_section(request: HttpRequest, number: str, place: int, name: str) -> HttpResponse:
    """The form of one part."""
    amendment = _amendment(request, number, place)
    rules.check_can_edit(request.user, amendment)
    return saved_sections.edit(request, _saving(amendment, name, request.user))


@require_POST
@typed.signed_in
def amendment_autosave(request: HttpRequest, number: str, place: int, name: str) -> JsonResponse:
    """Keep a half-filled part."""
    return saved_sections.autosave(request, _saving(_amendment(request, number, place), name, request.user))


def _saving(amendment: Amendment, name: str, by: Any) -> Saving:
    draft = rules.draft_of(amendment)
    if name not in draft.parts:
        raise Http404
    place = [amendment.agreement.number, amendment.number, name]

    def save(said: Any, version: int, page: str) -> Any:
        return actions.save_section(amendment=amendment, name=name, typed=said, version=version, saved_from=page, by=by)

    return Saving(
        part=draft.parts[name],
        choices=draft.choices,
        stored=amendment.sections.filter(name=name).first(),
        caption=str(amendment),
        back_url=amendment.get_absolute_url(),
        edit_url=reverse("grants:amendment-section", args=place),
        autosave_url=reverse("grants:amendment-autosave", args=place),
        key=f"amendment-{amendment.pk}-{name}",
        save=save,
        faults=lambda said: rules.faults_in(rules.with_typed(draft, name, said), name),
    )
