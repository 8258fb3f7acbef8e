"""The applicant's steps: start, save, send, open again, withdraw."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from evaluation.scoring.canonical import digest
from foundation.accounts.models import User
from foundation.audit.record import record
from foundation.core import clock, presentation
from foundation.core.content.items import Typed
from foundation.core.db import lock
from foundation.core.errors import Conflict, Invalid
from foundation.notifications.actions import notify
from foundation.notifications.letters import Letter
from foundation.notifications.wording import trilingual
from grants.choices import ApplicationStatus
from grants.models.applications import ENDED, Application, Section, SubmittedVersion
from grants.models.calls import Call
from grants.models.parts import main_part, parts_of
from grants.rules import applications as rules
from grants.rules import sections
from grants.workflow import APPLICATION
from registry.choices import Role
from registry.models import Membership, Organisation

FORMAT = "grants.application/1"
RECEIPT = Letter(
    "grants.applications",
    gettext_noop("Application %(number)s is sent"),
    gettext_noop(
        "%(sender)s sent the application to the call “%(call)s”.\n\nNumber: %(number)s, version %(version)s\n"
        "Received: %(moment)s (Astana time)\nSHA-256: %(digest)s"
    ),
)


class StaleSection(Conflict):
    """Somebody else, or another tab, saved the section since this text was begun. ``section`` is what is stored now."""

    def __init__(self, section: Section) -> None:
        super().__init__(
            _("Not saved: %(person)s changed this section at %(time)s. Both texts are kept: choose between them.")
            % {
                "person": section.saved_by,
                "time": timezone.localtime(section.saved_at).strftime("%H:%M"),
            },
            code="stale",
        )
        self.section = section


@transaction.atomic(durable=True)
def start(*, call: Call, organisation: Organisation, by: Any) -> Application:
    """The NGO's running application to ``call``: the one it has, else a new draft. A double click makes one draft.

    Raises NotPermitted, Conflict (not open yet) or DeadlinePassed.
    """
    call = lock(Call, call.pk)
    running = call.applications.filter(organisation=organisation).exclude(status__in=ENDED).first()
    if running is not None:
        rules.check_can_write(by, organisation)
        return running
    rules.check_can_start(by, call, organisation, clock.now())
    call.last_number += 1
    call.save(update_fields=["last_number"])
    application = Application.objects.create(
        call=call,
        organisation=organisation,
        number=f"{call.number_prefix}-{call.last_number:04d}",
        language=call.languages[0],
        created_at=clock.now(),
        created_by=by,
    )
    Section.objects.bulk_create(Section(application=application, name=name) for name in parts_of(call))
    record("grants.application.started", application, by=by, changes={"organisation": organisation})
    return application


@transaction.atomic(durable=True)
def save_section(
    *, application: Application, name: str, typed: Typed, version: int, by: Any, saved_from: str = ""
) -> Section:
    """Keep what was typed in the section ``name``, complete or not.

    ``version`` is the one that the text was begun from; ``saved_from`` names the page that sends it. Raises
    StaleSection when another page has saved meanwhile, Invalid beyond technical limits, Conflict or DeadlinePassed
    when the application cannot be changed now. Nothing is written when nothing has changed.
    """
    application = lock(Application, application.pk)
    rules.check_can_edit(by, application, clock.now())
    sections.check_size(parts_of(application.call)[name], typed)
    section = application.sections.select_related("saved_by").get(name=name)
    typed = {key: value for key, value in typed.items() if value}
    if section.data == typed:
        return section
    if section.version != version and not (saved_from and section.saved_from == saved_from):
        raise StaleSection(section)
    changed = sorted(key for key in {*section.data, *typed} if section.data.get(key) != typed.get(key))
    section.data, section.version, section.saved_from = typed, section.version + 1, saved_from
    section.saved_at, section.saved_by = clock.now(), by
    section.save(update_fields=["data", "version", "saved_from", "saved_at", "saved_by"])
    _copy_facts(application)
    # What was typed is private until it is sent: the event names the fields, not their text.
    record(
        "grants.application.section_saved",
        application,
        by=by,
        changes={"section": name, "version": section.version, "fields": changed},
    )
    return section


def _copy_facts(application: Application) -> None:
    """Title, language and sum stand in lists, so they are copied from the sections."""
    draft = sections.draft_of(application)
    project = draft.sections.get(main_part(application.call), {})
    application.title = project.get("title", "")[:300]
    if project.get("language") in application.call.languages:
        application.language = project["language"]
    application.requested = sections.requested(draft)
    application.save(update_fields=["title", "language", "requested"])


@transaction.atomic(durable=True)
def submit(*, application: Application, by: Any) -> SubmittedVersion:
    """Send the application: freeze what was typed as the next version, with its SHA-256. Returns that version.

    A second press finds it sent and returns the same version. Raises DeadlinePassed by the server's clock, Invalid
    with every fault, NotPermitted or TransitionNotAllowed.
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
    application.status, application.submitted_at, application.submitted_by = step.target, now, by
    application.save(update_fields=["status", "submitted_at", "submitted_by"])
    version = _freeze(application, now, latest.number + 1 if latest else 1, by)
    record(step.verb, application, by=by, changes={"version": version.number, "sha256": version.digest})
    _tell(version)
    return version


def _lock_with_call(application: Application) -> Application:
    """The call first, then the application, so that two actions never wait for each other."""
    call = lock(Call, application.call_id)
    held = lock(Application, application.pk)
    held.call = call
    return held


def _freeze(application: Application, now: dt.datetime, number: int, by: Any) -> SubmittedVersion:
    files = list(application.attachments.filter(removed_at=None).select_related("document"))
    document = {
        "format": FORMAT,
        "number": application.number,
        "version": number,
        "call": application.call.slug,
        "organisation": _organisation(application.organisation),
        "language": application.language,
        "submitted_at": now.isoformat(),
        "submitted_by": str(by),
        "sections": sections.canonical(sections.draft_of(application)),
        "attachments": [
            {
                "title": file.title,
                "name": file.document.name,
                "size": file.document.size,
                "sha256": file.document.sha256,
            }
            for file in files
        ],
        "eligibility": rules.eligibility_snapshot(application, now),
    }
    version = SubmittedVersion.objects.create(
        application=application,
        number=number,
        document=document,
        digest=digest(document),
        submitted_at=now,
        submitted_by=by,
    )
    version.attachments.set(files)
    return version


def _organisation(organisation: Organisation) -> dict[str, Any]:
    return {
        "bin": organisation.bin,
        "name_kk": organisation.name_kk,
        "name_ru": organisation.name_ru,
        "name_en": organisation.name_en,
    }


def _tell(version: SubmittedVersion) -> None:
    """The receipt, to who sent and to the head of the NGO."""
    application = version.application
    heads = User.objects.filter(
        memberships__in=Membership.objects.in_force().filter(organisation=application.organisation, role=Role.NGO_HEAD)
    )
    context = {
        "number": application.number,
        "call": trilingual(application.call, "title"),
        "version": version.number,
        "moment": presentation.local(version.submitted_at).strftime("%d.%m.%Y %H:%M:%S"),
        "digest": version.digest,
        "sender": str(version.submitted_by),
    }
    link = reverse("grants:application-receipt", args=[application.number])
    for person in {version.submitted_by, *heads}:
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
