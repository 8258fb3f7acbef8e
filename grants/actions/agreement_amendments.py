"""Changes of an agreement: written by one side, decided by an officer who did not propose them."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.content import reading
from foundation.core.content.items import Typed
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from grants.actions import agreement_notices as notices
from grants.actions import agreements, amending
from grants.actions.agreements import locked, said
from grants.choices import AmendedPart, AmendmentKind
from grants.models import Agreement, Amendment, AmendmentSection
from grants.models.agreement_content import AMENDED, typed_again
from grants.models.amendments import OPEN
from grants.rules import agreement_amendments as rules
from grants.workflow import AGREEMENT, AMENDMENT


class StaleAmendment(Conflict):
    """Somebody else, or another tab, saved the part since this text was begun. ``section`` is what is stored now."""

    def __init__(self, section: AmendmentSection) -> None:
        values = {"person": section.saved_by, "time": timezone.localtime(section.saved_at).strftime("%H:%M")}
        text = _("Not saved: %(person)s changed this section at %(time)s. Both texts are kept: choose between them.")
        super().__init__(text % values, code="stale")
        self.section = section


@transaction.atomic(durable=True)
def start(*, agreement: Agreement, side: str, by: Any) -> Amendment:
    """A new change for ``side``, filled with what is agreed now; the open one of the same side, if there is one.

    Raises NotPermitted or Conflict (not in force, the other side has an open one).
    """
    agreement = locked(agreement)
    rules.check_can_start(by, agreement, side)
    found = agreement.amendments.filter(status__in=OPEN).first()
    if found is not None and found.side == side:
        return found
    if found is not None:
        raise Conflict(_("The other side has proposed a change: it is decided first."))
    last = agreement.amendments.order_by("-number").first()
    amendment = Amendment.objects.create(
        agreement=agreement,
        number=last.number + 1 if last else 1,
        kind=AmendmentKind.AMENDMENT,
        side=side,
        started_at=clock.now(),
        started_by=by,
    )
    AmendmentSection.objects.bulk_create(
        AmendmentSection(amendment=amendment, name=name, data=_agreed_now(agreement, name)) for name in AMENDED
    )
    record("grants.amendment.started", amendment, by=by, changes={"side": side})
    return amendment


def _agreed_now(agreement: Agreement, name: str) -> dict[str, Any]:
    if name == AmendedPart.TERM:
        return {"months": str(agreement.months or "")}
    return typed_again(agreement.content.get(name, {}))


@transaction.atomic(durable=True)
def save_section(
    *, amendment: Amendment, name: str, typed: Typed, version: int, by: Any, saved_from: str = ""
) -> AmendmentSection:
    """Keep what was typed in the part ``name``, complete or not; nothing is written when nothing has changed.

    Raises StaleAmendment when another page has saved meanwhile, Invalid beyond technical limits, NotPermitted or
    Conflict.
    """
    amendment = _locked(amendment)
    rules.check_can_edit(by, amendment)
    reading.check_size(rules.parts_of(amendment)[name], typed)
    section = amendment.sections.select_related("saved_by").get(name=name)
    typed = {key: value for key, value in typed.items() if value}
    if section.data == typed:
        return section
    is_own = saved_from and section.saved_from == saved_from
    if section.saved_at and section.version != version and not is_own:
        raise StaleAmendment(section)
    changed = sorted(key for key in {*section.data, *typed} if section.data.get(key) != typed.get(key))
    section.data, section.version, section.saved_from = dict(typed), section.version + 1, saved_from
    section.saved_at, section.saved_by = clock.now(), by
    section.save(update_fields=["data", "version", "saved_from", "saved_at", "saved_by"])
    changes = {"section": name, "version": section.version, "fields": changed}
    record("grants.amendment.section_saved", amendment, by=by, changes=changes)
    return section


@transaction.atomic(durable=True)
def propose(*, amendment: Amendment, reason: str = "", by: Any) -> Amendment:
    """Send it to the body for a decision. An amendment needs a reason and must change something.

    Raises NotPermitted, TransitionNotAllowed or Invalid with every fault.
    """
    amendment = _locked(amendment)
    step = AMENDMENT.step("propose", amendment.status)
    rules.check_can_edit(by, amendment)
    found = rules.faults(rules.draft_of(amendment))
    if amendment.kind == AmendmentKind.AMENDMENT:
        found += _amendment_faults(amendment, reason)
    if found:
        raise Invalid(*found, message=_("The change cannot be sent yet."))
    amendment.reason, amendment.proposed_at, amendment.proposed_by = reason.strip(), clock.now(), by
    amendment.decided_at = amendment.decided_by = None
    return _move(amendment, step, by, amendment.reason)


def _amendment_faults(amendment: Amendment, reason: str) -> list[Fault]:
    agreement = amendment.agreement
    found = [] if reason.strip() else [Fault(_("Give the reason."), "reason")]
    same_term = rules.months_of(amendment) in (None, agreement.months)
    if same_term and amending.said(amendment, agreement) == agreement.content:
        found.append(Fault(_("Nothing is changed yet: it says what is agreed already.")))
    return found


@transaction.atomic(durable=True)
def send_back(*, amendment: Amendment, reason: str, by: Any) -> Amendment:
    """Return it for correction, saying why."""
    return _decide(amendment, "return", said(reason), by, notices.AMENDMENT_RETURNED)


@transaction.atomic(durable=True)
def decline(*, amendment: Amendment, reason: str, by: Any) -> Amendment:
    """Leave the agreement as it is, saying why. An adjustment cannot be declined, only returned."""
    if amendment.kind == AmendmentKind.ADJUSTMENT:
        raise Conflict(_("An adjustment is accepted or returned: the agreement cannot do without it."))
    return _decide(amendment, "decline", said(reason), by, notices.AMENDMENT_DECLINED)


@transaction.atomic(durable=True)
def approve(*, amendment: Amendment, by: Any) -> Amendment:
    """Accept it. An adjustment becomes the content of the agreement at once; an amendment waits for both signatures.

    What it says is judged again: expenses may have come meanwhile. Raises NotPermitted, TransitionNotAllowed or Invalid.
    """
    is_adjustment = amendment.kind == AmendmentKind.ADJUSTMENT
    letter = notices.AMENDMENT_ACCEPTED if is_adjustment else notices.AMENDMENT_APPROVED
    return _decide(amendment, "accept" if is_adjustment else "approve", "", by, letter)


def _decide(amendment: Amendment, name: str, reason: str, by: Any, letter: Any) -> Amendment:
    amendment = _locked(amendment)
    step = AMENDMENT.step(name, amendment.status)
    rules.check_can_decide(by, amendment)
    amendment.decision_reason = reason
    amendment.decided_at, amendment.decided_by = clock.now(), by
    if name in ("accept", "approve"):
        _check_still_fits(amendment)
    if name == "approve":
        amendment.version = _new_text(amendment, by)
    _move(amendment, step, by, reason)
    if name == "accept":
        _accept_adjustment(amendment, by)
    notices.tell_of_amendment(amendment, letter, name)
    return amendment


def _check_still_fits(amendment: Amendment) -> None:
    found = rules.faults(rules.draft_of(amendment))
    if found:
        raise Invalid(*found, message=_("The change does not fit any more: return it for correction."))


def _new_text(amendment: Amendment, by: Any) -> Any:
    """The text as it will be, with the agreement itself left as it is until both sides have signed."""
    agreement = amendment.agreement
    content, months, ends_on = agreement.content, agreement.months, agreement.ends_on
    agreement.content = amending.said(amendment, agreement)
    agreement.months = rules.months_of(amendment) or months
    if agreement.starts_on:
        agreement.ends_on = agreements.schedule.after_months(agreement.starts_on, agreement.months or 1)
    version = agreements.freeze(agreement, by=by, amendment=amendment)
    agreement.content, agreement.months, agreement.ends_on = content, months, ends_on
    return version


def _accept_adjustment(amendment: Amendment, by: Any) -> None:
    agreement = amendment.agreement
    step = AGREEMENT.step("accept_adjustment", agreement.status)
    amending.apply(amendment, agreement)
    before, agreement.status = agreement.status, step.target
    agreement.save(update_fields=["status"])
    record(step.verb, agreement, by=by, changes={"status": [before, step.target]})


@transaction.atomic(durable=True)
def withdraw(*, amendment: Amendment, by: Any) -> Amendment:
    """Give it up, also while it is being signed. Raises NotPermitted, Conflict or TransitionNotAllowed."""
    amendment = _locked(amendment)
    step = AMENDMENT.step("withdraw", amendment.status)
    rules.check_can_withdraw(by, amendment)
    if amendment.version is not None:
        amendment.version.void_at = clock.now()
        amendment.version.save(update_fields=["void_at"])
    return _move(amendment, step, by, "")


def _move(amendment: Amendment, step: Any, by: Any, reason: str) -> Amendment:
    before, amendment.status = amendment.status, step.target
    amendment.save()
    record(step.verb, amendment, by=by, changes={"status": [before, step.target]}, reason=reason)
    return amendment


def _locked(amendment: Amendment) -> Amendment:
    """The agreement first, then the change of it."""
    agreement = locked(amendment.agreement)
    held = lock(Amendment, amendment.pk)
    held.agreement = agreement
    return held
