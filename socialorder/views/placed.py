"""Orders placed on the national procurement portal: the list, one of them, and whether it is known already."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.typed import signed_in
from foundation.core.permissions import allowed
from socialorder.actions.placed import ledger
from socialorder.choices.placed import Twin
from socialorder.forms.placed import CompareForm, PlacedFilterForm
from socialorder.forms.shared import number_of
from socialorder.models import PlacedOrder
from socialorder.queries import placed as queries
from socialorder.rules import placed as rules
from socialorder.views.shared import READ_AND_WRITE, step_page, typed_form


@require_safe
def placed_list(request: HttpRequest) -> HttpResponse:
    """Everybody reads them, each with its source."""
    form = PlacedFilterForm(request.GET)
    page = queries.page_of(request.user, form.asked(), number_of(request.GET.get("page", "")))
    context = {"form": form, "page": page, "may_load": allowed(rules.check_can_load, request.user)}
    return render(request, "socialorder/placed_list.html", context)


@require_safe
def placed_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One order with its source."""
    order = get_object_or_404(PlacedOrder.objects.visible_to(request.user), pk=pk)
    may = order.twin == Twin.ASKED and allowed(rules.check_can_compare, request.user, order)
    return render(request, "socialorder/placed_detail.html", {"order": order, "may_compare": may})


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def placed_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether the ledger knows it already."""
    order = get_object_or_404(PlacedOrder.objects.visible_to(request.user), pk=pk)
    rules.check_can_compare(request.user, order)
    form = typed_form(request, CompareForm)

    def act() -> Any:
        told = form.cleaned_data
        return ledger.decide(order=order, is_same=told["answer"], reason=told["reason"], by=request.user)

    context = {"order": order}
    done = _("Your answer is kept.")
    return step_page(request, form, act, context=context, done=done, template="socialorder/placed_compare.html")
