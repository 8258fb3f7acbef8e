"""What NGOs tell the database of NGOs each year: begun, filled, submitted, checked, corrected (rules R09–R11)."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from foundation.accounts.models import User
from foundation.audit.record import record
from foundation.core import calendar, clock
from foundation.core.content import reading
from foundation.core.content.items import Typed
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from foundation.notifications.actions import notify
from foundation.notifications.letters import Letter
from foundation.notifications.wording import trilingual
from registry.actions import search
from registry.choices import AnnualStatus, AnnualWay
from registry.models import (
    AnnualInformation,
    AnnualRemark,
    AnnualSection,
    AnnualVersion,
    Membership,
    Organisation,
)
from registry.models.annual_content import ANNUAL_PARTS, FORMAT
from registry.rules import annual as rules
from registry.rules import annual_prefill, roles
from registry.workflow import ANNUAL

RETURNED = Letter(
    "registry.annual",
    gettext_noop("Annual information for %(year)s is returned for correction"),
    gettext_noop("%(name)s: look at the remarks, correct what they name, and submit it again.\n\n%(remarks)s"),
)
ACCEPTED = Letter(
    "registry.annual",
    gettext_noop("Annual information for %(year)s is accepted"),
    gettext_noop("%(name)s: the information is in the database of NGOs and can be read by everybody."),
)
FACTS = (
    "bin", "name_kk", "name_ru", "name_en", "legal_form", "status", "registered_on", "address", "email",
    "phone", "website", "head_name", "kato",
)  # fmt: skip


class StaleAnnualSection(Conflict):
    """Somebody else, or another tab, saved the section since this text was begun. ``section`` is what is stored now."""

    def __init__(self, section: AnnualSection) -> None:
        super().__init__(
            _("Not saved: %(person)s changed this section at %(time)s. Both texts are kept: choose between them.")
            % {
                "person": section.saved_by or _("the portal"),
                "time": timezone.localtime(section.saved_at).strftime("%H:%M"),
            },
            code="stale",
        )
        self.section = section


@transaction.atomic(durable=True)
def start(*, organisation: Organisation, year: int, way: str = AnnualWay.PORTAL, by: Any) -> AnnualInformation:
    """The information about ``year``: the one that was begun, else a new one with what the portal can fill in.

    On paper an officer begins, with nothing but what the paper says. A double click makes one. ``by`` None is the
    portal itself. Raises NotPermitted, Invalid (no such year) or Conflict (the organisation has begun it itself).
    """
    organisation = lock(Organisation, organisation.pk)
    if by is not None:
        rules.check_can_start(by, organisation, way)
    rules.check_year(year, calendar.local_date(clock.now()))
    row, is_new = AnnualInformation.objects.get_or_create(
        organisation=organisation, year=year, defaults={"started_at": clock.now(), "started_by": by, "way": way}
    )
    if way == AnnualWay.PAPER and row.way != way:
        raise Conflict(_("The organisation tells of this year on the portal itself."))
    if is_new:
        filled = annual_prefill.prefilled(organisation, year) if way == AnnualWay.PORTAL else {}
        AnnualSection.objects.bulk_create(
            AnnualSection(information=row, name=name, data=data, prefilled=annual_prefill.controls(data))
            for name, data in filled.items()
        )
        record("registry.annual.started", row, by=by, changes={"prefilled": sorted(filled)})
    return row


@transaction.atomic(durable=True)
def save_section(
    *, information: AnnualInformation, name: str, typed: Typed, version: int, by: Any, saved_from: str = ""
) -> AnnualSection:
    """Keep what was typed in the section ``name``, complete or not; nothing is written when nothing has changed.

    ``version`` is the one that the text was begun from (0: nothing was saved yet); ``saved_from`` names the page that
    sends it. Raises StaleAnnualSection when another page has saved meanwhile, Invalid beyond technical limits,
    NotPermitted, or Conflict when it cannot be changed now.
    """
    row = _writable(information, by)
    reading.check_size(ANNUAL_PARTS[name], typed)
    section = row.sections.select_related("saved_by").filter(name=name).first()
    section = section or AnnualSection(information=row, name=name)
    typed = {key: value for key, value in typed.items() if value}
    if section.pk and section.data == typed and section.saved_at:
        return section
    if section.version != version and not (saved_from and section.saved_from == saved_from):
        raise StaleAnnualSection(section)
    _take_over(row, by)
    changed = sorted(key for key in {*section.data, *typed} if section.data.get(key) != typed.get(key))
    section.prefilled = annual_prefill.still_prefilled(typed, section.data, section.prefilled)
    section.data, section.version, section.saved_from = typed, section.version + 1, saved_from
    section.saved_at, section.saved_by = clock.now(), by
    section.save()
    # What was typed is private until it is sent: the event names the fields, not their text.
    changes = {"section": name, "version": section.version, "fields": changed}
    record("registry.annual.section_saved", row, by=by, changes=changes)
    return section


@transaction.atomic(durable=True)
def submit(
    *, information: AnnualInformation, is_stated: bool = True, received_on: dt.date | None = None, by: Any
) -> AnnualVersion:
    """Send the information, or the correction of an accepted one; late is allowed and told in public (rule R10).

    ``is_stated``: the head says that it is true, on paper too; ``received_on`` is the day on which the paper came. A
    second press finds it sent and returns the same version. ``by`` None is the portal itself. Raises NotPermitted,
    Invalid with every fault, or TransitionNotAllowed.
    """
    row = _locked(information)
    is_entered = by is not None and rules.is_entered(by, row)
    if by is not None:
        rules.check_can_send(by, row)
    latest = row.versions.last()
    if latest is not None and row.status in (AnnualStatus.SUBMITTED, AnnualStatus.CORRECTED):
        return latest
    name = "submit_correction" if row.status == AnnualStatus.AMENDING else "submit"
    step, draft, now = ANNUAL.step(name, row.status), rules.draft_of(row), clock.now()
    found = rules.received_faults(row.year, received_on, calendar.local_date(now)) if is_entered else []
    found += rules.faults(draft)
    if not is_stated:
        found.append(Fault(_("Say that the information is true and complete."), "statement"))
    if found:
        raise Invalid(*found, message=_("The information cannot be submitted yet."))
    _take_over(row, by)
    sent_at = calendar.cut_off(received_on, rules.RECEIVED_AT) if is_entered and received_on else now
    before, row.status = row.status, step.target
    row.submitted_at, row.submitted_by = row.submitted_at or sent_at, by
    version = _freeze(row, draft, latest.number + 1 if latest else 1, sent_at)
    for field, value in rules.figures(version.document["sections"]).items():
        setattr(row, field, value)
    row.save()
    changes = {"status": [before, step.target], "version": version.number, "sha256": version.digest}
    record(step.verb, row, by=by, changes=changes)
    search.index(row.organisation)
    return version


@transaction.atomic(durable=True)
def accept(*, information: AnnualInformation, version: int | None = None, by: Any) -> AnnualInformation:
    """Find it complete. ``version`` is the one that the officer has read.

    Raises NotPermitted, Conflict (another one has come meanwhile) or TransitionNotAllowed.
    """
    row, latest = _for_check(information, version, by)
    step = ANNUAL.step("accept", row.status)
    before, row.status, row.accepted_at, row.accepted_by = row.status, step.target, clock.now(), by
    row.remarks = row.reason = ""
    row.save(update_fields=["status", "accepted_at", "accepted_by", "remarks", "reason"])
    latest.accepted_at = row.accepted_at
    latest.save(update_fields=["accepted_at"])
    record(step.verb, row, by=by, changes={"status": [before, step.target], "version": latest.number})
    search.index(row.organisation)
    _tell(row, ACCEPTED, f"registry.annual.accepted.{latest.pk}")
    return row


@transaction.atomic(durable=True)
def send_back(
    *,
    information: AnnualInformation,
    remarks: str = "",
    at_fields: Mapping[tuple[str, str], str] | None = None,
    version: int | None = None,
    by: Any,
) -> AnnualInformation:
    """Return it for correction. ``at_fields``: (section, control) → what to correct there; ``remarks``: in general.

    Raises NotPermitted, Invalid (nothing is said), Conflict (another version has come) or TransitionNotAllowed.
    """
    row, latest = _for_check(information, version, by)
    step = ANNUAL.step("return_correction" if row.status == AnnualStatus.CORRECTED else "return", row.status)
    said = {place: text.strip() for place, text in (at_fields or {}).items() if text.strip()}
    if not remarks.strip() and not said:
        raise Invalid(Fault(_("Say what has to be corrected."), "remarks"))
    before, row.status, row.remarks = row.status, step.target, remarks.strip()
    row.save(update_fields=["status", "remarks"])
    AnnualRemark.objects.bulk_create(
        AnnualRemark(version=latest, section=section, control=control, text=text, made_at=clock.now(), made_by=by)
        for (section, control), text in said.items()
    )
    places = [f"{section}.{control}" for section, control in said]
    changes = {"status": [before, step.target], "version": latest.number, "fields": places}
    record(step.verb, row, by=by, changes=changes, reason=row.remarks)
    search.index(row.organisation)
    _tell(row, RETURNED, f"registry.annual.returned.{latest.pk}")
    return row


@transaction.atomic(durable=True)
def amend(*, information: AnnualInformation, reason: str, by: Any) -> AnnualInformation:
    """Begin to correct what was accepted, saying why. The accepted version stays public until the next is accepted."""
    row = _locked(information)
    step = ANNUAL.step("amend", row.status)
    if by is not None:
        rules.check_can_change(by, row)
    if not reason.strip():
        raise Invalid(Fault(_("Give the reason."), "reason"))
    _take_over(row, by)
    return _move(row, step, by, reason.strip())


@transaction.atomic(durable=True)
def drop_correction(*, information: AnnualInformation, by: Any) -> AnnualInformation:
    """Give the correction up: the accepted version stays what it is, and what was typed is put back to it."""
    row = _locked(information)
    step = ANNUAL.step("drop_correction", row.status)
    if by is not None:
        rules.check_can_change(by, row)
    accepted = row.versions.filter(accepted_at__isnull=False).last()
    said = accepted.document["sections"] if accepted else {}
    row.way = accepted.document.get("way", row.way) if accepted else row.way
    for section in row.sections.all():
        section.data = _typed_again(said.get(section.name, {}))
        section.version, section.saved_from = section.version + 1, ""
        section.save(update_fields=["data", "version", "saved_from"])
    return _move(row, step, by, "")


def _move(row: AnnualInformation, step: Any, by: Any, reason: str) -> AnnualInformation:
    before, row.status, row.reason = row.status, step.target, reason
    row.save(update_fields=["status", "reason", "way"])
    record(step.verb, row, by=by, changes={"status": [before, step.target]}, reason=reason)
    return row


def _take_over(row: AnnualInformation, by: Any) -> None:
    """What the organisation's own people write comes through the portal from then on: officers neither see nor change it."""
    if by is not None and row.way == AnnualWay.PAPER and not rules.is_entered(by, row):
        row.way = AnnualWay.PORTAL
        row.save(update_fields=["way"])


