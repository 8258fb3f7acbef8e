"""Guards of pages on which nothing typed may be kept by the portal in a readable form (docs/adr/0037)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from socialorder.models import Bid
from socialorder.scoring import boxes

View = Callable[..., HttpResponse]
KEPT_SECONDS = 120 * 24 * 3600


def kept_nowhere(view: View) -> View:
    """Let only signed-in people in. Unlike ``signed_in`` it keeps nothing of a POST whose session has ended: the browser
    keeps what was typed on the person's own device."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.headers.get("X-Autosave"):
            return JsonResponse({"message": _("Your session has ended. Sign in again; your text is kept.")}, status=401)
        return redirect_to_login(request.get_full_path())

    return guarded


def key_of(request: HttpRequest, bid: Bid) -> bytes | None:
    """The key of the draft that this browser keeps; None when it has none, or not a whole one."""
    try:
        return boxes.from_code(request.COOKIES.get(_name(bid), ""))
    except boxes.NotOpened:
        return None


def remember_key(response: HttpResponse, bid: Bid, key: bytes) -> HttpResponse:
    """Let this browser keep the key; scripts cannot read it, and it goes to the portal alone."""
    response.set_cookie(
        _name(bid),
        boxes.as_code(key),
        max_age=KEPT_SECONDS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Strict",
    )
    return response


def _name(bid: Bid) -> str:
    return f"bid-{bid.pk}"
