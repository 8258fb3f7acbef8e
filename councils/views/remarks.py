"""Comments on draft acts, points of the opinion, answers to them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from councils.actions.acts import remarks as actions
from councils.forms.acts import AnswerForm, CommentForm, GroupForm, RemarkForm
from councils.models import ActRemark, DraftAct
from councils.rules import acts as rules
from councils.rules.councils import check_serves
from councils.views.acts import act_of
from councils.views.councils import READ_AND_WRITE
from councils.views.stepping import Asked, ask, press
from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.forms import ReasonForm


def remark_of(request: HttpRequest, slug: str, number: int, remark: int) -> ActRemark:
    """A point or comment of an act that this reader may see."""
    act = act_of(request, slug, number)
    found = get_object_or_404(act.remarks.select_related("author"), number=remark)
    found.act = act
    return found


def _form(request: HttpRequest, act: DraftAct, form: type[RemarkForm] = RemarkForm) -> RemarkForm:
    return form(typed.posted(request), act=act, initial={"article": request.GET.get("article")})


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def act_comment(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Say something about the draft: members, and everybody while it is open."""
    act = act_of(request, slug, number)
    seat = rules.check_can_comment(request.user, act, local_date(clock.now()))
    intro = "" if seat else _("Your first name and the first letter of your surname stand beside your comment.")
    heading = _("Comment on the draft")
    asked = Asked(
        act.council, _form(request, act, CommentForm), heading, act.get_absolute_url(), act.title, intro=intro
    )
    return ask(
        request,
        asked,
        lambda **given: actions.comment(act=act, by=request.user, **given),
        _("Your comment is published. A message tells you the answer of the body."),
    )


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def act_point(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Write a point of the opinion."""
    act = act_of(request, slug, number)
    rules.check_can_open(request.user, act)
    asked = Asked(
        act.council, _form(request, act), _("Write a point of the opinion"), act.get_absolute_url(), act.title
    )
    return ask(
        request, asked, lambda **given: actions.add_point(act=act, by=request.user, **given), _("The point is written.")
    )


@require_POST
@signed_in
def point_remove(request: HttpRequest, slug: str, number: int, remark: int) -> HttpResponse:
    """Take a point out before the opinion is given."""
    point = remark_of(request, slug, number, remark)
    back = point.act.get_absolute_url()
    return press(
        request, back, lambda: actions.remove_point(point=point, by=request.user), _("The point is taken out.")
    )


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def remark_hide(request: HttpRequest, slug: str, number: int, remark: int) -> HttpResponse:
    """Hide a comment of a citizen, with the reason."""
    found = remark_of(request, slug, number, remark)
    check_serves(request.user, found.act.council)
    rules.check_can_moderate(request.user, found)
    return _ask(request, found, ReasonForm(typed.posted(request), needed=False), _("Hide the comment"), actions.hide)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def remark_group(request: HttpRequest, slug: str, number: int, remark: int) -> HttpResponse:
    """Join a comment to another one that says the same."""
    found = remark_of(request, slug, number, remark)
    rules.check_can_group(request.user, found)
    form = GroupForm(typed.posted(request), remark=found)
    return _ask(request, found, form, _("Join it to a comment that says the same"), actions.group)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def remark_answer(request: HttpRequest, slug: str, number: int, remark: int) -> HttpResponse:
    """The body's answer to one point or comment."""
    found = remark_of(request, slug, number, remark)
    rules.check_can_answer(request.user, found)
    form = AnswerForm(typed.posted(request), initial={"verdict": found.verdict, "text": found.answer})
    return _ask(request, found, form, _("Answer"), actions.answer)


def _ask(request: HttpRequest, remark: ActRemark, form, heading: str, action) -> HttpResponse:
    back = f"{remark.act.get_absolute_url()}#remark-{remark.number}"
    caption = f"{remark.act.title}, № {remark.number}"
    asked = Asked(remark.act.council, form, heading, back, caption, quoted=remark.text)
    return ask(
        request, asked, lambda **given: action(remark=remark, by=request.user, **given), _("The changes are saved.")
    )
