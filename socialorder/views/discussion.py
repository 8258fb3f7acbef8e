"""The public discussion of topics."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from foundation.accounts.typed import signed_in
from foundation.core.errors import Invalid
from foundation.core.forms import ReasonForm, add_faults
from socialorder.actions.plans import comments as actions
from socialorder.forms.plans import AnswerForm, CommentForm
from socialorder.models import Topic, TopicComment
from socialorder.rules.offices import check_serves
from socialorder.views.shared import READ_AND_WRITE, step_page, typed_form
from socialorder.views.topics import topic_page, visible_topic


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def comment_make(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a comment. A GET (after signing in) goes back to the topic."""
    topic, form = visible_topic(request, pk), CommentForm(request.POST)
    if request.method != "POST":
        return redirect(topic)
    if form.is_valid():
        try:
            actions.comment(topic=topic, text=form.cleaned_data["text"], by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("Your comment is published. You get a message when it is answered."))
            return redirect(topic)
    return topic_page(request, topic, form, status=422)


def _comment(request: HttpRequest, pk: int) -> TopicComment:
    """A comment on a topic of a body that the person serves; raises NotPermitted."""
    visible = TopicComment.objects.filter(topic__in=Topic.objects.visible_to(request.user))
    comment = get_object_or_404(visible.select_related("topic__plan__body", "author"), pk=pk)
    check_serves(request.user, comment.topic.plan.body)
    return comment


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def comment_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The body's answer."""
    comment = _comment(request, pk)
    form = typed_form(request, AnswerForm)

    def act() -> Any:
        return actions.answer(comment=comment, by=request.user, **form.cleaned_data)

    context = {"heading": _("Answer the comment"), "button": _("Publish the answer"), "quote": comment.text}
    context |= {"back": comment.topic.get_absolute_url(), "caption": str(comment.topic)}
    return step_page(request, form, act, context=context, done=_("The answer is published."))


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def comment_hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Hide it from the public."""
    comment = _comment(request, pk)
    form = typed_form(request, ReasonForm, needed=False)

    def act() -> Any:
        return actions.hide(comment=comment, by=request.user, **form.cleaned_data)

    context = {"heading": _("Hide the comment from the public"), "button": _("Hide it"), "quote": comment.text}
    context |= {"back": comment.topic.get_absolute_url(), "caption": str(comment.topic)}
    return step_page(request, form, act, context=context, done=_("The comment is hidden."))
