"""Keys of the systems of a state body: for its officers."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.api.models import ApiClient, Delivery, Webhook
from foundation.core.errors import Invalid
from foundation.core.forms import add_faults
from registry.actions import api_clients
from registry.forms.systems import RevokeForm, SystemForm, TermsForm, WebhookForm
from registry.models import Body
from registry.queries import systems
from registry.rules import api_clients as rules


def _body(request: HttpRequest, code: str) -> Body:
    body = get_object_or_404(Body.objects.visible_to(request.user), code=code)
    rules.check_can_manage(request.user, body)
    return body


def _system(request: HttpRequest, code: str, pk: int) -> tuple[Body, ApiClient]:
    body = _body(request, code)
    return body, get_object_or_404(systems.systems_of(body), pk=pk)


@never_cache
@signed_in
@require_safe
def system_list(request: HttpRequest, code: str) -> HttpResponse:
    """All keys of a body with their last use."""
    body = _body(request, code)
    return render(request, "registry/system_list.html", {"body": body, "systems": systems.systems_of(body)})


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def system_create(request: HttpRequest, code: str) -> HttpResponse:
    """Open a key; its secret is shown on the page that follows, and never again."""
    body = _body(request, code)
    form = SystemForm(typed.posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            client, secret = api_clients.open_client(
                body=body, name=form.cleaned_data["name"], **form.terms(), by=request.user
            )
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            return _secret(request, body, client, secret)
    return render(request, "registry/system_form.html", {"body": body, "form": form})


def _secret(request: HttpRequest, body: Body, client: ApiClient, secret: str, webhook: Any = None) -> HttpResponse:
    context = {"body": body, "system": client, "secret": secret, "webhook": webhook}
    return render(request, "registry/system_secret.html", context)


@never_cache
@signed_in
@require_safe
def system_detail(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One key: what it may, when it was used, where its system is told of changes."""
    body, client = _system(request, code, pk)
    context = {"body": body, "system": client, "told": systems.messages_of(client), "form": RevokeForm()}
    return render(request, "registry/system_detail.html", context)


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def system_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Other scopes, another end."""
    body, client = _system(request, code, pk)
    form = TermsForm(typed.posted(request), initial=TermsForm.initial_of(client))
    if request.method == "POST" and form.is_valid():
        try:
            api_clients.change(client=client, **form.terms(), by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The changes are saved. The system needs a new token."))
            return redirect("registry:system-detail", body.code, client.pk)
    return render(request, "registry/system_form.html", {"body": body, "form": form, "system": client})


@never_cache
@signed_in
@require_POST
def system_rotate(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A new secret."""
    body, client = _system(request, code, pk)
    return _secret(request, body, client, api_clients.rotate(client=client, by=request.user))


@signed_in
@require_POST
def system_revoke(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """End a key."""
    body, client = _system(request, code, pk)
    form = RevokeForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    api_clients.revoke(client=client, reason=reason, by=request.user)
    messages.success(request, _("The key is revoked. The system cannot do anything any more."))
    return redirect("registry:system-detail", body.code, client.pk)


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def webhook_create(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Tell the system at an address what changes."""
    body, client = _system(request, code, pk)
    form = WebhookForm(typed.posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            webhook, secret = api_clients.open_webhook(client=client, **form.cleaned_data, by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            return _secret(request, body, client, secret, webhook)
    return render(
        request, "registry/system_form.html", {"body": body, "form": form, "system": client, "is_webhook": True}
    )


@never_cache
@signed_in
@require_POST
def webhook_rotate(request: HttpRequest, code: str, pk: int, webhook: uuid.UUID) -> HttpResponse:
    """A new secret for messages."""
    body, client = _system(request, code, pk)
    found, secret = api_clients.rotate_webhook(webhook=_of(client.webhooks, webhook), by=request.user)
    return _secret(request, body, client, secret, found)


@signed_in
@require_POST
def webhook_stop(request: HttpRequest, code: str, pk: int, webhook: uuid.UUID) -> HttpResponse:
    """No more messages to an address."""
    return _done(request, code, pk, lambda client: api_clients.stop_webhook(
        webhook=_of(client.webhooks, webhook), by=request.user,
    ))  # fmt: skip


@signed_in
@require_POST
def delivery_repeat(request: HttpRequest, code: str, pk: int, delivery: uuid.UUID) -> HttpResponse:
    """Send a message again."""
    return _done(request, code, pk, lambda client: api_clients.repeat_delivery(
        delivery=_of(Delivery.objects.filter(webhook__client=client), delivery), by=request.user,
    ))  # fmt: skip


def _of(rows: Any, pk: uuid.UUID) -> Any:
    return get_object_or_404(rows, pk=pk)


def _done(request: HttpRequest, code: str, pk: int, act: Callable[[ApiClient], Webhook | Delivery]) -> HttpResponse:
    body, client = _system(request, code, pk)
    act(client)
    messages.success(request, _("The change is saved."))
    return redirect("registry:system-detail", body.code, client.pk)
