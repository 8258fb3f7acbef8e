"""How records stand to each other: a branch to its head office, a record to the one that replaced it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Fault
from registry.choices import LegalForm
from registry.models import Organisation

UNITS = (LegalForm.BRANCH, LegalForm.REPRESENTATION)


def faults(organisation: Organisation) -> list[Fault]:
    """What is wrong with the head office and with the successor."""
    return _parent_faults(organisation) + _successor_faults(organisation)


def _parent_faults(organisation: Organisation) -> list[Fault]:
    parent = organisation.parent
    if parent is None:
        return []
    if organisation.legal_form not in UNITS:
        return [Fault(_("Only a branch or a representative office has a head office."), "parent")]
    if parent == organisation:
        return [Fault(_("An organisation is not its own branch."), "parent")]
    if parent.legal_form in UNITS:
        return [Fault(_("This is a branch itself. Give the BIN of the head office."), "parent")]
    return []


def _successor_faults(organisation: Organisation) -> list[Fault]:
    seen, successor = {organisation.pk}, organisation.merged_into_id
    while successor is not None:
        if successor in seen:
            return [Fault(_("These records would replace each other in a circle."), "merged_into")]
        seen.add(successor)
        successor = Organisation.objects.values_list("merged_into_id", flat=True).get(pk=successor)
    return []
