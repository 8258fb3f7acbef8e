"""Standards of services."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core.errors import Invalid
from foundation.core.forms import add_faults
from foundation.core.permissions import allowed
from registry.rules import roles
from socialorder.actions.standards import standards as actions
from socialorder.forms.plans import ApproveForm, CriterionFormSet, NewStandardForm, StandardForm
from socialorder.forms.shared import PlaceFilterForm
from socialorder.models import Standard
from socialorder.queries import standards as queries
from socialorder.rules.offices import check_serves
from socialorder.rules.standards import CRITERION
from socialorder.views.shared import READ_AND_WRITE, step_page, typed_form


def _standard(request: HttpRequest, code: str, version: int) -> Standard:
    return get_object_or_404(Standard.objects.visible_to(request.user), code=code, version=version)


@require_safe
def standard_list(request: HttpRequest) -> HttpResponse:
    """Standards in force."""
    form = PlaceFilterForm(request.GET)
    context = {
        "form": form,
        "standards": queries.listed(request.user, form.asked()),
        "may_write": roles.offices_of(request.user).exists(),
    }
    return render(request, "socialorder/standard_list.html", context)


@require_safe
def standard_detail(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """One version."""
    standard = _standard(request, code, version)
    context = {
        "standard": standard,
        "criteria": list(standard.criteria.all()),
        "versions": queries.versions_of(request.user, standard),
        "serves": allowed(check_serves, request.user, standard.body),
    }
    return render(request, "socialorder/standard_detail.html", context)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def standard_write(request: HttpRequest) -> HttpResponse:
    """A new standard, or the next version of one."""
    roles.check_is_officer(request.user)
    form = typed_form(request, NewStandardForm, bodies=roles.offices_of(request.user))
    rows = CriterionFormSet(typed.posted(request), prefix="criteria")

    def act() -> Any:
        given = form.cleaned_data
        return actions.write(
            body=given["body"], code=given["code"], values=form.values(), criteria=_criteria(rows), by=request.user
        )

    return _form_page(request, form, rows, act)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def standard_edit(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """Change a draft."""
    standard = _standard(request, code, version)
    check_serves(request.user, standard.body)
    form = StandardForm(typed.posted(request), initial=StandardForm.initial_of(standard))
    initial = [{name: getattr(row, name) for name in CRITERION} for row in standard.criteria.all()]
    rows = CriterionFormSet(typed.posted(request), prefix="criteria", initial=initial)

    def act() -> Any:
        return actions.change(standard=standard, values=form.values(), criteria=_criteria(rows), by=request.user)

    return _form_page(request, form, rows, act)


def _criteria(rows: Any) -> list[dict[str, str]]:
    return [row.cleaned_data for row in rows.forms if row.cleaned_data.get("text_kk")]


def _form_page(request: HttpRequest, form: Any, rows: Any, act: Any) -> HttpResponse:
    status = 422 if request.method == "POST" and not rows.rows_changed else 200
    if request.method == "POST" and rows.is_valid() and form.is_valid():
        try:
            standard = act()
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The draft is saved. It counts when an order approves it."))
            return redirect(standard)
    return render(request, "socialorder/standard_form.html", {"form": form, "rows": rows}, status=status)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def standard_approve(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """In force by an order."""
    standard = _standard(request, code, version)
    check_serves(request.user, standard.body)
    form = typed_form(request, ApproveForm)

    def act() -> Any:
        return actions.approve(standard=standard, by=request.user, **form.cleaned_data)

    context = {"heading": _("Approve the standard"), "button": _("Approve"), "caption": str(standard)}
    return step_page(request, form, act, context=context, done=_("The standard is in force."))
