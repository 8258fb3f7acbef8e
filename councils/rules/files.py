"""Whose the files of councils are: each is read by those who see what it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from councils.models import Candidate, Control, ControlFact, DraftAct, HeadReport, Material, Meeting, PaperCount
from councils.rules.control import sees_evidence
from councils.rules.meetings import sees_protocol
from foundation.documents.models import Document


def may_read(user: Any, document: Document) -> bool | None:
    """As the page of the object decides. None: not ours."""
    answers = (rule(user, document) for rule in RULES)
    return next((answer for answer in answers if answer is not None), None)


def _of_meeting(user: Any, document: Document) -> bool | None:
    material = Material.objects.filter(document=document).select_related("item").first()
    return None if material is None else Meeting.objects.visible_to(user).filter(pk=material.item.meeting_id).exists()


def _of_work(user: Any, document: Document) -> bool | None:
    """Drafts of acts and reports of heads: one file may stand at several of them."""
    for model in (DraftAct, HeadReport):
        if model.objects.filter(file=document).exists():
            return model.objects.visible_to(user).filter(file=document).exists()
    return None


def _of_control(user: Any, document: Document) -> bool | None:
    fact = ControlFact.objects.filter(evidence=document).select_related("control__council", "control__body").first()
    if fact is None:
        return None
    return Control.objects.visible_to(user).filter(pk=fact.control_id).exists() and sees_evidence(user, fact)


def _of_paper_vote(user: Any, document: Document) -> bool | None:
    counts = PaperCount.objects.filter(protocol=document).select_related("motion__item__meeting__council")
    meetings = [one.motion.item.meeting for one in counts]
    return any(sees_protocol(user, one) for one in meetings) if meetings else None


def _of_candidate(user: Any, document: Document) -> bool | None:
    if not Candidate.objects.filter(papers__document=document).exists():
        return None
    return Candidate.objects.visible_to(user).filter(papers__document=document).exists()


RULES: tuple[Callable[[Any, Document], bool | None], ...] = (
    _of_meeting,
    _of_work,
    _of_control,
    _of_paper_vote,
    _of_candidate,
)
