"""What a change of an agreement says differently from what is agreed."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from foundation.core.content import changes, reading
from foundation.core.content.items import Part
from grants.choices import AmendedPart
from grants.models import Amendment
from grants.models.amendments import OPEN
from grants.models.content import choices_of

__all__ = ["OPEN", "changes_of"]


def changes_of(amendment: Amendment, parts: Mapping[str, Part]) -> list[changes.Change]:
    """Against the content of the agreement as it is now; of one in force its text tells more."""
    agreement = amendment.agreement
    choices, found = choices_of(agreement.application.call), []
    for section in amendment.sections.all():
        part = parts.get(section.name)
        if part is None:
            continue
        if section.name == AmendedPart.TERM:
            months = section.data.get("months", "")
            if months and months != str(agreement.months or ""):
                pieces = changes.pieces(str(agreement.months or "–"), months)
                found.append(changes.Change(str(part.label), _("Term in months"), pieces))
            continue
        after = reading.canonical(part, section.data, choices).get("rows", [])
        before = agreement.content.get(section.name, {}).get("rows", [])
        found += changes.row_changes(part, before, after, choices)
    order = list(parts)
    return sorted(
        found, key=lambda one: next((i for i, name in enumerate(order) if parts[name].label == one.section), 0)
    )
