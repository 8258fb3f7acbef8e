"""Reads of people's roles, claims and invitations, of bodies and of experts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.core import clock, presentation
from foundation.core.desk import Task
from foundation.core.text import fold, localized
from registry.choices import Role
from registry.models import Body, Claim, Expert, Invitation, Membership, Organisation

EDITORS = (Role.NGO_HEAD, Role.NGO_EDITOR)
PAGE = 50
DESK_MOST = 20


@dataclass(frozen=True)
class Page:
    """Some rows of a list, and where the next ones begin; '' when these are the last."""

    rows: list[Any]
    after: str


def people_of(place: Organisation | Body) -> QuerySet[Membership]:
    """Everybody who holds or held a role in ``place``: those of now first, the newest first."""
    return place.memberships.select_related("user").order_by(F("ended_at").desc(nulls_first=True), "-started_at", "pk")


def open_invitations(place: Organisation | Body) -> QuerySet[Invitation]:
    """Invitations to ``place`` that nobody has accepted yet."""
    return place.invitations.open().with_place()


def expert_invitations() -> QuerySet[Invitation]:
    """Open invitations to the experts' registry."""
    return Invitation.objects.open().filter(organisation=None, body=None).with_place()


def invitation_of(token: str) -> Invitation | None:
    """The invitation whose link has ``token``; None for a link that is forged or was replaced."""
    try:
        wanted = Invitation.read(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Invitation.objects.with_place().filter(**wanted).first()


def own_memberships(user: User) -> QuerySet[Membership]:
    """Roles that the person holds now, with their places."""
    return Membership.objects.in_force().filter(user=user).select_related("organisation", "body").order_by("pk")


def own_claims(user: User) -> QuerySet[Claim]:
    """The person's claims, the newest first."""
    return Claim.objects.filter(user=user).select_related("organisation").order_by("-made_at", "-pk")


def own_invitations(user: User) -> QuerySet[Invitation]:
    """Invitations to the person's address that can be accepted now."""
    return Invitation.objects.open().filter(email=user.email.lower(), expires_at__gt=clock.now()).with_place()


def claim_queue() -> QuerySet[Claim]:
    """Claims that wait for an officer, the oldest first."""
    return Claim.objects.open().select_related("user", "organisation")


def has_head(organisation: Organisation) -> bool:
    """Whether somebody is the head of ``organisation`` in the portal."""
    return organisation.memberships.in_force().filter(role=Role.NGO_HEAD).exists()


def narrowed_bodies(found: QuerySet[Body], asked: Mapping[str, Any]) -> QuerySet[Body]:
    """``found`` by ``q`` (part of a name in any language), ``kind`` and ``region``."""
    found = found.filter(**{key: asked[key] for key in ("kind", "region") if asked.get(key)})
    wanted = fold(asked.get("q") or "")
    if asked.get("q"):
        # There are some hundreds: read and folded here, they need no index of their own.
        names = found.values_list("pk", "name_kk", "name_ru", "name_en", "bin")
        found = found.filter(pk__in=[pk for pk, *texts in names if any(wanted in fold(one or "") for one in texts)])
    return found


def bodies(asked: Mapping[str, Any], after: str = "") -> Page:
    """Bodies by name in the reader's language; ``asked``: ``q`` (part of a name in any language), ``kind``, ``region``."""
    name = f"name_{presentation.language()}"
    found = narrowed_bodies(Body.objects.select_related("region"), asked)
    last = Body.objects.filter(code=after).values_list(name, flat=True).first() if after else None
    if last is not None:
        found = found.filter(**{f"{name}__gt": last})
    return _page(list(found.order_by(name, "pk")[: PAGE + 1]), "code")


def all_experts() -> QuerySet[Expert]:
    """Everybody in the registry of experts."""
    return Expert.objects.select_related("user", "region").prefetch_related("spheres")


def narrowed_experts(found: QuerySet[Expert], asked: Mapping[str, Any]) -> QuerySet[Expert]:
    """``found`` by ``sphere``, ``region`` and ``language``."""
    columns = {"sphere": "spheres", "region": "region", "language": "languages__contains"}
    for name, column in columns.items():
        if value := asked.get(name):
            found = found.filter(**{column: [value] if name == "language" else value})
    return found


def experts(asked: Mapping[str, Any], after: str = "") -> Page:
    """Experts by number; ``asked``: ``sphere``, ``region``, ``language``."""
    found = narrowed_experts(all_experts(), asked)
    if after.isdecimal() and len(after) < 10:
        found = found.filter(number__gt=int(after))
    return _page(list(found.order_by("number")[: PAGE + 1]), "number")


def _page(rows: list[Any], key: str) -> Page:
    return Page(rows[:PAGE], str(getattr(rows[PAGE - 1], key)) if len(rows) > PAGE else "")


def people_tasks(user: User) -> list[Task]:
    """Invitations to accept; for officers, claims to check."""
    tasks = [
        Task(
            _("Invitation: %(role)s, %(place)s") % {"role": one.role_label, "place": place_name(one)},
            one.get_absolute_url(),
            "due",
            _("Not accepted yet"),
            one.expires_at,
        )
        for one in own_invitations(user)[:DESK_MOST]
    ]
    if Membership.objects.in_force().filter(user=user, role=Role.OFFICER).exists():
        tasks += [
            Task(
                _("Check the claim of %(name)s") % {"name": localized(claim.organisation, "name")},
                reverse("registry:claim-detail", args=[claim.pk]),
                "submitted",
                str(claim.get_status_display()),
            )
            for claim in claim_queue()[:DESK_MOST]
        ]
    return tasks


def place_name(invitation: Invitation) -> str:
    """Where an invitation leads to, in the reader's language."""
    return localized(invitation.place, "name") if invitation.place else _("registry of experts")
