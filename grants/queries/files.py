"""Whose the files of a case are: of an application, a sitting, an appeal, an agreement, a report."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from foundation.documents.models import Document
from grants.models import Agreement, AgreementSignature, Appeal, Attachment, Call, Expense, MeetingMaterial, Photo
from grants.queries.decisions import sitting
from registry.choices import Role


def may_read(user: Any, document: Document) -> bool | None:
    """As the page of the object decides. None: not a file of these."""
    for answer in (_of_application, _of_sitting, _of_appeal, _of_agreement):
        found = answer(user, document)
        if found is not None:
            return found
    return None


def _of_application(user: Any, document: Document) -> bool | None:
    if not Attachment.objects.filter(document=document).exists():
        return None
    return Attachment.objects.visible_to(user).filter(document=document).exists()


def _of_sitting(user: Any, document: Document) -> bool | None:
    material = MeetingMaterial.objects.select_related("meeting__call__operator").filter(document=document).first()
    if material is None:
        return None
    meeting = material.meeting
    if not Call.objects.run_by(user, Role.SECRETARY, Role.COMMISSION).filter(pk=meeting.call_id).exists():
        return False
    return material.pk in {one.pk for one in sitting(meeting, user).open_materials}


def _of_appeal(user: Any, document: Document) -> bool | None:
    found = Appeal.objects.filter(documents=document)
    return Appeal.objects.visible_to(user).filter(pk__in=found).exists() if found.exists() else None


def _of_agreement(user: Any, document: Document) -> bool | None:
    """Scans of signed papers, papers of expenses, photographs: for the two parties."""
    scanned = AgreementSignature.objects.filter(scan=document).values("version__agreement")
    spent = Expense.objects.filter(document=document).values("report__agreement")
    pictured = Photo.objects.filter(document=document).values("report__agreement")
    found = Agreement.objects.filter(Q(pk__in=scanned) | Q(pk__in=spent) | Q(pk__in=pictured))
    return Agreement.objects.visible_to(user).filter(pk__in=found).exists() if found.exists() else None