def _typed_again(said: Mapping[str, Any]) -> dict[str, Any]:
    """What a document says, as it would have been typed."""
    data: dict[str, Any] = {name: str(value) for name, value in said.items() if name != "rows" and value is not None}
    rows = [{name: "" if value is None else str(value) for name, value in row.items()} for row in said.get("rows", [])]
    return data | ({"rows": rows} if rows else {})


def _locked(information: AnnualInformation) -> AnnualInformation:
    """The organisation first, then its information, so that two actions never wait for each other."""
    organisation = lock(Organisation, information.organisation_id)
    row = lock(AnnualInformation, information.pk)
    row.organisation = organisation
    return row


def _writable(information: AnnualInformation, by: Any) -> AnnualInformation:
    row = _locked(information)
    if by is not None:
        rules.check_can_write(by, row)
    elif not row.is_writable:
        raise Conflict(_("The information for this year has been submitted already."))
    return row


def _for_check(information: AnnualInformation, version: int | None, by: Any) -> tuple[AnnualInformation, AnnualVersion]:
    row = _locked(information)
    if by is not None:
        roles.check_can_accept_annual_information(by)
    latest = row.versions.last()
    if latest is None or (version is not None and latest.number != version):
        raise Conflict(_("The organisation has sent another version meanwhile: read that one."))
    return row, latest


