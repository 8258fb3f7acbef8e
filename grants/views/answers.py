"""Answers before the decision: the officer asks, the applicant reads its own marks and answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from evaluation import queries as evaluation_queries
from evaluation.actions import answers as evaluation_actions
from evaluation.models import Entry
from evaluation.rules.answers import check_can_answer, check_can_read_own_marks
from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core.errors import Conflict, DeadlinePassed
from foundation.core.permissions import allowed
from grants.actions import answers as actions
from grants.forms.answers import AnswerForm
from grants.models import Application, Call
from registry.choices import Role


@require_POST
@signed_in
def answers_ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask every applicant whose application was scored."""
    calls = Call.objects.run_by(request.user, Role.OFFICER).select_related("operator", "round")
    actions.ask(call=get_object_or_404(calls, slug=slug), by=request.user)
    messages.success(request, _("The applicants are asked for their answers."))
    return redirect("grants:phase-detail", slug)


def _asked(request: HttpRequest, number: str) -> tuple[Application, Entry]:
    """The person's own application and its entry, once its applicant is asked; 404 for everything else."""
    own = Application.objects.of_applicant(request.user).select_related("call__round", "organisation")
    application = get_object_or_404(own, number=number)
    entry = evaluation_queries.asked_entry(application.call.round, number)
    if entry is None:
        raise Http404
    check_can_read_own_marks(request.user, entry)
    return application, entry


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def application_answer(request: HttpRequest, number: str) -> HttpResponse:
    """The applicant's own mean marks, and the form of its one answer."""
    application, entry = _asked(request, number)
    form = AnswerForm(typed.posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            evaluation_actions.answer(entry=entry, text=form.cleaned_data["text"], by=request.user)
        except (DeadlinePassed, Conflict) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your answer is sent. The commission reads it beside the application."))
            return redirect("grants:application-answer", number)
    context = {
        "application": application,
        "own": evaluation_queries.own_marks(entry),
        "form": form,
        "can_answer": allowed(check_can_answer, request.user, entry),
    }
    return render(request, "grants/application_answer.html", context, status=422 if form.errors else 200)
