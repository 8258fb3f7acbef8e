"""Draft acts: what the body sends, what is said, the opinion, the answers."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from councils.actions.acts import drafts, opinions
from councils.choices.acts import ActStatus
from councils.forms.acts import ActForm, AdoptForm, OpeningForm, OpinionForm
from councils.forms.work import WorkFilterForm
from councils.models import Council, DraftAct
from councils.queries import acts as queries
from councils.queries.places import map_of_act
from councils.queries.work import page_of
from councils.rules import acts as rules
from councils.rules import councils as council_rules
from councils.views.councils import READ_AND_WRITE, council_of
from councils.views.stepping import Asked, ask, press, step_of
from councils.workflow import ACT
from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.errors import Invalid, NotPermitted
from foundation.core.forms import ReasonForm, add_faults
from foundation.core.permissions import allowed
from foundation.documents.serving import serve
from registry.rules import roles

STEPS = {
    "send": (drafts.send, gettext_lazy("The draft is sent; the council is told until when to give its opinion.")),
    "answer": (opinions.finish_answers, gettext_lazy("All answers are sent. Everybody who commented is told.")),
}


def act_of(request: HttpRequest, slug: str, number: int) -> DraftAct:
    """The draft act, for those who may see it."""
    return get_object_or_404(DraftAct.objects.visible_to(request.user), council__slug=slug, number=number)


def _today() -> Any:
    return local_date(clock.now())


@require_safe
def act_list(request: HttpRequest) -> HttpResponse:
    """All draft acts before councils, the newest first."""
    form = WorkFilterForm(request.GET, statuses=ActStatus)
    asked = form.asked()
    page = page_of(DraftAct, request.user, asked, _today(), request.GET.get("before", ""))
    context = {
        "form": form,
        "saved": "acts",
        "page": page,
        "counts": queries.term_counts(asked, _today()),
        "today": _today(),
        "heading": _("Draft acts before councils"),
        "lead": _(
            "What state bodies have sent, what the council and the public said, what was answered point by point."
        ),
        "empty": _("No draft act fits."),
    }
    return render(request, "councils/work_list.html", context)


@require_safe
def act_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Everything about one draft: terms, articles with what was said and answered, what has changed in the end."""
    act = act_of(request, slug, number)
    serves = allowed(council_rules.check_serves, request.user, act.council)
    sends = allowed(rules.check_sends, request.user, act.body)
    may_comment = request.user.is_authenticated and allowed(rules.check_can_comment, request.user, act, _today())
    context = {
        "act": act,
        "council": act.council,
        "sight": (sight := queries.act_sight(act)),
        "map": map_of_act(sight),
        "today": _today(),
        "serves": serves,
        "sends": sends,
        "is_open": rules.is_open_to_all(act, _today()),
        "may_comment": may_comment,
        "shows_answers": sends or act.status != ActStatus.DECIDED,
        "steps": [step.name for step in ACT.allowed(act.status)],
    }
    return render(request, "councils/act_detail.html", context)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def act_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a draft for the council, in the name of an own body."""
    council = council_of(request, slug)
    bodies = roles.offices_of(request.user)
    if not bodies:
        raise NotPermitted(_("Only an officer of a state body can send a draft act to a council."))
    form = ActForm(typed.posted(request), request.FILES or None, bodies=bodies, initial={"body": bodies[0]})
    return _typed(request, form, council, None)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def act_edit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Change a draft that is not sent."""
    act = act_of(request, slug, number)
    rules.check_can_change(request.user, act)
    own = roles.offices_of(request.user).filter(pk=act.body_id)
    form = ActForm(typed.posted(request), request.FILES or None, bodies=own, initial=ActForm.initial_of(act))
    return _typed(request, form, act.council, act)


def _typed(request: HttpRequest, form: ActForm, council: Council, act: DraftAct | None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        upload, body = values.pop("file"), values.pop("body")
        try:
            kept = (
                drafts.change(act=act, values=values, upload=upload, by=request.user)
                if act
                else drafts.write(council=council, body=body, values=values, upload=upload, by=request.user)
            )
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The draft is saved. Read how it was divided into articles, then send it."))
            return redirect(kept)
    return render(request, "councils/act_form.html", {"form": form, "council": council, "act": act})


@require_POST
@signed_in
def act_step(request: HttpRequest, slug: str, number: int, step: str) -> HttpResponse:
    """Send the draft; send the answers."""
    action, told = step_of(STEPS, step)
    act = act_of(request, slug, number)
    return press(request, act.get_absolute_url(), lambda: action(act=act, by=request.user), told)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def act_open(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Open it to comments of everybody."""
    act = act_of(request, slug, number)
    rules.check_can_open(request.user, act)
    form = OpeningForm(typed.posted(request), initial={"public_until": act.public_until or act.opinion_due_on})
    asked = Asked(act.council, form, _("Open to comments of everybody"), act.get_absolute_url(), act.title)
    return ask(
        request,
        asked,
        lambda **given: drafts.open_to_public(act=act, by=request.user, **given),
        _("Everybody may comment."),
    )


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def act_withdraw(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The body takes the draft back."""
    act = act_of(request, slug, number)
    rules.check_sends(request.user, act.body)
    form = ReasonForm(typed.posted(request), needed=False)
    asked = Asked(act.council, form, _("Withdraw the draft"), act.get_absolute_url(), act.title)
    return ask(
        request, asked, lambda **given: drafts.withdraw(act=act, by=request.user, **given), _("The draft is withdrawn.")
    )


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def act_decide(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give the opinion of the council."""
    act = act_of(request, slug, number)
    council_rules.check_serves(request.user, act.council)
    form = OpinionForm(typed.posted(request), act=act)
    asked = Asked(act.council, form, _("Give the opinion"), act.get_absolute_url(), act.title)
    return ask(
        request,
        asked,
        lambda **given: opinions.decide(act=act, by=request.user, **given),
        _("The opinion is given; the body is told until when to answer."),
    )


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def act_adopt(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Enter the final text; the page shows what has changed, article by article."""
    act = act_of(request, slug, number)
    rules.check_sends(request.user, act.body)
    form = AdoptForm(typed.posted(request), initial=queries.texts_of(act))
    asked = Asked(
        act.council,
        form,
        _("Enter the final text"),
        act.get_absolute_url(),
        act.title,
        intro=_("The text of the draft stands in the fields: change it to what was adopted."),
    )
    return ask(
        request, asked, lambda **given: drafts.adopt(act=act, values=given, by=request.user), _("The act is adopted.")
    )


@require_safe
def act_file(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The file of the draft, for everybody who sees it."""
    act = act_of(request, slug, number)
    if act.file is None:
        raise Http404
    return cast("HttpResponse", serve(act.file))  # a stream of bytes is a response like any other
