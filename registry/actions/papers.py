"""Documents of an organisation: added by it, verified by an officer, asked for again before they run out."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from foundation.audit.record import record
from foundation.core import calendar, clock
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid
from foundation.documents import actions as documents
from foundation.documents import kinds
from foundation.notifications.letters import Letter
from registry.actions.telling import tell_people
from registry.choices import PaperKind, PaperStatus
from registry.models import Organisation, Paper, RuleParameters
from registry.rules.oversight import check_can_answer, check_can_decide, checked_text
from registry.workflow import PAPER

ACCEPTED = (kinds.PDF, kinds.JPEG, kinds.PNG)
IN_FORCE = (PaperStatus.SUBMITTED, PaperStatus.VERIFIED)
ENDS = Letter(
    "registry.oversight",
    gettext_noop("A document of %(name)s runs out on %(day)s"),
    gettext_noop("Add a new one in time, so that an officer can verify it again before the old one ends."),
)
ENDED = Letter(
    "registry.oversight",
    gettext_noop("A document of %(name)s has run out on %(day)s"),
    gettext_noop("Add a new one: until then the checklist of due diligence asks for it."),
)
REFUSED = Letter(
    "registry.oversight",
    gettext_noop("An officer has refused a document of %(name)s"),
    gettext_noop("Why: %(reason)s\n\nAdd a right one."),
)


@transaction.atomic(durable=True)
def add(
    *, organisation: Organisation, kind: str, upload: File[Any], dates: tuple[dt.date | None, dt.date | None], by: Any
) -> Paper:
    """Add a document with the days of its issue and of its end; it takes the place of the one of the same kind.

    Raises NotPermitted, Invalid or FileRefused.
    """
    organisation = lock(Organisation, organisation.pk)
    check_can_answer(by, organisation)
    issued_on, valid_until = dates
    _check(kind, issued_on, valid_until)
    document = documents.store(upload=upload, by=by, accept=ACCEPTED)
    if kind != PaperKind.OTHER:
        _replace(organisation, kind, by)
    paper = Paper.objects.create(
        organisation=organisation,
        kind=kind,
        document=document,
        issued_on=issued_on,
        valid_until=valid_until,
        added_at=clock.now(),
        added_by=by,
    )
    record("registry.paper.added", paper, by=by, changes={"kind": kind, "valid_until": ["", valid_until]})
    return paper


@transaction.atomic(durable=True)
def decide(*, paper: Paper, step: str, reason: str = "", by: Any) -> Paper:
    """``verify`` or ``reject`` (with a reason). Raises NotPermitted, Invalid or TransitionNotAllowed."""
    paper = lock(Paper, paper.pk)
    check_can_decide(by, paper.organisation)
    found = PAPER.step(step, paper.status)
    if found.needs_reason:
        reason = checked_text(reason, "reason", _("Say what is wrong with the document."))
    before, paper.status = paper.status, found.target
    paper.remark = reason if found.needs_reason else ""
    paper.decided_at, paper.decided_by = clock.now(), by
    paper.save(update_fields=["status", "remark", "decided_at", "decided_by"])
    record(found.verb, paper, by=by, changes={"status": [before, paper.status]}, reason=paper.remark)
    if paper.remark:
        key = f"registry.paper.{paper.pk}.refused.{paper.decided_at.isoformat()}"
        tell_people(paper.organisation, REFUSED, link=_page(paper), key=key, reason=paper.remark)
    return paper


@transaction.atomic(durable=True)
def remind() -> int:
    """Tell organisations of documents that run out soon or have run out, once for each term; returns of how many."""
    today = calendar.local_date(clock.now())
    parameters = RuleParameters.objects.on(today).get("diligence.papers")
    terms = sorted(parameters.values["remind_days"]) if parameters else []
    if not terms:
        return 0
    ending = Paper.objects.filter(status__in=IN_FORCE, valid_until__lte=today + dt.timedelta(days=terms[-1]))
    papers = list(ending.select_related("organisation").order_by("pk"))
    for paper in papers:
        _remind(paper, today, terms)
    return len(papers)


def _remind(paper: Paper, today: dt.date, terms: list[int]) -> None:
    until = paper.valid_until
    if until is None:
        return
    days = (until - today).days
    letter, name = (ENDED, "over") if days < 0 else (ENDS, next(str(term) for term in terms if days <= term))
    key = f"registry.paper.{paper.pk}.{name}"
    tell_people(paper.organisation, letter, link=_page(paper), key=key, day=until.strftime("%d.%m.%Y"))


def _page(paper: Paper) -> str:
    return reverse("registry:ngo-papers", args=[paper.organisation.bin]) if paper.organisation.bin else ""


def _check(kind: str, issued_on: dt.date | None, valid_until: dt.date | None) -> None:
    today = calendar.local_date(clock.now())
    faults = [
        Fault(message, field)
        for is_wrong, message, field in (
            (kind not in PaperKind.values, _("Choose the kind of the document."), "kind"),
            (issued_on is not None and issued_on > today, _("This date is in the future."), "issued_on"),
            (valid_until is not None and valid_until < today, _("The term of this document is over."), "valid_until"),
        )
        if is_wrong
    ]
    if faults:
        raise Invalid(*faults)


def _replace(organisation: Organisation, kind: str, by: Any) -> None:
    before = Paper.objects.filter(organisation=organisation, kind=kind).exclude(status=PaperStatus.REPLACED)
    for paper in before.select_for_update(of=("self",)):
        step = PAPER.step("replace", paper.status)
        was, paper.status = paper.status, step.target
        paper.save(update_fields=["status"])
        record(step.verb, paper, by=by, changes={"status": [was, paper.status]})
