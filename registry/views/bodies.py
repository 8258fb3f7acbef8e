"""State bodies."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.typed import posted, signed_in
from foundation.core.errors import Invalid
from foundation.core.forms import add_faults
from foundation.core.permissions import allowed
from registry.actions import bodies
from registry.forms.people import BodyChangeForm, BodyFilterForm, BodyForm, NewBodyForm
from registry.models import Body
from registry.queries import people as reads
from registry.rules import api_clients, people


@require_safe
def body_list(request: HttpRequest) -> HttpResponse:
    """All bodies, by name; filters are in the address."""
    form = BodyFilterForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    context = {
        "form": form,
        "asked": asked,
        "page": reads.bodies(asked, request.GET.get("after", "")[:50].replace("\0", "")),
        "may_create": allowed(people.check_can_edit_body, request.user),
    }
    return render(request, "registry/body_list.html", context)


@require_safe
def body_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One body."""
    body = get_object_or_404(Body.objects.visible_to(request.user), code=code)
    context = {
        "body": body,
        "may_edit": allowed(people.check_can_edit_body, request.user),
        "may_manage_systems": allowed(api_clients.check_can_manage, request.user, body),
        "may_see_people": allowed(people.check_can_see_people, request.user, body),
    }
    return render(request, "registry/body_detail.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def body_create(request: HttpRequest) -> HttpResponse:
    """Enter a body."""
    people.check_can_edit_body(request.user)
    form = NewBodyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            body = bodies.create(values=form.values(), by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The body is entered. Invite its first officer now."))
            return redirect("registry:body-people", body.code)
    return render(request, "registry/body_form.html", {"form": form})


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def body_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change facts of a body."""
    people.check_can_edit_body(request.user)
    body = get_object_or_404(Body.objects.visible_to(request.user), code=code)
    form = BodyChangeForm(posted(request), initial=BodyForm.initial_of(body))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            bodies.update(body=body, values=form.values(), reason=reason, by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The changes are saved."))
            return redirect(body)
    return render(request, "registry/body_form.html", {"form": form, "body": body})
