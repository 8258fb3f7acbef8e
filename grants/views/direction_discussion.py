"""The public discussion: a direction with its comments, support, official answers; and a direction through the years."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core import clock
from foundation.core.errors import Invalid
from foundation.core.permissions import allowed
from grants.actions import direction_comments, listed_directions
from grants.forms import directions as forms_of
from grants.models import Direction, DirectionComment, DirectionList, ListedDirection
from grants.queries import directions as queries
from grants.queries.direction_effect import known_years
from grants.rules import directions as rules
from grants.views.directions import visible_list
from registry.rules.roles import EDITORS, organisations_of


def visible_direction(request: HttpRequest, pk: int) -> ListedDirection:
    """A direction of a list that this reader may see."""
    lists = DirectionList.objects.visible_to(request.user)
    rows = ListedDirection.objects.filter(list__in=lists)
    return get_object_or_404(rows.select_related("list__body", "direction", "sphere", "region"), pk=pk)


def visible_comment(request: HttpRequest, pk: int) -> DirectionComment:
    """A comment, for an officer of the body; raises NotPermitted."""
    rows = DirectionComment.objects.visible_to(request.user).select_related("list__body", "author", "direction")
    comment = get_object_or_404(rows, pk=pk)
    rules.check_can_run(request.user, comment.list.body)
    return comment


@require_safe
def direction_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A direction: its words, support, comments with their answers, and what came of it the year before."""
    listed = visible_direction(request, pk)
    return render(request, "grants/direction_detail.html", _discussion(request, listed, None))


def _discussion(request: HttpRequest, listed: ListedDirection, form: Any) -> dict[str, Any]:
    is_discussed = allowed(rules.check_is_discussed, listed.list, clock.now())
    if form is None and is_discussed and request.user.is_authenticated:
        form = forms_of.CommentForm(organisations=organisations_of(request.user, EDITORS))
    return {
        "listed": listed,
        "list": listed.list,
        "shown": queries.shown_direction(listed),
        "page": queries.comments_of(listed, request.user, after=request.GET.get("after", "")),
        "is_discussed": is_discussed,
        "is_supported": queries.supports(request.user, listed),
        "can_run": allowed(rules.check_can_run, request.user, listed.list.body),
        "form": form,
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def direction_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something about a direction."""
    listed = visible_direction(request, pk)
    data = typed.posted(request)
    form = forms_of.CommentForm(data, organisations=organisations_of(request.user, EDITORS))
    if request.method == "POST" and form.is_valid():
        try:
            comment = direction_comments.make(
                listed=listed, organisation=form.speaks_for, text=form.cleaned_data["text"], by=request.user
            )
        except Invalid as refusal:
            forms_of.add_faults(form, refusal.faults)
        else:
            messages.success(request, _("Your comment is published. A message tells you the official answer."))
            return redirect(comment.get_absolute_url())
    return render(request, "grants/direction_detail.html", _discussion(request, listed, form))


@require_POST
@signed_in
def direction_support(request: HttpRequest, pk: int) -> HttpResponse:
    """Support a direction, or take one's support back."""
    listed = visible_direction(request, pk)
    if request.POST.get("support") == "back":
        listed_directions.take_support_back(listed=listed, by=request.user)
        messages.success(request, _("Your support is taken back."))
    else:
        listed_directions.support(listed=listed, by=request.user)
        messages.success(request, _("You support this direction."))
    return redirect(listed)


@require_safe
def direction_history(request: HttpRequest, code: str) -> HttpResponse:
    """A direction through the years under its code."""
    direction = get_object_or_404(Direction.objects.select_related("body"), code=code)
    past = queries.past_of(direction)
    known = known_years(direction.pk)
    rows = [(listed, known.get(listed.list.year)) for listed in past]
    return render(request, "grants/direction_history.html", {"direction": direction, "rows": rows})


@require_safe
def comment_list(request: HttpRequest, pk: int) -> HttpResponse:
    """All comments on a list."""
    found, show = visible_list(request, pk), request.GET.get("show", "")
    page = queries.comments_page(found, request.user, show=show, after=request.GET.get("after", ""))
    can_run = allowed(rules.check_can_run, request.user, found.body)
    context = {"list": found, "page": page, "show": show, "can_run": can_run}
    return render(request, "grants/comment_list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def comment_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The official answer to a comment."""
    comment = visible_comment(request, pk)
    form = forms_of.TextForm(typed.posted(request))
    if request.method == "POST" and form.is_valid():
        direction_comments.answer(comment=comment, text=form.cleaned_data["answer"], by=request.user)
        messages.success(request, _("The comment is answered, and its author is told."))
        return redirect(comment.get_absolute_url())
    context = {"comment": comment, "form": form, "heading": _("Official answer")}
    return render(request, "grants/comment_why.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def comment_moderate(request: HttpRequest, pk: int) -> HttpResponse:
    """Hide a comment from the public, or show it again."""
    comment = visible_comment(request, pk)
    is_hidden = comment.hidden_at is not None
    form = forms_of.WhyForm(typed.posted(request))
    if request.method == "POST" and form.is_valid():
        act = direction_comments.show if is_hidden else direction_comments.hide
        act(comment=comment, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Everybody sees the text again.") if is_hidden else _("The text is hidden."))
        return redirect(comment.get_absolute_url())
    heading = _("Show the text again") if is_hidden else _("Hide the text from the public")
    return render(request, "grants/comment_why.html", {"comment": comment, "form": form, "heading": heading})
