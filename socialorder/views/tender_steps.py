"""What officers do with a tender, and questions of everybody."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core import clock
from foundation.core.errors import Invalid
from foundation.core.forms import ReasonForm, add_faults
from socialorder.actions.tenders import questions as question_actions
from socialorder.actions.tenders import tenders as actions
from socialorder.forms.plans import AnswerForm
from socialorder.forms.tenders import AmendForm, CloneForm, QuestionForm, SpecForm
from socialorder.models import Tender, TenderQuestion
from socialorder.queries import tenders as queries
from socialorder.rules import tenders as rules
from socialorder.views.shared import READ_AND_WRITE, step_page, typed_form
from socialorder.views.tenders import served_tender, tender_page, visible_tender
from socialorder.workflow import TENDER


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def tender_announce(request: HttpRequest, slug: str) -> HttpResponse:
    """What is missing, or the button that announces."""
    tender = served_tender(request, slug)
    TENDER.step("announce", tender.status)
    lots = queries.lots_of(tender)
    faults = rules.announcement_faults(tender, lots, queries.alike_lots(lots), clock.now())
    if request.method == "POST" and not faults:
        actions.announce(tender=tender, by=request.user)
        messages.success(request, _("The tender is announced."))
        return redirect(tender)
    status = 422 if request.method == "POST" else 200
    context = {"tender": tender, "faults": faults, "lots": lots}
    return render(request, "socialorder/tender_announce.html", context, status=status)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def tender_amend(request: HttpRequest, slug: str) -> HttpResponse:
    """Change an announced tender openly, with more time for everybody."""
    tender = served_tender(request, slug)
    TENDER.step("amend", tender.status)
    form = typed_form(request, AmendForm, tender=tender, initial=AmendForm.initial_of(tender))
    specs = _specs(request, tender)

    def act() -> Any:
        parts = {number: spec.parts() for number, _lot, spec in specs}
        reason = form.cleaned_data["reason"]
        actions.amend(tender=tender, values=form.values(), specifications=parts, reason=reason, by=request.user)
        return tender

    if request.method == "POST" and not all(spec.is_valid() for _number, _lot, spec in specs):
        form.is_valid()
        return render(request, "socialorder/tender_amend.html", _amend(tender, form, specs), status=422)
    done = _("The amendment is published; everybody who began a bid is told.")
    context = _amend(tender, form, specs)
    return step_page(request, form, act, context=context, done=done, template="socialorder/tender_amend.html")


def _amend(tender: Tender, form: Any, specs: Any) -> dict[str, Any]:
    return {"tender": tender, "form": form, "specs": specs, "forms": [spec for _number, _lot, spec in specs]}


def _specs(request: HttpRequest, tender: Tender) -> list[tuple[int, Any, SpecForm]]:
    return [
        (
            lot.number,
            lot,
            SpecForm(typed.posted(request), prefix=f"lot-{lot.number}", initial=SpecForm.parts_initial(lot)),
        )
        for lot in queries.lots_of(tender)
    ]


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def tender_cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Cancel it with a reason."""
    tender = served_tender(request, slug)
    TENDER.step("cancel", tender.status)
    form = typed_form(request, ReasonForm, needed=False)

    def act() -> Any:
        return actions.cancel(tender=tender, by=request.user, **form.cleaned_data)

    context = {"heading": _("Cancel the tender"), "button": _("Cancel the tender"), "caption": str(tender)}
    return step_page(request, form, act, context=context, done=_("The tender is cancelled; its bids stay sealed."))


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def tender_clone(request: HttpRequest, slug: str) -> HttpResponse:
    """A new draft from this one."""
    tender = served_tender(request, slug)
    form = typed_form(request, CloneForm)

    def act() -> Any:
        given = form.cleaned_data
        window = (given["opens_at"], given["closes_at"], given["questions_until"])
        return actions.clone(tender=tender, slug=given["slug"], window=window, by=request.user)

    context = {"heading": _("Begin a tender like this one"), "button": _("Begin"), "caption": str(tender)}
    return step_page(request, form, act, context=context, done=_("The draft is there. Look through its lots."))


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def question_ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a question. A GET (after signing in) goes back to the tender."""
    tender, form = visible_tender(request, slug), QuestionForm(request.POST)
    if request.method != "POST":
        return redirect(tender)
    if form.is_valid():
        try:
            question_actions.ask(tender=tender, text=form.cleaned_data["text"], by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(
                request, _("The question is sent. You get a message when it is answered, and everybody reads it then.")
            )
            return redirect(tender)
    return tender_page(request, tender, form, status=422)


def _question(request: HttpRequest, slug: str, number: int) -> TenderQuestion:
    tender = served_tender(request, slug)
    found = get_object_or_404(TenderQuestion.objects.visible_to(request.user).filter(tender=tender), number=number)
    found.tender = tender
    return found


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def question_answer(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Answer for everybody."""
    question = _question(request, slug, number)
    form = typed_form(request, AnswerForm)

    def act() -> Any:
        return question_actions.answer(question=question, by=request.user, **form.cleaned_data)

    context = {"heading": _("Answer the question"), "button": _("Publish the answer"), "quote": question.text}
    context |= {"back": question.tender.get_absolute_url(), "caption": str(question.tender)}
    return step_page(request, form, act, context=context, done=_("The answer is published; everybody is told."))


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def question_withhold(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Do not publish it."""
    question = _question(request, slug, number)
    form = typed_form(request, ReasonForm, needed=False)

    def act() -> Any:
        return question_actions.withhold(question=question, by=request.user, **form.cleaned_data)

    context = {"heading": _("Do not publish the question"), "button": _("Do not publish it"), "quote": question.text}
    context |= {"back": question.tender.get_absolute_url(), "caption": str(question.tender)}
    return step_page(request, form, act, context=context, done=_("The question is not published; the asker is told."))
