"""What a section's page tells of other authors: who is there, what they have changed, what has to be chosen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.core import clock
from foundation.core.content.changes import shown
from foundation.core.content.items import LISTED, NUMERIC, Choices, Kind, Part
from foundation.core.content.merging import ROWS, Clash, Merged
from grants.models import Section

# A page tells every twenty seconds that it is open.
SEEN_WITHIN = dt.timedelta(seconds=50)


def others_at(section: Section, user: Any) -> list[str]:
    """Names of the others who have the page of this section open now."""
    recent = section.visits.filter(seen_at__gte=clock.now() - SEEN_WITHIN).exclude(user=user)
    return [str(visit.user) for visit in recent.select_related("user").order_by("user__full_name", "pk")]


def joined_sentence(section: Section) -> str:
    """Who had saved meanwhile, and that both are kept."""
    before = section.history.filter(number=section.version - 1).select_related("saved_by").first()
    person = before.saved_by if before else section.saved_by
    time = timezone.localtime(before.saved_at if before else section.saved_at).strftime("%H:%M")
    return _("Saved together with what %(person)s changed at %(time)s.") % {"person": person, "time": time}


@dataclass(frozen=True)
class ClashShown:
    """A choice between two texts, in words."""

    clash: Clash
    mine: list[str]
    theirs: list[str]


def clashes_shown(part: Part, merged: Merged, choices: Choices) -> list[ClashShown]:
    """What has to be chosen, field by field; rows as a whole are shown line by line."""
    found = []
    for clash in merged.clashes:
        sides = (clash.mine, clash.theirs)
        if clash.control == ROWS:
            mine, theirs = ([_line(part, row, choices) for row in side] for side in sides)
        else:
            mine, theirs = ([_text(part, clash.control, side, choices)] for side in sides)
        found.append(ClashShown(clash, mine, theirs))
    return found


def _line(part: Part, row: Any, choices: Choices) -> str:
    return "; ".join(shown(item, row[item.name], choices) for item in part.row_items if row.get(item.name))


def _text(part: Part, control: str, typed: str, choices: Choices) -> str:
    item = next(item for item in (*part.items, *part.row_items) if item.name == control.rpartition("-")[2])
    return shown(item, typed, choices) if item.kind in LISTED else (typed or "–")


def to_check(part: Part) -> list[str]:
    """Labels of amounts, numbers and dates: what an earlier application says rightly only by chance."""
    kinds = (*NUMERIC, Kind.DATE)
    return [str(item.label) for item in (*part.items, *part.row_items) if item.kind in kinds]
