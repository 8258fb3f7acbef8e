"""Acceptance acts: written by the supplier, answered by the customer."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.typed import signed_in
from foundation.core import clock
from foundation.core.errors import Conflict, DomainError, Fault, Invalid
from foundation.core.permissions import allowed
from foundation.core.presentation import local
from foundation.documents.serving import serve
from socialorder.actions.contracts import acts as actions
from socialorder.choices import ActStatus
from socialorder.forms.acts import ActFileForm, ActForm
from socialorder.models import Act, ActFile
from socialorder.queries import acts as queries
from socialorder.rules.contracts import acts as rules
from socialorder.views.contracts import visible_contract
from socialorder.views.shared import READ_AND_WRITE, step_page, typed_form


def visible_act(request: HttpRequest, pk: int) -> Act:
    """For the two parties; for others it does not exist."""
    return get_object_or_404(Act.objects.visible_to(request.user).with_contract(), pk=pk)


@require_POST
@signed_in
def act_begin(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Begin the act of a stage, or go on with the one there is."""
    stage = get_object_or_404(visible_contract(request, pk).stages.select_related("contract"), number=number)
    act = actions.begin(stage=stage, by=request.user)
    return redirect("socialorder:act-edit" if act.is_writable else "socialorder:act-detail", act.pk)


@never_cache
@require_safe
@signed_in
def act_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What the act says, its versions and answers."""
    act = visible_act(request, pk)
    context = {"act": act, "contract": act.stage.contract, "whole": queries.whole(act)}
    context["can_answer"] = act.status == ActStatus.HANDED_IN and allowed(rules.check_can_answer, request.user, act)
    context["can_edit"] = allowed(rules.check_can_edit, request.user, act)
    context["can_begin_again"] = act.status == ActStatus.REFUSED and allowed(
        rules.check_can_begin, request.user, act.stage
    )
    return render(request, "socialorder/act_detail.html", context)


def _own_act(request: HttpRequest, pk: int) -> Act:
    """An act that the person may write now. Raises NotPermitted or Conflict."""
    act = visible_act(request, pk)
    rules.check_can_edit(request.user, act)
    return act


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def act_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the act; it saves itself."""
    act = _own_act(request, pk)
    form = typed_form(request, ActForm, act=act, initial=ActForm.initial_of(act))

    def done() -> Any:
        _saved(request, act, form)
        return reverse("socialorder:act-hand-in" if "next" in request.POST else "socialorder:act-edit", args=[pk])

    context = {"act": act, "contract": act.stage.contract, "rows": form.rows(), "file_form": ActFileForm()}
    context |= {"files": act.files.filter(removed_at=None).select_related("document")}
    context["remarks"] = queries.last_remarks(act)
    return step_page(request, form, done, context=context, done=_("Saved."), template="socialorder/act_edit.html")


def _saved(request: HttpRequest, act: Act, form: ActForm) -> None:
    """Save; what another page has saved meanwhile is said above the form, with everything typed still in it."""
    try:
        actions.save(act=act, by=request.user, **form.values())
    except Conflict as refusal:
        raise Invalid(Fault(refusal.message)) from refusal


@never_cache
@require_POST
@signed_in
def act_autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is typed, half-filled too."""
    act = visible_act(request, pk)
    form = ActForm(request.POST, act=act)
    if not form.is_valid():
        return JsonResponse(
            {"message": "; ".join(str(error) for one in form.errors.values() for error in one)}, status=422
        )
    try:
        act = actions.save(act=act, by=request.user, **form.values())
    except DomainError as refusal:
        return JsonResponse({"message": str(refusal)}, status=refusal.status_code)
    return JsonResponse({"saved_at": f"{local(clock.now()):%H:%M}", "version": act.saves})


@never_cache
@require_POST
@signed_in
def act_file_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add evidence."""
    act, form = _own_act(request, pk), ActFileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            values = form.cleaned_data
            actions.add_file(act=act, upload=values["file"], title=values["title"], by=cast("Any", request.user))
        except Invalid as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("The file is added."))
            return redirect(reverse("socialorder:act-edit", args=[pk]) + "#files")
    context = {"act": act, "contract": act.stage.contract, "file_form": form}
    return render(request, "socialorder/act_file.html", context, status=422)


def _file(request: HttpRequest, pk: int, number: int) -> ActFile:
    found = get_object_or_404(ActFile.objects.select_related("document"), pk=number, act_id=pk)
    found.act = visible_act(request, pk)
    return found


@never_cache
@require_POST
@signed_in
def act_file_remove(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take evidence out."""
    file = _file(request, pk, number)
    if file.removed_at is not None:
        raise Http404
    actions.remove_file(file=file, by=request.user)
    messages.success(request, _("The file is removed."))
    return redirect(reverse("socialorder:act-edit", args=[pk]) + "#files")


@never_cache
@require_safe
@signed_in
def act_file(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Download evidence."""
    return cast("HttpResponse", serve(_file(request, pk, number).document))
