"""Calls and applications in each state, reached by the real actions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from foundation.accounts.models import User
from grants.actions import applications, call_quotas, calls, phases
from grants.choices import ApplicationStatus, CallStatus, SectionName
from grants.models import Application, Call
from registry.choices import Role
from registry.models import Membership, Organisation
from tests.builders.evaluation import officer_of
from tests.builders.kept import kept
from tests.factories.grants import call_facts, typed_sections
from tests.factories.registry import BodyFactory, MembershipFactory


@kept
def call_at(status: str = CallStatus.ANNOUNCED, *, officer: User | None = None, **facts: Any) -> Call:
    """A call that is being prepared or announced; later phases are reached by the officer's own steps."""
    if officer is None:
        officer = officer_of(BodyFactory())
    operator = Membership.objects.get(user=officer, role=Role.OFFICER).body
    quotas = facts.pop("quotas", [])
    call = calls.create(operator=operator, facts=call_facts(**facts), by=officer)
    if quotas:
        call = call_quotas.write(call=call, quotas=quotas, by=officer)
    if status == CallStatus.DRAFT:
        return call
    return calls.announce(call=call, by=officer)


def officer_for(call: Call) -> User:
    """The officer of the call's operator."""
    return Membership.objects.filter(body=call.operator, role=Role.OFFICER).order_by("pk")[0].user


def head_of(organisation: Organisation) -> User:
    return Membership.objects.get(organisation=organisation, role=Role.NGO_HEAD).user


def person_of(organisation: Organisation, role: str = Role.NGO_EDITOR) -> User:
    """One more person of the NGO."""
    return MembershipFactory(organisation=organisation, role=role).user


def filled(application: Application, *, by: User, **changes: dict[str, Any]) -> Application:
    """Every section typed in full; ``changes`` replace fields of a section by its name."""
    for name, typed in typed_sections().items():
        version = application.sections.get(name=name).version
        applications.save_section(
            application=application, name=name, typed=typed | changes.get(name, {}), version=version, by=by
        )
    return Application.objects.get(pk=application.pk)


@kept
def application_at(
    status: str = ApplicationStatus.SUBMITTED,
    *,
    call: Call | None = None,
    head: User | None = None,
    is_filled: bool = True,
    **changes: dict[str, Any],
) -> Application:
    """An application of an NGO of its own: ``draft``, ``submitted`` or ``withdrawn``; the call must be open."""
    call = call or call_at()
    membership = MembershipFactory() if head is None else Membership.objects.get(user=head, role=Role.NGO_HEAD)
    by, organisation = membership.user, membership.organisation
    application = applications.start(call=call, organisation=organisation, by=by)
    if is_filled:
        application = filled(application, by=by, **changes)
    if status == ApplicationStatus.DRAFT:
        return application
    if status == ApplicationStatus.WITHDRAWN:
        return applications.withdraw(application=application, by=by)
    applications.submit(application=application, by=by)
    return Application.objects.get(pk=application.pk)


def close_and_check(call: Call) -> None:
    """The window closes and the formal check starts: from now on the operator reads what was sent."""
    Call.objects.filter(pk=call.pk).update(closes_at=timezone.now() - dt.timedelta(minutes=1))
    phases.start_check(call=Call.objects.get(pk=call.pk), by=officer_for(call))


__all__ = [
    "SectionName",
    "application_at",
    "call_at",
    "close_and_check",
    "filled",
    "head_of",
    "officer_for",
    "person_of",
]
