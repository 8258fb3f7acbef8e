"""Naming partners, asking for their consent, and answering."""

from __future__ import annotations

from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.notifications.actions import notify
from foundation.notifications.letters import Letter
from foundation.notifications.wording import trilingual
from grants.actions.attachments import put_in, take_out
from grants.actions.notices import TOPIC
from grants.choices import FileKind, PartnerKind, PartnerStatus
from grants.models import Application, Partner
from grants.rules import partners as rules
from grants.workflow import PARTNER
from registry.models import Organisation
from registry.queries import holders

ASKED = Letter(
    TOPIC,
    gettext_noop("%(applicant)s asks for your consent"),
    gettext_noop(
        "%(applicant)s names your organisation in its application %(number)s to the call “%(call)s”. Say on the page"
        " whether you consent. Without your answer the application cannot be sent."
    ),
)
AGREED = Letter(
    TOPIC,
    gettext_noop("%(partner)s consents"),
    gettext_noop("%(partner)s has consented to take part in the application %(number)s."),
)
REFUSED = Letter(
    TOPIC,
    gettext_noop("%(partner)s does not consent"),
    gettext_noop("%(partner)s does not take part in the application %(number)s.\n\n%(reason)s"),
)


@transaction.atomic(durable=True)
def ask(
    *, application: Application, organisation: Organisation, kind: str, contribution: str, may_edit: bool, by: Any
) -> Partner:
    """Name an NGO of the registry and ask its head for consent. Raises NotPermitted, Conflict, DeadlinePassed, Invalid."""
    application = lock(Application, application.pk)
    now = clock.now()
    rules.check_can_ask(by, application, organisation, now)
    partner = Partner.objects.create(
        application=application,
        kind=kind,
        organisation=organisation,
        contribution=contribution,
        may_edit=may_edit and kind == PartnerKind.CO_APPLICANT,
        asked_at=now,
        asked_by=by,
    )
    record("grants.partner.asked", application, by=by, changes={"organisation": organisation, "kind": kind})
    _tell_asked(partner)
    return partner


@transaction.atomic(durable=True)
def name_outsider(*, application: Application, name: str, contribution: str, letter: File[Any], by: Any) -> Partner:
    """Name a partner outside the registry by its letter. Raises FileRefused too."""
    application = lock(Application, application.pk)
    now = clock.now()
    rules.check_can_name(by, application, now)
    rules.check_room(application)
    kept = put_in(application=application, upload=letter, title=name[:200], kind=FileKind.LETTER, by=by)
    partner = Partner.objects.create(
        application=application,
        kind=PartnerKind.PARTNER,
        name=name,
        contribution=contribution,
        letter=kept,
        status=PartnerStatus.AGREED,
        asked_at=now,
        asked_by=by,
    )
    record("grants.partner.named", application, by=by, changes={"name": name, "sha256": kept.document.sha256})
    return partner


@transaction.atomic(durable=True)
def answer(*, partner: Partner, consents: bool, by: Any, reason: str = "") -> Partner:
    """The head of the partner consents, or refuses; a consent can be taken back until the application is sent.

    Raises NotPermitted, Conflict or TransitionNotAllowed.
    """
    partner = _locked(partner)
    rules.check_can_answer(by, partner)
    step = PARTNER.step("agree" if consents else "refuse", partner.status)
    partner.status, partner.answered_at, partner.answered_by = step.target, clock.now(), by
    partner.reason = "" if consents else reason.strip()
    partner.save(update_fields=["status", "answered_at", "answered_by", "reason"])
    record(step.verb, partner.application, by=by, changes={"organisation": partner.organisation}, reason=partner.reason)
    _tell_answered(partner)
    return partner


@transaction.atomic(durable=True)
def ask_again(*, partner: Partner, by: Any) -> Partner:
    """Ask once more after a refusal."""
    partner = _locked(partner)
    rules.check_can_name(by, partner.application, clock.now())
    step = PARTNER.step("ask_again", partner.status)
    partner.status, partner.asked_at, partner.asked_by = step.target, clock.now(), by
    partner.answered_at = partner.answered_by = None
    partner.reason = ""
    partner.save(update_fields=["status", "asked_at", "asked_by", "answered_at", "answered_by", "reason"])
    record(step.verb, partner.application, by=by, changes={"organisation": partner.organisation})
    _tell_asked(partner)
    return partner


@transaction.atomic(durable=True)
def remove(*, partner: Partner, by: Any) -> Partner:
    """Take a partner out of a draft; a letter goes with it."""
    partner = _locked(partner)
    rules.check_can_name(by, partner.application, clock.now())
    step, letter = PARTNER.step("remove", partner.status), partner.letter
    partner.status, partner.letter, partner.may_edit = step.target, None, False
    partner.save(update_fields=["status", "letter", "may_edit"])
    if letter is not None:
        take_out(attachment=letter, by=by)
    record(step.verb, partner.application, by=by, changes={"name": str(partner)})
    return partner


def _locked(partner: Partner) -> Partner:
    """The application first, then the partner."""
    application = lock(Application, partner.application_id)
    held = lock(Partner, partner.pk)
    held.application = application
    return held


def _tell_asked(partner: Partner) -> None:
    application = partner.application
    context = {
        "applicant": trilingual(application.organisation, "name"),
        "number": application.number,
        "call": trilingual(application.call, "title"),
    }
    link = reverse("grants:partner-answer", args=[application.number, partner.pk])
    key = f"grants.partner.{partner.pk}.{partner.asked_at.timestamp():.0f}"
    for head in holders.heads_of(partner.organisation_id):
        notify(to=head, letter=ASKED, context=context, link=link, key=key)


def _tell_answered(partner: Partner) -> None:
    application = partner.application
    is_agreed = partner.status == PartnerStatus.AGREED
    context = {"partner": trilingual(partner.organisation, "name"), "number": application.number}
    if not is_agreed:
        context["reason"] = partner.reason or "–"
    link = reverse("grants:partner-list", args=[application.number])
    people = {partner.asked_by, *holders.heads_of(application.organisation_id)}
    for person in sorted(people, key=lambda one: one.pk):
        notify(to=person, letter=AGREED if is_agreed else REFUSED, context=context, link=link)
