"""Minutes that write themselves from agenda, roll and votes, in the language in force."""

from __future__ import annotations

from django.template.loader import render_to_string

from councils.models import Meeting
from councils.scoring.roll import quorum


def written(meeting: Meeting) -> str:
    """The draft: every point, every motion with its numbers, every member; nothing that is not in the tables."""
    roll = list(meeting.attendance.select_related("seat"))
    of_motions = ("motions__voters__vote", "motions__voters__seat", "motions__paper__counted_by")
    items = list(meeting.items.prefetch_related(*of_motions))
    text = render_to_string(
        "councils/minutes.txt",
        {
            "meeting": meeting,
            "present": [one for one in roll if one.is_present],
            "absent": [one for one in roll if not one.is_present],
            "members": len(roll),
            "quorum": quorum(len(roll)),
            "items": items,
        },
    )
    lines = [line.rstrip() for line in text.splitlines()]
    kept = [line for place, line in enumerate(lines) if line or (place and lines[place - 1])]
    return "\n".join(kept).strip()
