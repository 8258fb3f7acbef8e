"""The registry of experts: a public list without names, pages of officers, an expert's own page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.models import User
from foundation.accounts.typed import posted, signed_in
from foundation.core import presentation
from foundation.core.errors import Invalid, NotPermitted
from foundation.core.forms import add_faults
from foundation.core.permissions import allowed
from registry.actions import experts, invitations
from registry.forms.people import (
    EndForm,
    EnrolForm,
    ExpertFilterForm,
    TermsForm,
    TieForm,
    ToldForm,
    WorkForm,
)
from registry.models import Affiliation, Employment, Expert
from registry.queries import people as reads
from registry.rules import people, roles


@require_safe
def expert_list(request: HttpRequest) -> HttpResponse:
    """Numbers, spheres, languages, regions; names are for officers alone (docs/adr/0014)."""
    form = ExpertFilterForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    is_officer = allowed(roles.check_can_enrol_expert, request.user)
    context = {
        "form": form,
        "page": reads.experts(asked, request.GET.get("after", "")),
        "is_officer": is_officer,
        "invitations": reads.expert_invitations() if is_officer else [],
    }
    return render(request, "registry/expert_list.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def expert_enrol(request: HttpRequest) -> HttpResponse:
    """Invite a person to the registry of experts."""
    roles.check_can_enrol_expert(request.user)
    form = EnrolForm(posted(request))
    if request.method == "POST" and form.is_valid():
        values = {"email": form.cleaned_data["email"], "terms": form.terms(), "language": presentation.language()}
        try:
            invitations.invite_expert(by=cast("User", request.user), **values)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The invitation is sent."))
            return redirect("registry:expert-list")
    return render(request, "registry/expert_form.html", {"form": form})


@never_cache
@require_safe
@signed_in
def expert_own(request: HttpRequest) -> HttpResponse:
    """The way to the person's own page."""
    expert = Expert.objects.filter(user=cast("User", request.user)).first()
    if expert is None:
        raise NotPermitted(_("You are not in the registry of experts."))
    return redirect(expert)


def _expert(request: HttpRequest, number: int) -> Expert:
    found = Expert.objects.select_related("user", "region").prefetch_related("spheres")
    expert = get_object_or_404(found, number=number)
    people.check_can_see_expert(request.user, expert)
    return expert


@never_cache
@require_safe
@signed_in
def expert_detail(request: HttpRequest, number: int) -> HttpResponse:
    """One expert with ties and work, for the expert and for officers."""
    expert = _expert(request, number)
    context = {
        "expert": expert,
        "ties": expert.affiliations.select_related("organisation", "entered_by").order_by("-since", "-pk"),
        "works": expert.employments.select_related("entered_by"),
        "is_officer": allowed(roles.check_can_enrol_expert, request.user),
    }
    return render(request, "registry/expert_detail.html", context)


def _handled(
    request: HttpRequest, template: str, context: dict[str, Any], act: Callable[[User], object]
) -> HttpResponse:
    """The page of a form about an expert: do what it says and go back to the expert, or show what is refused."""
    form: forms.Form = context["form"]
    if request.method == "POST" and form.is_valid():
        try:
            act(cast("User", request.user))
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The changes are saved."))
            return redirect(context["expert"])
    return render(request, template, context)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def expert_edit(request: HttpRequest, number: int) -> HttpResponse:
    """Spheres, languages, region."""
    roles.check_can_enrol_expert(request.user)
    expert = _expert(request, number)
    form = TermsForm(posted(request), initial=TermsForm.initial_of(expert))

    def act(by: User) -> None:
        experts.update(expert=expert, by=by, **{**form.terms(), "region": form.region_chosen()})

    return _handled(request, "registry/expert_form.html", {"form": form, "expert": expert}, act)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def expert_suspend(request: HttpRequest, number: int) -> HttpResponse:
    """Take an expert out of future draws, or back in."""
    roles.check_can_enrol_expert(request.user)
    expert = _expert(request, number)
    form = ToldForm(posted(request))

    def act(by: User) -> None:
        reason = form.cleaned_data["reason"]
        experts.set_active(expert=expert, is_active=not expert.is_active, reason=reason, by=by)

    return _handled(request, "registry/expert_suspend.html", {"form": form, "expert": expert}, act)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def tie_create(request: HttpRequest, number: int) -> HttpResponse:
    """Enter a tie with an NGO."""
    expert = _expert(request, number)
    form = TieForm(posted(request))
    context = {"form": form, "expert": expert, "is_tie": True}
    return _handled(
        request,
        "registry/tie_form.html",
        context,
        lambda by: experts.tie(expert=expert, values=form.cleaned_data, by=by),
    )


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def work_create(request: HttpRequest, number: int) -> HttpResponse:
    """Enter where the expert works."""
    expert = _expert(request, number)
    form = WorkForm(posted(request))

    def act(by: User) -> None:
        experts.declare_employment(expert=expert, values=form.cleaned_data, by=by)

    return _handled(request, "registry/tie_form.html", {"form": form, "expert": expert}, act)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def tie_end(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """Say when a tie ended."""
    expert = _expert(request, number)
    tie = get_object_or_404(Affiliation.objects.filter(expert=expert).select_related("organisation"), pk=pk)
    form = EndForm(posted(request))

    def act(by: User) -> None:
        experts.end_affiliation(affiliation=tie, until=form.cleaned_data["until"], by=by)

    context = {"form": form, "expert": expert, "name": str(tie.organisation)}
    return _handled(request, "registry/tie_end.html", context, act)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def work_end(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """Say when a work ended."""
    expert = _expert(request, number)
    work = get_object_or_404(Employment.objects.filter(expert=expert), pk=pk)
    form = EndForm(posted(request))

    def act(by: User) -> None:
        experts.end_employment(employment=work, until=form.cleaned_data["until"], by=by)

    return _handled(request, "registry/tie_end.html", {"form": form, "expert": expert, "name": work.employer_name}, act)
