"""A person's saved searches."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts import typed
from foundation.accounts.models import User
from foundation.accounts.typed import signed_in
from foundation.core.errors import Invalid
from foundation.core.forms import add_faults
from foundation.searches import actions, lists, queries
from foundation.searches.forms import SaveForm
from foundation.searches.models import SavedSearch


def _own(request: HttpRequest, pk: int) -> SavedSearch:
    return get_object_or_404(SavedSearch.objects.visible_to(cast("User", request.user)).defer("known"), pk=pk)


@never_cache
@require_safe
@signed_in
def search_list(request: HttpRequest) -> HttpResponse:
    """My searches: what each looks for, and what it has found since."""
    context = {"lines": queries.lines(request.user), "limit": actions.LIMIT}
    return render(request, "searches/search_list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def search_save(request: HttpRequest, code: str) -> HttpResponse:
    """Give the filters in the address a name."""
    listed = lists.known(code)
    if listed is None:
        raise Http404
    form = SaveForm(typed.posted(request))
    asked = queries.understood(listed, request.GET.urlencode())
    if request.method == "POST" and form.is_valid() and _saved(request, form, listed, asked.query):
        return redirect("searches:search-list")
    context = {"form": form, "listed": listed, "asked": asked, "back": queries.address(listed, asked.query)}
    return render(request, "searches/search_save.html", context)


def _saved(request: HttpRequest, form: SaveForm, listed: Any, query: str) -> bool:
    try:
        actions.save(listed=listed, query=query, name=form.cleaned_data["name"], by=cast("User", request.user))
    except Invalid as refusal:
        add_faults(form, refusal.faults)
        return False
    messages.success(request, _("The search is saved. You are told when it finds something new."))
    return True


@never_cache
@require_safe
@signed_in
def search_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What one search has found since it was saved."""
    search = _own(request, pk)
    context = {"line": queries.line(search), "found": queries.found(search, request.user), "most": queries.SHOWN}
    return render(request, "searches/search_detail.html", context)


@require_POST
@signed_in
def search_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep it no more."""
    actions.delete(search=_own(request, pk), by=cast("User", request.user))
    messages.success(request, _("The search is deleted."))
    return redirect("searches:search-list")
