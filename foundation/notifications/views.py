"""A person's own messages."""

from __future__ import annotations

from typing import cast

from django.contrib import messages as banners
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.models import User
from foundation.accounts.typed import posted, signed_in
from foundation.notifications import actions, queries
from foundation.notifications.forms import MailChoicesForm
from foundation.notifications.models import Message

KEY_DIGITS_MAX = 18


def _person(request: HttpRequest) -> User:
    return cast("User", request.user)


@never_cache
@require_safe
@signed_in
def message_list(request: HttpRequest) -> HttpResponse:
    """Newest first; ``?before=`` is the key of the page."""
    key = request.GET.get("before", "")
    before = int(key) if key.isdecimal() and len(key) <= KEY_DIGITS_MAX else None
    return render(request, "notifications/message_list.html", {"page": queries.page(_person(request), before)})


@never_cache
@require_safe
@signed_in
def message_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One message; opening it is reading it."""
    message = Message.objects.visible_to(_person(request)).filter(pk=pk).first()
    if message is None:
        raise Http404
    actions.mark_read(message=message, by=_person(request))
    return render(request, "notifications/message_detail.html", {"message": message})


@require_POST
@signed_in
def message_read_all(request: HttpRequest) -> HttpResponse:
    actions.mark_all_read(by=_person(request))
    return redirect("notifications:message-list")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def preferences(request: HttpRequest) -> HttpResponse:
    """By topic: at once, once a day, never."""
    form = MailChoicesForm(posted(request), choices=queries.mail_choices(_person(request)))
    if request.method == "POST" and form.is_valid():
        actions.choose_mail(choices=form.cleaned_data, by=_person(request))
        banners.success(request, _("Saved: how you get mail."))
        return redirect("notifications:message-list")
    return render(request, "notifications/preferences.html", {"form": form})
