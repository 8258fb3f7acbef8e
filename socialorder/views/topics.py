"""Topics of a plan."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.errors import Invalid
from foundation.core.forms import ReasonForm, add_faults
from foundation.core.permissions import allowed
from socialorder.actions.plans import topics as actions
from socialorder.forms.plans import CommentForm, IndicatorFormSet, TopicForm, indicators_of
from socialorder.models import Topic
from socialorder.queries import needs as need_queries
from socialorder.queries import plans as queries
from socialorder.queries import reviews as review_queries
from socialorder.rules import plans as rules
from socialorder.rules.offices import check_serves
from socialorder.views.plans import served_plan
from socialorder.views.shared import READ_AND_WRITE, step_page, typed_form


def visible_topic(request: HttpRequest, pk: int) -> Topic:
    return get_object_or_404(Topic.objects.visible_to(request.user).with_lots(), pk=pk)


@never_cache
@require_safe
def topic_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A topic: what, for whom, what it costs and why, the needs behind it, the discussion."""
    return topic_page(request, visible_topic(request, pk), CommentForm(typed.take(request)))


def topic_page(request: HttpRequest, topic: Topic, form: Any, status: int = 200) -> HttpResponse:
    serves = allowed(check_serves, request.user, topic.plan.body)
    context = {
        "topic": topic,
        "comparison": queries.comparison(topic),
        "before": review_queries.before(topic),
        "needs": need_queries.with_places(list(topic.needs.public().with_support().select_related("region"))),
        "lots": list(topic.lots.select_related("tender").exclude(tender__announced_at=None).order_by("pk")),
        "comments": queries.comments_of(topic, request.user, is_officer=serves),
        "serves": serves,
        "may_comment": allowed(rules.check_can_comment, request.user, topic, local_date(clock.now())),
        "form": form,
    }
    return render(request, "socialorder/topic_detail.html", context, status=status)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def topic_add(request: HttpRequest, body: str, year: int) -> HttpResponse:
    """A new topic."""
    plan = served_plan(request, body, year)
    form = typed_form(request, TopicForm, plan=plan, initial={"region": plan.body.region})
    rows = IndicatorFormSet(typed.posted(request), prefix="indicators")

    def act() -> Any:
        return actions.add(plan=plan, by=request.user, **_given(form, rows))

    return _form_page(request, form, rows, act, {"plan": plan})


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def topic_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a topic."""
    topic = visible_topic(request, pk)
    check_serves(request.user, topic.plan.body)
    form = TopicForm(typed.posted(request), plan=topic.plan, initial=TopicForm.initial_of(topic))
    rows = IndicatorFormSet(typed.posted(request), prefix="indicators", initial=indicators_of(topic))

    def act() -> Any:
        return actions.change(topic=topic, by=request.user, **_given(form, rows))

    return _form_page(request, form, rows, act, {"plan": topic.plan, "topic": topic})


def _given(form: Any, rows: Any) -> dict[str, Any]:
    given = form.cleaned_data
    indicators = [row.cleaned_data for row in rows.forms if row.cleaned_data.get("name_kk")]
    return {
        "values": form.values(),
        "place": given["place"],
        "indicators": indicators,
        "reason": given.get("reason", ""),
    }


def _form_page(request: HttpRequest, form: Any, rows: Any, act: Any, context: dict[str, Any]) -> HttpResponse:
    status = 422 if request.method == "POST" and not rows.rows_changed else 200
    if request.method == "POST" and rows.is_valid() and form.is_valid():
        try:
            topic = act()
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The topic is saved."))
            return redirect(topic)
    return render(request, "socialorder/topic_form.html", {"form": form, "rows": rows, **context}, status=status)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def topic_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it out of the plan."""
    topic = visible_topic(request, pk)
    check_serves(request.user, topic.plan.body)
    form = typed_form(request, ReasonForm, needed=False)

    def act() -> Any:
        return actions.drop(topic=topic, by=request.user, **form.cleaned_data)

    context = {"heading": _("Drop the topic from the plan"), "button": _("Drop it"), "caption": str(topic)}
    return step_page(request, form, act, context=context, done=_("The topic is dropped."))
