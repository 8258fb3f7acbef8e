"""People of an NGO or of a state body: their roles, and invitations."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.models import User
from foundation.accounts.typed import posted, signed_in
from foundation.core import clock, presentation
from foundation.core.errors import Invalid
from foundation.core.forms import add_faults
from foundation.core.permissions import allowed
from registry.actions import invitations, memberships
from registry.forms.people import ChangeForm, InviteForm
from registry.models import Body, Invitation, Membership, Organisation
from registry.queries import people as reads
from registry.rules import people, roles

Place = Organisation | Body


@never_cache
@require_safe
@signed_in
def own_list(request: HttpRequest) -> HttpResponse:
    """Organisations and bodies where the person has a role, invitations, claims."""
    user = cast("User", request.user)
    context = {
        "memberships": reads.own_memberships(user),
        "invitations": reads.own_invitations(user),
        "claims": reads.own_claims(user),
        "is_officer": allowed(roles.check_is_officer, user),
        "expert": getattr(user, "expert", None),
    }
    return render(request, "registry/own_list.html", context)


@never_cache
@require_safe
@signed_in
def people_list(request: HttpRequest, number: str) -> HttpResponse:
    """People of an NGO."""
    return _people(request, get_object_or_404(Organisation.objects.visible_to(request.user), bin=number))


@never_cache
@require_safe
@signed_in
def body_people(request: HttpRequest, code: str) -> HttpResponse:
    """People of a state body."""
    return _people(request, get_object_or_404(Body.objects.visible_to(request.user), code=code))


def _people(request: HttpRequest, place: Place) -> HttpResponse:
    people.check_can_see_people(request.user, place)
    may_invite = bool(people.roles_to_invite(request.user, place))
    context = {
        **_place(place),
        "memberships": reads.people_of(place),
        "invitations": reads.open_invitations(place) if may_invite else [],
        "may_invite": may_invite,
        "now": clock.now(),
    }
    return render(request, "registry/people_list.html", context)


def _place(place: Place) -> dict[str, Any]:
    in_ngo = isinstance(place, Organisation)
    return {"place": place, "in_ngo": in_ngo, "route": "people" if in_ngo else "body", "key": _key(place)}


def _key(place: Place) -> str:
    return str(place.bin) if isinstance(place, Organisation) else place.code


def _address(place: Place | None) -> tuple[str, ...]:
    """Where a place's people are listed, for ``redirect``; experts have a list of their own."""
    if place is None:
        return ("registry:expert-list",)
    return ("registry:people-list" if isinstance(place, Organisation) else "registry:body-people", _key(place))


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def people_invite(request: HttpRequest, number: str) -> HttpResponse:
    """Invite somebody to an NGO."""
    return _invite(request, get_object_or_404(Organisation.objects.visible_to(request.user), bin=number))


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def body_invite(request: HttpRequest, code: str) -> HttpResponse:
    """Invite somebody to a state body."""
    return _invite(request, get_object_or_404(Body.objects.visible_to(request.user), code=code))


def _invite(request: HttpRequest, place: Place) -> HttpResponse:
    people.check_can_see_people(request.user, place)
    offered = people.roles_to_invite(request.user, place)
    people.check_can_invite(request.user, offered[0] if offered else "", place)
    form = InviteForm(posted(request), roles=offered)
    if request.method == "POST" and form.is_valid():
        language = presentation.language()
        try:
            invitations.invite(place=place, language=language, by=cast("User", request.user), **form.cleaned_data)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The invitation is sent."))
            return redirect(*_address(place))
    return render(request, "registry/people_invite.html", {**_place(place), "form": form})


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def membership_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One role: change it, end it, hand the organisation over."""
    held = Membership.objects.in_force().select_related("user", "organisation", "body")
    membership = get_object_or_404(held, pk=pk)
    people.check_can_see_people(request.user, membership.place)
    form = ChangeForm(posted(request), changes=people.changes_for(request.user, membership))
    if request.method == "POST" and form.is_valid():
        try:
            _change(request, membership, **form.cleaned_data)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The change is saved, and the person is told."))
            return redirect("registry:own-list")
    context = {**_place(membership.place), "membership": membership, "form": form}
    return render(request, "registry/membership_detail.html", context)


def _change(request: HttpRequest, membership: Membership, change: str, reason: str) -> None:
    by = cast("User", request.user)
    special = {people.END: memberships.end, people.HAND_OVER: memberships.hand_over}
    if change in special:
        special[change](membership=membership, by=by, reason=reason)
    else:
        memberships.change(membership=membership, role=change, by=by, reason=reason)


def _found(token: str) -> Invitation:
    invitation = reads.invitation_of(token)
    if invitation is None:
        raise Http404
    return invitation


@never_cache
@require_safe
def invitation_detail(request: HttpRequest, token: str) -> HttpResponse:
    """What one is invited to; whoever has the link may read it, whoever has the address may accept."""
    invitation = _found(token)
    context = {
        "invitation": invitation,
        "token": token,
        "place_name": reads.place_name(invitation),
        "is_over": clock.now() >= invitation.expires_at,
        "is_mine": getattr(request.user, "email", "").lower() == invitation.email,
    }
    return render(request, "registry/invitation_detail.html", context)


@require_POST
@signed_in
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Take the role."""
    invitations.accept(invitation=_found(token), by=cast("User", request.user))
    messages.success(request, _("You have accepted the invitation."))
    return redirect("registry:own-list")


def _managed(request: HttpRequest, pk: int) -> Invitation:
    invitation = get_object_or_404(Invitation.objects.with_place(), pk=pk)
    people.check_can_manage_invitation(request.user, invitation)
    return invitation


@require_POST
@signed_in
def invitation_resend(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it again with a new link."""
    invitation = invitations.resend(invitation=_managed(request, pk), by=cast("User", request.user))
    messages.success(request, _("The invitation is sent again. The old link opens nothing any more."))
    return redirect(*_address(invitation.place))


@require_POST
@signed_in
def invitation_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back."""
    invitation = invitations.revoke(invitation=_managed(request, pk), by=cast("User", request.user))
    messages.success(request, _("The invitation is revoked."))
    return redirect(*_address(invitation.place))
