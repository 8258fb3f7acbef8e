"""The checklist of due diligence, observations and documents of an organisation."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.errors import Invalid
from registry import queries
from registry.actions import diligence, flags
from registry.forms.oversight import FlagForm
from registry.models import DiligenceSnapshot, Flag
from registry.queries.oversight import flag_pages
from registry.rules import oversight
from registry.rules.diligence import checklist, with_list
from registry.views.steps import is_done, step_form


@require_safe
@signed_in
def ngo_diligence(request: HttpRequest, number: str) -> HttpResponse:
    """Each line with its fact, source, day and rule; the verdict is computed from the lines."""
    organisation = get_object_or_404(with_list(queries.organisations()), bin=number)
    standing = oversight.check_can_see(request.user, organisation)
    found = checklist(organisation, local_date(clock.now()))
    return render(request, "registry/ngo_diligence.html", {"ngo": organisation, "found": found, "standing": standing})


@require_POST
@signed_in
def diligence_keep(request: HttpRequest, number: str) -> HttpResponse:
    """Keep the checklist as it stands now."""
    organisation = get_object_or_404(queries.organisations(), bin=number)
    snapshot = diligence.keep(organisation=organisation, by=request.user)
    messages.success(request, _("The checklist is kept as it stands now."))
    return redirect(snapshot)


@require_safe
@signed_in
def snapshot_list(request: HttpRequest, number: str) -> HttpResponse:
    """Checklists that were kept, newest first."""
    organisation = get_object_or_404(queries.organisations(), bin=number)
    oversight.check_can_see(request.user, organisation)
    rows = DiligenceSnapshot.objects.visible_to(request.user).filter(organisation=organisation)
    context = {"ngo": organisation, "snapshots": rows.select_related("taken_by").defer("lines")[:200]}
    return render(request, "registry/snapshot_list.html", context)


@require_safe
@signed_in
def snapshot_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A checklist as it was."""
    rows = DiligenceSnapshot.objects.visible_to(request.user).select_related("organisation", "taken_by")
    return render(request, "registry/snapshot_detail.html", {"snapshot": get_object_or_404(rows, pk=pk)})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def flag_create(request: HttpRequest, number: str) -> HttpResponse:
    """An officer enters an observation."""
    organisation = get_object_or_404(queries.organisations(), bin=number)
    oversight.check_can_decide(request.user, organisation)
    form = FlagForm(typed.posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(flags.open_note(organisation=organisation, by=request.user, **form.cleaned_data))
        except Invalid as refusal:
            for fault in refusal.faults:
                form.add_error(fault.field, str(fault.message))
    return render(request, "registry/flag_create.html", {"ngo": organisation, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def flag_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """An observation with its history; officers change it, the organisation answers."""
    flag = get_object_or_404(flag_pages(request.user), pk=pk)
    standing = oversight.standing(request.user, flag.organisation)
    form = step_form(request, oversight.flag_steps(flag, standing))
    if is_done(request, form, partial(_act, request, flag)):
        return redirect(flag)
    return render(request, "registry/flag_detail.html", {"flag": flag, "form": form})


def _act(request: HttpRequest, flag: Flag, step: str, text: str) -> None:
    if step == "answer":
        flags.answer(flag=flag, text=text, by=request.user)
    else:
        flags.move(flag=flag, step=step, reason=text, by=request.user)
