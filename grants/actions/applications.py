"""The applicant's steps: start, save, send, open again, withdraw."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from evaluation.scoring.canonical import digest
from foundation.accounts.esignature.requests import Examined, accept
from foundation.accounts.models import Signature
from foundation.audit.record import record
from foundation.core import clock, presentation
from foundation.core.content.items import Typed
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid
from foundation.notifications.actions import notify
from foundation.notifications.letters import Letter
from foundation.notifications.wording import trilingual
from grants.actions import sections as section_actions
from grants.choices import ApplicationStatus, EligibilityStage
from grants.models.applications import ENDED, Application, Section, SubmittedVersion
from grants.models.calls import Call
from grants.models.eligibility import EligibilitySnapshot
from grants.models.parts import parts_of
from grants.rules import applications as rules
from grants.rules import statements
from grants.workflow import APPLICATION
from registry.models import Organisation
from registry.queries.holders import heads_of

RECEIPT = Letter(
    "grants.applications",
    gettext_noop("Application %(number)s is sent"),
    gettext_noop(
        "%(sender)s sent the application to the call “%(call)s”.\n\nNumber: %(number)s, version %(version)s\n"
        "Received: %(moment)s (Astana time)\nSHA-256: %(digest)s"
    ),
)


@transaction.atomic(durable=True)
def start(*, call: Call, organisation: Organisation, by: Any, another: bool = False) -> Application:
    """The NGO's running application to ``call``: the one it has, else a new draft. A double click makes one draft.

    With ``another`` one more is begun where the call allows several of one NGO (rule R29); a draft in which nothing was
    typed yet is that other one. Raises NotPermitted, Conflict (not open yet, or no more allowed) or DeadlinePassed.
    """
    return begin(lock(Call, call.pk), organisation, by, another=another)


def begin(call: Call, organisation: Organisation, by: Any, *, another: bool = False) -> Application:
    """A step of ``start``, for a call that is locked."""
    running = list(call.applications.filter(organisation=organisation).exclude(status__in=ENDED).order_by("place"))
    if running and not another:
        rules.check_can_write(by, organisation)
        return running[-1]
    rules.check_can_start(by, call, organisation, clock.now())
    untouched = next((one for one in running if not one.sections.filter(version__gt=0).exists()), None)
    if untouched is not None:
        return untouched
    rules.check_may_have_another(call, len(running))
    return _new(call, organisation, {one.place for one in running}, by)


def _new(call: Call, organisation: Organisation, taken: set[int], by: Any) -> Application:
    call.last_number += 1
    call.save(update_fields=["last_number"])
    application = Application.objects.create(
        call=call,
        organisation=organisation,
        number=f"{call.number_prefix}-{call.last_number:04d}",
        place=next(place for place in count(1) if place not in taken),
        language=call.languages[0],
        created_at=clock.now(),
        created_by=by,
    )
    Section.objects.bulk_create(Section(application=application, name=name) for name in parts_of(call))
    record("grants.application.started", application, by=by, changes={"organisation": organisation})
    keep_answers(application, EligibilityStage.STARTED)
    return application


def keep_answers(application: Application, stage: str) -> None:
    """A step: what the rules of eligibility say now, with their facts, stays with the application."""
    now = clock.now()
    EligibilitySnapshot.objects.create(
        application=application, stage=stage, made_at=now, answers=rules.eligibility_snapshot(application, now)
    )


def save_section(
    *, application: Application, name: str, typed: Typed, version: int, by: Any, saved_from: str = ""
) -> Section:
    """Keep what was typed in the section ``name``: ``grants.actions.sections.save`` without any choice."""
    return section_actions.save(
        application=application, name=name, typing=section_actions.Typing(typed, version, saved_from), by=by
    )


@transaction.atomic(durable=True)
def submit(*, application: Application, by: Any, examined: Examined | None = None) -> SubmittedVersion:
    """Send the application: freeze what was typed as the next version, with its SHA-256. Returns that version.

    ``examined`` is a signature over its statement, found good; some calls ask for one. A second press finds it sent and
    returns the same version. Raises DeadlinePassed by the server's clock, Invalid with every fault or for the signature,
    NotPermitted or TransitionNotAllowed.
    """
    application = _lock_with_call(application)
    rules.check_can_write(by, application.organisation)
    latest = application.versions.last()
    if application.status == ApplicationStatus.SUBMITTED and latest is not None:
        return latest
    step, now = APPLICATION.step("submit", application.status), clock.now()
    rules.check_time(application, now)
    found = rules.submission_faults(application, now)
    if found:
        raise Invalid(*found, message=_("The application cannot be sent yet."))
    signature = _accepted(application, examined, by)
    application.status, application.submitted_at, application.submitted_by = step.target, now, by
    application.save(update_fields=["status", "submitted_at", "submitted_by"])
    version = _freeze(application, now, signature, by)
    keep_answers(application, EligibilityStage.SUBMITTED)
    record(step.verb, application, by=by, changes={"version": version.number, "sha256": version.digest})
    _tell(version)
    return version


def _lock_with_call(application: Application) -> Application:
    """The call first, then the application, so that two actions never wait for each other."""
    call = lock(Call, application.call_id)
    held = lock(Application, application.pk)
    held.call = call
    return held


def _accepted(application: Application, examined: Examined | None, by: Any) -> Signature | None:
    """The signature over exactly what is sent now; None where the call asks for none. Raises Invalid."""
    if examined is None:
        if application.call.requires_signature:
            raise Invalid(Fault(_("This call takes applications with an electronic signature: sign it."), "signature"))
        return None
    statements.check_signer(application.organisation, examined.signer)
    said = statements.statement(application, statements.files_of(application))
    statements.check_signed(said, examined.request.document)
    return accept(examined=examined, purpose=statements.PURPOSE, subject=application.number, by=by)


def _freeze(application: Application, now: dt.datetime, signature: Signature | None, by: Any) -> SubmittedVersion:
    files = statements.files_of(application)
    document = {
        **statements.statement(application, files),
        "submitted_at": now.isoformat(),
        "submitted_by": str(by),
        "eligibility": rules.eligibility_snapshot(application, now),
    }
    version = SubmittedVersion.objects.create(
        application=application,
        number=document["version"],
        document=document,
        digest=digest(document),
        signature=signature,
        submitted_at=now,
        submitted_by=by,
    )
    version.attachments.set(files)
    return version


def _tell(version: SubmittedVersion) -> None:
    """The receipt, to who sent and to the head of the NGO."""
    application = version.application
    context = {
        "number": application.number,
        "call": trilingual(application.call, "title"),
        "version": version.number,
        "moment": presentation.local(version.submitted_at).strftime("%d.%m.%Y %H:%M:%S"),
        "digest": version.digest,
        "sender": str(version.submitted_by),
    }
    link = reverse("grants:application-receipt", args=[application.number])
    for person in {version.submitted_by, *heads_of(application.organisation)}:
        notify(to=person, letter=RECEIPT, context=context, link=link, key=f"grants.receipt.{version.pk}")


@transaction.atomic(durable=True)
def reopen(*, application: Application, by: Any) -> Application:
    """Take a sent application back to a draft while the window is open; the sent version stays beside the next one."""
    application = _lock_with_call(application)
    step = APPLICATION.step("reopen", application.status)
    rules.check_can_reopen(by, application, clock.now())
    application.status = step.target
    application.save(update_fields=["status"])
    record(step.verb, application, by=by)
    return application


@transaction.atomic(durable=True)
def withdraw(*, application: Application, by: Any, reason: str = "") -> Application:
    """Take the application out of the call for good; what was sent is kept."""
    application = _lock_with_call(application)
    step = APPLICATION.step("withdraw", application.status)
    rules.check_can_withdraw(by, application)
    application.status = step.target
    application.save(update_fields=["status"])
    record(step.verb, application, by=by, reason=reason)
    return application