def _freeze(row: AnnualInformation, draft: rules.Draft, number: int, at: dt.datetime) -> AnnualVersion:
    organisation = row.organisation
    # Under paper stands the name of its head, which nobody has typed.
    by = row.submitted_by if row.way == AnnualWay.PORTAL else None
    facts = {name: getattr(organisation, name) for name in FACTS}
    facts["registered_on"] = organisation.registered_on.isoformat() if organisation.registered_on else None
    document = {
        "format": FORMAT,
        "year": row.year,
        "version": number,
        "way": str(row.way),
        "organisation": facts | {"region": organisation.region_id},
        "sections": {
            name: reading.canonical(part, draft.sections.get(name, {}), draft.choices)
            for name, part in ANNUAL_PARTS.items()
        },
        "statement": {"by": str(by) if by else "", "at": at.isoformat()},
    }
    return AnnualVersion.objects.create(
        information=row,
        number=number,
        document=document,
        digest=digest(document),
        reason=row.reason,
        submitted_at=at,
        submitted_by=row.submitted_by,
    )


def digest(document: Mapping[str, Any]) -> str:
    """SHA-256 of the document as UTF-8 JSON with sorted keys and no spaces."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def writers(organisations: Sequence[int]) -> Any:
    """Roles of those who file for the organisations, with the people."""
    held = Membership.objects.in_force().filter(organisation__in=organisations, role__in=roles.EDITORS)
    return held.filter(user__is_active=True).select_related("user").order_by("user", "organisation")


def _tell(row: AnnualInformation, letter: Letter, key: str) -> None:
    context = {"year": row.year, "name": trilingual(row.organisation, "name"), "remarks": row.remarks}
    people: dict[int, User] = {role.user_id: role.user for role in writers([row.organisation_id])}
    for person in people.values():
        notify(to=person, letter=letter, context=context, link=row.get_absolute_url() if row.organisation.bin else "",
               key=key)  # fmt: skip
