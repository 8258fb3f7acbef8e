"""Whose the files of social orders are: each is read by those who see what it belongs to. Files of bids are boxes."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from foundation.core.permissions import allowed
from foundation.documents.models import Document
from socialorder import visibility
from socialorder.models import Act, ComplaintFile, OrderLoad
from socialorder.rules.placed import check_can_load


def may_read(user: Any, document: Document) -> bool | None:
    """As the page of the object decides. None: not ours."""
    of_complaint = ComplaintFile.objects.filter(document=document).select_related("complaint").first()
    if of_complaint is not None:
        complaint = of_complaint.complaint
        everything = visibility.reads_everything(user, complaint)
        return of_complaint in visibility.files_of(complaint, everything=everything)
    if Act.objects.filter(files__document=document).exists():
        return Act.objects.visible_to(user).filter(files__document=document).exists()
    loads = Q(document=document) | Q(errors=document)
    if OrderLoad.objects.filter(loads).exists():
        return allowed(check_can_load, user) and OrderLoad.objects.visible_to(user).filter(loads).exists()
    return None
