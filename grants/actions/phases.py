"""Moving a call through its phases after the applications are in."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from evaluation.actions import rounds, stages
from evaluation.models import Round
from foundation.accounts.models import User
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import add_working_days, local_date
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid
from foundation.core.workflow import Transition
from grants import visibility
from grants.choices import ApplicationStatus, FileKind
from grants.models import Application, Call, SubmittedVersion
from grants.models.quotas import groups_of
from grants.queries.applications import direction_of, outline
from grants.rules.checks import check_is_officer
from grants.rules.phases import check_can_advance
from grants.workflow import CALL
from registry.choices import Role
from registry.models import Membership
from registry.queries import working_day_overrides


@transaction.atomic(durable=True)
def start_check(*, call: Call, by: Any) -> Call:
    """Begin the formal check; Invalid before the window has closed by the server's clock (rule R27)."""
    call = lock(Call, call.pk)
    step = check_can_advance(by, call, "start_check")
    return _move(call, step, by)


@transaction.atomic(durable=True)
def start_scoring(*, call: Call, by: Any) -> Call:
    """Hand every admitted application to the experts as an entry of the call's round.

    Invalid while one submitted application is unchecked or one returned application is still with its applicant.
    """
    call = lock(Call, call.pk)
    step = check_can_advance(by, call, "start_scoring")
    admitted = _admitted(call)
    for application in admitted:
        _enter(call.round, application, by)
    call.scoring_since = clock.now()
    if call.round and call.scoring_days:
        last = add_working_days(local_date(call.scoring_since), call.scoring_days, working_day_overrides())
        rounds.set_term(round=call.round, due_on=last, by=by)
    return _move(call, step, by, {"entries": len(admitted)})


@transaction.atomic(durable=True)
def start_decision(*, call: Call, by: Any) -> Call:
    """Hand the computed ranking to the commission, and where it scores too, seat it for the second stage (rule R39).

    Invalid while the experts score or nothing is computed; Conflict when the commission cannot be seated.
    """
    call = lock(Call, call.pk)
    step = check_can_advance(by, call, "start_decision")
    if call.commission_rubric and call.round:
        seats = Membership.objects.in_force().filter(body=call.operator, role=Role.COMMISSION)
        members = User.objects.filter(pk__in=seats.values("user")).order_by("pk")
        stages.convene(first=call.round, rubric=call.commission_rubric, members=members, by=by)
    call.deciding_since = clock.now()
    return _move(call, step, by)


@transaction.atomic(durable=True)
def cancel(*, call: Call, reason: str, by: Any) -> Call:
    """Stop the contest before its experts begin; the reason is published."""
    call = lock(Call, call.pk)
    check_is_officer(by, call)
    step = CALL.step("cancel", call.status)
    if not reason.strip():
        raise Invalid(Fault(_("Say why the call is cancelled. The reason is published."), "reason"))
    call.cancel_reason = reason.strip()
    return _move(call, step, by, reason=call.cancel_reason)


def _move(call: Call, step: Transition, by: Any, changes: dict[str, Any] | None = None, *, reason: str = "") -> Call:
    before, call.status = call.status, step.target
    call.save(update_fields=["status", "cancel_reason", "scoring_since", "deciding_since"])
    record(step.verb, call, by=by, changes={"status": [before, step.target], **(changes or {})}, reason=reason)
    return call


def _admitted(call: Call) -> list[Application]:
    """Admitted applications with ``sent``: the document of the version that was checked last."""
    last = SubmittedVersion.objects.filter(application=OuterRef("pk")).order_by("-number")
    rows = Application.objects.filter(call=call, status=ApplicationStatus.ADMITTED).select_related(
        "organisation", "call"
    )
    return list(rows.annotate(sent=Subquery(last.values("document")[:1])).order_by("number"))


def _enter(round_: Round | None, application: Any, by: Any) -> None:
    """What was sent goes to the experts in its own language; in a blind round without a trace of who sent it."""
    if round_ is None:
        raise Invalid(Fault(_("The call has no round of evaluation.")))
    with translation.override(application.language):
        blocks = outline(
            application,
            application.sent["sections"],
            is_blind=round_.is_blind,
            asked=application.sent.get("questions", []),
        )
    title, files = application.title, []
    if not round_.is_blind:
        # CVs and letters tell of people: they are for those who check and decide.
        kept = application.attachments.filter(removed_at=None, kind=FileKind.FILE).select_related("document")
        files = [attachment.document for attachment in kept]
    else:
        title, blocks = (visibility.without_names(part, application.sent) for part in (title, blocks))
    direction = direction_of(application.call, application.sent["sections"], application.organisation)
    rounds.add_entry(
        round=round_,
        reference=application.number,
        title=title,
        organisation=application.organisation,
        content=blocks,
        files=files,
        language=application.language,
        sphere=direction,
        amount=application.requested,
        people=visibility.team_of(application.sent),
        groups=groups_of(application.call, application.sent["sections"], direction),
        by=by,
    )
