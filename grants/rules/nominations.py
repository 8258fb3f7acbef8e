"""Who may propose an NGO for a premium, and who answers for it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Conflict, Fault, NotPermitted
from grants.choices import CallKind
from grants.models import Call, Nomination
from grants.models.nominations import RUNNING
from grants.rules.calls import check_window
from registry.choices import NGO_ROLES
from registry.models import Organisation, Sphere
from registry.rules import roles

WAITING_MAX = 5
LONGEST = 2000


def check_can_nominate(user: Any, call: Call, now: dt.datetime) -> None:
    """Anybody signed in, while a call for premiums takes applications. Raises NotPermitted, Conflict, DeadlinePassed."""
    if not user.is_authenticated:
        raise NotPermitted(_("Sign in to propose an NGO."))
    if call.kind != CallKind.PREMIUM:
        raise Conflict(_("NGOs are proposed for premiums only."))
    check_window(call, now)
    waiting = call.nominations.filter(made_by=user.pk, status=RUNNING[0]).count()
    if waiting >= WAITING_MAX:
        message = _("%(count)s proposals of yours wait for their NGOs. Wait for one of them.")
        raise Conflict(message % {"count": waiting})


def faults(
    user: Any, call: Call, organisation: Organisation, sphere: Sphere, reason: str, made_for: Organisation | None
) -> list[Fault]:
    """What is wrong with a proposal, at its field."""
    found = []
    if roles.has_role(user, NGO_ROLES, organisation=organisation) or made_for == organisation:
        found.append(Fault(_("This is your own NGO: start an application instead"), "bin"))
    if made_for is not None and not roles.has_role(user, roles.EDITORS, organisation=made_for):
        found.append(Fault(_("Only the head or an editor proposes in the name of an NGO"), "made_for"))
    if sphere.pk not in call.spheres.values_list("pk", flat=True):
        found.append(Fault(_("Choose one of the nominations of this call"), "sphere", "R48"))
    if not reason.strip():
        found.append(Fault(_("Say what the NGO has reached"), "reason"))
    elif len(reason) > LONGEST:
        found.append(Fault(_("Shorten the reason to %(limit)s characters") % {"limit": LONGEST}, "reason"))
    if call.nominations.filter(organisation=organisation, status__in=RUNNING).exists():
        found.append(Fault(_("Somebody has proposed this NGO already"), "bin"))
    return found


def check_can_answer(user: Any, nomination: Nomination, now: dt.datetime) -> None:
    """Head or editor of the proposed NGO, while the call takes applications."""
    if not roles.has_role(user, roles.EDITORS, organisation=nomination.organisation):
        raise NotPermitted(_("Only the head or an editor of the proposed NGO can answer."))
    check_window(nomination.call, now)


def check_can_withdraw(user: Any, nomination: Nomination) -> None:
    """Who proposed; raises NotPermitted."""
    if nomination.made_by_id != getattr(user, "pk", None):
        raise NotPermitted(_("Only who made the proposal can withdraw it."))
