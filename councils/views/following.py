"""Following a council."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from councils.actions import followers as actions
from councils.queries.life import followed_by
from councils.views.councils import council_of
from foundation.accounts.models import User
from foundation.accounts.typed import signed_in


@never_cache
@require_safe
@signed_in
def followed_list(request: HttpRequest) -> HttpResponse:
    """Councils that I follow, each with its button to end it."""
    return render(request, "councils/followed_list.html", {"rows": followed_by(request.user)})


@require_POST
@signed_in
def council_follow(request: HttpRequest, slug: str) -> HttpResponse:
    """Be told of what the council does."""
    council = council_of(request, slug)
    actions.follow(council=council, by=cast("User", request.user))
    messages.success(request, _("You are told of new meetings, recommendations and competitions of this council."))
    return redirect(council)


@require_POST
@signed_in
def council_unfollow(request: HttpRequest, slug: str) -> HttpResponse:
    """Be told no more."""
    council = council_of(request, slug)
    actions.unfollow(council=council, by=cast("User", request.user))
    messages.success(request, _("You are told no more of this council."))
    return redirect("councils:followed-list" if request.POST.get("back") == "list" else council)
