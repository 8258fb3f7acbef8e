"""Commissions of a council, and the end of a term."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from councils.actions import commissions as actions
from councils.actions import councils
from councils.forms.life import CommissionForm
from councils.models import Commission, Council
from councils.views.acting import done
from councils.views.councils import READ_AND_WRITE, served_council
from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core.forms import ReasonForm


def _commission(council: Council, pk: int) -> Commission:
    rows = Commission.objects.filter(term__council=council, dissolved_on=None)
    return get_object_or_404(rows.select_related("term__council", "chair"), pk=pk)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def term_end(request: HttpRequest, slug: str) -> HttpResponse:
    """End the work of the composition before the next one sits."""
    council = served_council(request, slug)
    term = get_object_or_404(council.terms, status="sitting")
    form = ReasonForm(typed.posted(request), needed=False)
    if done(
        request,
        form,
        lambda: councils.end_term(term=term, by=request.user, **form.cleaned_data),
        _("The term is ended."),
    ):
        return redirect(council)
    return render(request, "councils/term_end.html", {"form": form, "council": council, "term": term})


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def commission_form(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter a commission that the council has formed."""
    council = served_council(request, slug)
    form = CommissionForm(typed.posted(request), council=council)
    if done(
        request,
        form,
        lambda: actions.form(council=council, by=request.user, **form.values()),
        _("The commission is entered."),
    ):
        return redirect(f"{council.get_absolute_url()}#commissions")
    return render(request, "councils/commission_form.html", {"form": form, "council": council})


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def commission_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change names, chair and members."""
    council = served_council(request, slug)
    commission = _commission(council, pk)
    form = CommissionForm(typed.posted(request), council=council, initial=CommissionForm.initial_of(commission))
    if done(
        request,
        form,
        lambda: actions.change(commission=commission, by=request.user, **form.values()),
        _("The changes are saved."),
    ):
        return redirect(f"{council.get_absolute_url()}#commissions")
    context = {"form": form, "council": council, "commission": commission}
    return render(request, "councils/commission_form.html", context)


@require_POST
@signed_in
def commission_dissolve(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The commission works no more."""
    council = served_council(request, slug)
    actions.dissolve(commission=_commission(council, pk), by=request.user)
    return redirect(f"{council.get_absolute_url()}#commissions")
