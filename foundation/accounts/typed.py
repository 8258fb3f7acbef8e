"""What a person had typed when the session ended: kept through signing in again, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils.translation import gettext as _

SESSION_KEY = "typed"
TAKEN = "typed_before"  # on the request
MAX_BYTES = 1024 * 1024

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Let only signed-in people in. A POST of somebody whose session has ended is kept until they are back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.headers.get("X-Autosave"):
            return JsonResponse({"message": _("Your session has ended. Sign in again; your text is kept.")}, status=401)
        if request.method == "POST":
            keep(request)
        return redirect_to_login(request.get_full_path())

    return guarded


def keep(request: HttpRequest) -> None:
    """Remember the posted fields (not files) of this page in the session."""
    data = request.POST.copy()
    data.pop("csrfmiddlewaretoken", None)
    encoded = data.urlencode()
    if encoded and len(encoded) <= MAX_BYTES:
        request.session[SESSION_KEY] = {"path": request.path, "data": encoded}


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form begins with: what was sent now, or typed here before the session ended; None when it is fresh."""
    return request.POST if request.method == "POST" else take(request)


def take(request: HttpRequest) -> QueryDict | None:
    """What was typed on this page before signing in; None when there is nothing.

    Shown in one answer and then gone: the forms of one page may each ask for it.
    """
    if TAKEN not in request.__dict__:
        request.__dict__[TAKEN] = _taken(request)
    taken: QueryDict | None = request.__dict__[TAKEN]
    return taken


def _taken(request: HttpRequest) -> QueryDict | None:
    kept = request.session.get(SESSION_KEY)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[SESSION_KEY]
    messages.warning(
        request, _("Your session had ended. What you had typed is here again, not saved yet: please save it.")
    )
    return QueryDict(kept["data"])
