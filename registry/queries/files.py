"""Whose the registry's files are."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from foundation.documents.models import Document
from registry.choices import Role
from registry.models import Membership, Organisation, OrganisationImport, Paper


def may_read(user: Any, document: Document) -> bool | None:
    """As the page of the object decides: papers of an organisation, files that were loaded, logos. None: not ours."""
    if Paper.objects.filter(document=document).exists():
        return Paper.objects.visible_to(user).filter(document=document).exists()
    if Organisation.objects.filter(logo=document).exists():
        return True
    if OrganisationImport.objects.filter(Q(document=document) | Q(errors=document)).exists():
        is_known = getattr(user, "is_authenticated", False) and user.is_active
        return is_known and Membership.objects.in_force().filter(user=user, role=Role.OFFICER).exists()
    return None
