"""Candidates: nominating, standing, papers, checks."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from councils.actions.formation import candidates as actions
from councils.actions.formation import selecting
from councils.forms.formation import CandidateForm, CheckForm, NominateForm, PaperForm
from councils.models import Candidate
from councils.queries import formation as queries
from councils.rules import candidates as rules
from councils.rules import councils as council_rules
from councils.rules import formation as formation_rules
from councils.views.acting import done, stepped
from councils.views.councils import READ_AND_WRITE
from councils.views.formation import formation_of, may_speak_for
from councils.workflow import CANDIDACY
from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core import clock
from foundation.core.forms import ReasonForm
from foundation.core.permissions import allowed
from foundation.documents.serving import serve


def candidate_of(request: HttpRequest, slug: str, number: int, candidate: int) -> Candidate:
    """The candidacy with its papers, for those who may see them."""
    rows = Candidate.objects.visible_to(request.user)
    return get_object_or_404(rows, formation__council__slug=slug, formation__number=number, number=candidate)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def candidate_nominate(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """An organisation names its one candidate."""
    formation = formation_of(request, slug, number)
    rules.check_open(formation, clock.now())
    own = may_speak_for(request)
    form = NominateForm(typed.posted(request), organisations=list(own))
    if done(
        request,
        form,
        lambda: actions.nominate(formation=formation, by=request.user, **form.cleaned_data),
        _("The candidate is named and told. The person gives consent and statements now."),
    ):
        return redirect(formation)
    context = {"form": form, "formation": formation, "council": formation.council}
    context |= {"has_any": own.exists(), "left": queries.nominating(formation, own)}
    return render(request, "councils/candidate_nominate.html", context)


@require_POST
@signed_in
def candidate_stand(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A citizen stands for a seat."""
    formation = formation_of(request, slug, number)
    told = _("You stand for a seat. Fill in the form and send it before nominations close.")
    if not stepped(request, lambda: actions.stand(formation=formation, by=request.user), told):
        return redirect(formation)
    own = Candidate.objects.visible_to(request.user).filter(formation=formation, user=request.user)
    return redirect(own.latest("number"))


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def candidate_detail(request: HttpRequest, slug: str, number: int, candidate: int) -> HttpResponse:
    """For the candidate the form; for the others with a right to it, what was given."""
    one = candidate_of(request, slug, number, candidate)
    is_own = rules.is_candidate(request.user, one)
    form = CandidateForm(
        typed.posted(request), asked=rules.declared(one.formation), initial=CandidateForm.initial_of(one)
    )
    is_sent = one.status == "nominated" and "save" not in request.POST
    act, told = (actions.submit, _("Your candidacy is sent.")) if is_sent else (actions.save, _("Saved."))
    if done(request, form, lambda: act(candidate=one, values=form.values(), by=request.user), told):
        return redirect(one)
    return render(request, "councils/candidate_detail.html", _context(request, one, form, is_own=is_own))


def _context(request: HttpRequest, one: Candidate, form: CandidateForm, *, is_own: bool) -> dict[str, object]:
    formation = one.formation
    is_open = allowed(rules.check_open, formation, clock.now()) and one.status in ("nominated", "submitted")
    return {
        "one": one,
        "formation": formation,
        "council": formation.council,
        "form": form if is_own and is_open else None,
        "paper_form": PaperForm() if is_own and is_open else None,
        "papers": list(one.papers.select_related("document")),
        "checks": list(one.checks.all()),
        "may_check": allowed(formation_rules.check_checks, request.user, formation) and one.status == "submitted",
        "may_withdraw": allowed(rules.check_can_withdraw, request.user, one)
        and allowed(CANDIDACY.step, "withdraw", one.status),
        "serves": allowed(council_rules.check_serves, request.user, formation.council),
    }


@require_POST
@signed_in
def paper_add(request: HttpRequest, slug: str, number: int, candidate: int) -> HttpResponse:
    """A document of the candidate; a file that is refused is told on the same page."""
    one = candidate_of(request, slug, number, candidate)
    form = PaperForm(request.POST, request.FILES)
    if done(
        request,
        form,
        lambda: actions.add_paper(
            candidate=one, kind=form.cleaned_data["kind"], upload=form.cleaned_data["file"], by=request.user
        ),
        _("The document is kept."),
    ):
        return redirect(one)
    fresh = CandidateForm(asked=rules.declared(one.formation), initial=CandidateForm.initial_of(one))
    context = _context(request, one, fresh, is_own=rules.is_candidate(request.user, one)) | {"paper_form": form}
    return render(request, "councils/candidate_detail.html", context)


@never_cache
@require_safe
@signed_in
def paper_download(request: HttpRequest, slug: str, number: int, candidate: int, pk: int) -> HttpResponse:
    """A document, for those who may see the candidacy."""
    one = candidate_of(request, slug, number, candidate)
    paper = get_object_or_404(one.papers.select_related("document"), pk=pk)
    return cast("HttpResponse", serve(paper.document))  # a stream is a response like any other


@require_POST
@signed_in
def paper_remove(request: HttpRequest, slug: str, number: int, candidate: int, pk: int) -> HttpResponse:
    """Take a document away."""
    one = candidate_of(request, slug, number, candidate)
    paper = get_object_or_404(one.papers.select_related("document"), pk=pk)
    stepped(request, lambda: actions.remove_paper(paper=paper, by=request.user), _("The document is removed."))
    return redirect(one)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def candidate_withdraw(request: HttpRequest, slug: str, number: int, candidate: int) -> HttpResponse:
    """Take the candidacy back."""
    one = candidate_of(request, slug, number, candidate)
    rules.check_can_withdraw(request.user, one)
    form = ReasonForm(typed.posted(request), needed=False)
    if done(
        request,
        form,
        lambda: actions.withdraw(candidate=one, by=request.user, **form.cleaned_data),
        _("The candidacy is withdrawn."),
    ):
        return redirect(one.formation)
    context = {"form": form, "formation": one.formation, "council": one.formation.council}
    return render(request, "councils/formation_form.html", context | {"heading": _("Withdraw the candidacy")})


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def candidate_check(request: HttpRequest, slug: str, number: int, candidate: int) -> HttpResponse:
    """Criterion by criterion, beside what the candidate has given."""
    one = candidate_of(request, slug, number, candidate)
    formation_rules.check_checks(request.user, one.formation)
    asked = rules.criteria_of(one)
    form = CheckForm(typed.posted(request), asked=asked, held=list(one.checks.all()))
    if done(
        request,
        form,
        lambda: selecting.check(candidate=one, answers=form.answers(), by=request.user),
        _("The result of the check is kept."),
    ):
        return redirect(one.formation)
    known = [(code, *rules.known_answer(one, code)) for code in asked if code in rules.KNOWN]
    context = {"form": form, "one": one, "formation": one.formation, "council": one.formation.council}
    context |= {"known": known, "papers": list(one.papers.select_related("document"))}
    return render(request, "councils/candidate_check.html", context)
