"""Candidates: named by organisations or by themselves, their papers, consent and statements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from councils.actions.formation import notices
from councils.actions.formation.competitions import locked
from councils.choices import CandidatePaperKind, CandidateStatus, Side
from councils.models import Candidate, CandidatePaper, Formation
from councils.rules import candidates as rules
from councils.workflow import CANDIDACY
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid, NotPermitted, refuse
from foundation.documents import actions as documents
from foundation.documents import kinds
from registry.models import Organisation

PAPERS = (kinds.PDF, kinds.DOCX, kinds.JPEG, kinds.PNG)
MOST_PAPERS = 8
TYPED = ("full_name", "occupation", "programme", "is_public_servant", "statements")


@transaction.atomic(durable=True)
def nominate(*, formation: Formation, organisation: Organisation, email: str, full_name: str, by: Any) -> Candidate:
    """An organisation names its one candidate, who then consents. Raises NotPermitted, Conflict, Invalid (rule R53)."""
    formation = locked(formation)
    rules.check_open(formation, clock.now())
    rules.check_can_nominate(by, organisation)
    email = email.strip().lower()
    refuse(rules.nomination_faults(formation, organisation, email, full_name))
    candidate = _made(formation, email, full_name, by, side=Side.NGO, organisation=organisation)
    notices.tell_invited(candidate, formation.nominations_until)
    return candidate


@transaction.atomic(durable=True)
def stand(*, formation: Formation, by: Any) -> Candidate:
    """A citizen stands for a seat. Raises Conflict, Invalid for somebody who stands already."""
    formation = locked(formation)
    rules.check_open(formation, clock.now())
    email = by.email.lower()
    refuse(rules.person_faults(formation, email))
    return _made(formation, email, by.full_name, by, side=Side.CITIZEN, user=by)


def _made(formation: Formation, email: str, full_name: str, by: Any, **values: Any) -> Candidate:
    last = formation.candidates.order_by("-number").first()
    candidate = Candidate.objects.create(
        formation=formation,
        number=last.number + 1 if last else 1,
        email=email,
        full_name=full_name.strip(),
        nominated_by=by,
        **values,
    )
    changes = {"side": candidate.side, "organisation": str(candidate.organisation or "")}
    record("councils.candidate.nominated", candidate, by=by, changes=changes)
    return candidate


@transaction.atomic(durable=True)
def save(*, candidate: Candidate, values: Mapping[str, Any], by: Any) -> Candidate:
    """Keep what the candidate has typed so far, whatever is missing yet; what was sent stays whole."""
    candidate = _own(candidate, by)
    if candidate.status == CandidateStatus.SUBMITTED:
        refuse(rules.submit_faults(candidate, values))
    _fill(candidate, values, by)
    candidate.save(update_fields=[*TYPED, "user"])
    record("councils.candidate.changed", candidate, by=by)
    return candidate


@transaction.atomic(durable=True)
def submit(*, candidate: Candidate, values: Mapping[str, Any], by: Any) -> Candidate:
    """Consent, state and send: ``full_name``, ``occupation``, ``programme``, ``is_public_servant``, ``statements``,
    ``consents``. Raises NotPermitted, DeadlinePassed, TransitionNotAllowed, Invalid with all faults.
    """
    candidate = _own(candidate, by)
    step = CANDIDACY.step("submit", candidate.status)
    refuse(rules.submit_faults(candidate, values))
    _fill(candidate, values, by)
    candidate.status, candidate.consented_at = step.target, clock.now()
    candidate.save(update_fields=[*TYPED, "user", "status", "consented_at"])
    record(step.verb, candidate, by=by, changes={"statements": candidate.statements})
    notices.tell_candidate(candidate, notices.SENT)
    return candidate


def _fill(candidate: Candidate, values: Mapping[str, Any], by: Any) -> None:
    candidate.user = by
    for name in ("full_name", "occupation", "programme"):
        setattr(candidate, name, values[name].strip() or getattr(candidate, name))
    candidate.is_public_servant = bool(values["is_public_servant"])
    asked = rules.declared(candidate.formation)
    candidate.statements = [one for one in asked if one in values["statements"]]


@transaction.atomic(durable=True)
def add_paper(*, candidate: Candidate, kind: str, upload: File[Any], by: Any) -> CandidatePaper:
    """Put a document beside the candidacy; it is never public. Raises NotPermitted, Conflict, Invalid for a bad file."""
    candidate = _own(candidate, by)
    if candidate.papers.count() >= MOST_PAPERS:
        raise Invalid(Fault(_("There are as many documents as there may be. Remove one first."), "file"))
    document = documents.store(upload=upload, by=by, accept=PAPERS)
    paper = CandidatePaper.objects.create(candidate=candidate, kind=CandidatePaperKind(kind), document=document)
    record("councils.candidate.changed", candidate, by=by, changes={"paper": ["", kind]})
    return paper


@transaction.atomic(durable=True)
def remove_paper(*, paper: CandidatePaper, by: Any) -> None:
    """Take a document away before the candidacy is sent."""
    candidate = _own(paper.candidate, by)
    if candidate.status != CandidateStatus.NOMINATED:
        raise Conflict(_("It has been sent: its documents stay."))
    document, kind = paper.document, paper.kind
    paper.delete()
    documents.remove(document=document, by=by)
    record("councils.candidate.changed", candidate, by=by, changes={"paper": [kind, ""]})


@transaction.atomic(durable=True)
def withdraw(*, candidate: Candidate, reason: str, by: Any) -> Candidate:
    """The candidate, or the organisation that has named it, takes the candidacy back before the vote is counted."""
    formation = locked(candidate.formation)
    candidate = lock(Candidate, candidate.pk)
    candidate.formation = formation
    rules.check_can_withdraw(by, candidate)
    step = CANDIDACY.step("withdraw", candidate.status)
    if not reason.strip():
        raise Invalid(Fault(_("Give the reason."), "reason"))
    candidate.status, candidate.withdrawal = step.target, reason.strip()
    candidate.save(update_fields=["status", "withdrawal"])
    candidate.votes.all().delete()
    record(step.verb, candidate, by=by, reason=candidate.withdrawal)
    return candidate


def _own(candidate: Candidate, by: Any) -> Candidate:
    """The candidacy, locked, for the person who stands, while nominations are taken."""
    formation = locked(candidate.formation)
    candidate = lock(Candidate, candidate.pk)
    candidate.formation = formation
    rules.check_is_candidate(by, candidate)
    rules.check_open(formation, clock.now())
    if candidate.status not in (CandidateStatus.NOMINATED, CandidateStatus.SUBMITTED):
        raise NotPermitted(_("This candidacy has ended."))
    return candidate
