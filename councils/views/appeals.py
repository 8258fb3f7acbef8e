"""The public reception of a council."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from councils.actions import appeals as actions
from councils.forms.work import AppealForm, PublishForm, SettleForm
from councils.models import Appeal
from councils.queries.paging import cut
from councils.queries.voices import reception_of
from councils.queries.work import own_appeals
from councils.rules import voices as rules
from councils.rules.councils import check_serves
from councils.views.councils import READ_AND_WRITE, council_of
from councils.views.stepping import Asked, ask
from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.errors import Invalid
from foundation.core.forms import add_faults
from foundation.core.permissions import allowed


def appeal_of(request: HttpRequest, slug: str, number: int) -> Appeal:
    """The appeal, for its author and the secretariat; for everybody else it does not exist."""
    return get_object_or_404(Appeal.objects.visible_to(request.user), council__slug=slug, number=number)


@require_safe
def reception(request: HttpRequest, slug: str) -> HttpResponse:
    """What people wrote to the council and were answered, as far as they agreed; one's own; for the secretariat all."""
    council = council_of(request, slug)
    serves = allowed(check_serves, request.user, council)
    appeals: Any = Appeal.objects
    rows = appeals.visible_to(request.user) if serves else appeals.public()
    context = {
        "council": council,
        "page": cut(rows.filter(council=council), request.GET.get("before", "")),
        "counts": reception_of(council, local_date(clock.now())),
        "own": [] if serves else own_appeals(request.user, council),
        "serves": serves,
        "today": local_date(clock.now()),
    }
    return render(request, "councils/reception.html", context)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def appeal_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Write to the council."""
    council = council_of(request, slug)
    form = AppealForm(typed.posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            appeal = actions.send(council=council, by=request.user, **form.cleaned_data)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("Your appeal is sent. A message tells you when it is answered."))
            return redirect(appeal)
    asked = Asked(council, form, _("Write to the council"), council.get_absolute_url(), council)
    return render(request, "councils/work_step.html", {"asked": asked, "council": council, "form": form})


@never_cache
@require_safe
@signed_in
def appeal_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One appeal whole, for its author and the secretariat."""
    appeal = appeal_of(request, slug, number)
    context = {
        "appeal": appeal,
        "council": appeal.council,
        "today": local_date(clock.now()),
        "serves": allowed(check_serves, request.user, appeal.council),
        "may_publish": allowed(rules.check_can_publish, request.user, appeal),
    }
    return render(request, "councils/appeal_detail.html", context)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def appeal_answer(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Answer it, or say why it is not considered."""
    appeal = appeal_of(request, slug, number)
    check_serves(request.user, appeal.council)
    form = SettleForm(typed.posted(request))
    asked = Asked(
        appeal.council, form, _("Answer the appeal"), appeal.get_absolute_url(), appeal.topic, quoted=appeal.text
    )
    return ask(
        request,
        asked,
        lambda **given: actions.settle(appeal=appeal, by=request.user, **given),
        _("The author is told."),
    )


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def appeal_publish(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Publish it without anything that tells who wrote."""
    appeal = appeal_of(request, slug, number)
    rules.check_can_publish(request.user, appeal)
    words = {"public_topic": appeal.topic, "public_text": appeal.text, "public_answer": appeal.answer}
    intro = _(
        "Take out names, addresses, places of work and whatever else tells who wrote. Nobody checks it after you."
    )
    form = PublishForm(typed.posted(request), initial=words)
    asked = Asked(
        appeal.council, form, _("Publish the appeal"), appeal.get_absolute_url(), f"№ {appeal.number}", intro=intro
    )
    return ask(
        request,
        asked,
        lambda **given: actions.publish(appeal=appeal, by=request.user, **given),
        _("The appeal is published."),
    )
