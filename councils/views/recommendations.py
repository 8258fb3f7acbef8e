"""Recommendations and replies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from councils.actions import recommendations as actions
from councils.forms.recommendations import FilterForm, RecommendationForm, ReplyForm, ResultForm, ReturnForm
from councils.models import Recommendation
from councils.queries import recommendations as queries
from councils.queries.body_marks import lines
from councils.rules import councils as council_rules
from councils.rules import recommendations as rules
from councils.views.councils import READ_AND_WRITE, served_council
from councils.workflow import RECOMMENDATION
from foundation.accounts.typed import posted, signed_in
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.errors import Invalid
from foundation.core.forms import add_faults
from foundation.core.permissions import allowed

Step = tuple[Callable[..., Any], Any]


def recommendation_of(request: HttpRequest, slug: str, number: int) -> Recommendation:
    return get_object_or_404(Recommendation.objects.visible_to(request.user), council__slug=slug, number=number)


@require_safe
def recommendation_list(request: HttpRequest) -> HttpResponse:
    """The public table: what was asked, of whom, and what came back."""
    form = FilterForm(request.GET)
    today = local_date(clock.now())
    context = {
        "form": form,
        "today": today,
        "page": queries.page_of(request.user, form.asked(), today, request.GET.get("before", "")),
    }
    return render(request, "councils/recommendation_list.html", context)


@require_safe
def body_marks(request: HttpRequest) -> HttpResponse:
    """How each body answers."""
    context = {"lines": lines(local_date(clock.now()))}
    return render(request, "councils/body_marks.html", context)


@require_safe
def recommendation_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One recommendation: words, day of the reply, replies, result."""
    one = recommendation_of(request, slug, number)
    context = {
        "one": one,
        "council": one.council,
        "replies": list(one.replies.all()),
        "today": local_date(clock.now()),
        "serves": allowed(council_rules.check_serves, request.user, one.council),
        "replies_for": allowed(rules.check_replies, request.user, one.addressee),
        "steps": [step.name for step in RECOMMENDATION.allowed(one.status)],
    }
    return render(request, "councils/recommendation_detail.html", context)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def recommendation_write(request: HttpRequest, slug: str) -> HttpResponse:
    """Write one recommendation to one body."""
    council = served_council(request, slug)
    form = RecommendationForm(posted(request), council=council, initial={"motion": request.GET.get("motion")})
    if request.method == "POST" and form.is_valid():
        try:
            one = actions.write(council=council, by=request.user, **form.cleaned_data)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The recommendation is written. Read it once more, then send it."))
            return redirect(one)
    return render(request, "councils/recommendation_form.html", {"form": form, "council": council})


@require_POST
@signed_in
def recommendation_send(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Send it."""
    one = actions.send(recommendation=recommendation_of(request, slug, number), by=request.user)
    messages.success(request, _("The recommendation is sent; the body is told until when to reply."))
    return redirect(one)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def recommendation_reply(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The body's reply."""
    one = recommendation_of(request, slug, number)
    rules.check_replies(request.user, one.addressee)
    return _page(request, one, ReplyForm(posted(request)), (actions.reply, _("Reply")))


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def recommendation_return(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The reply was no answer."""
    one = recommendation_of(request, slug, number)
    council_rules.check_serves(request.user, one.council)
    return _page(request, one, ReturnForm(posted(request)), (actions.return_reply, _("Return the reply")))


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def recommendation_finish(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What came of it."""
    one = recommendation_of(request, slug, number)
    rules.check_replies(request.user, one.addressee)
    return _page(request, one, ResultForm(posted(request)), (actions.finish, _("It is done")))


def _page(request: HttpRequest, one: Recommendation, form: Any, step: Step) -> HttpResponse:
    """A small form beside the recommendation, and the action that takes it."""
    action, heading = step
    if request.method == "POST" and form.is_valid():
        try:
            action(recommendation=one, by=request.user, **form.cleaned_data)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The changes are saved."))
            return redirect(one)
    context = {"one": one, "council": one.council, "form": form, "heading": heading}
    return render(request, "councils/recommendation_step.html", context)
