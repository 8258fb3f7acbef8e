"""What a reader may see inside a complaint: the words and files of the sides before the reviewer has looked at them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from registry.choices import Role
from registry.rules import roles
from socialorder.models import Complaint, ComplaintFile, ComplaintWord


def reads_everything(user: Any, complaint: Complaint) -> bool:
    """The two sides and the officers of the reviewing body."""
    if roles.has_role(user, roles.EDITORS, organisation=complaint.organisation_id):
        return True
    return any(
        roles.has_role(user, Role.OFFICER, body=body) for body in (complaint.body_id, complaint.reviewer_body_id)
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """A word or a file as this reader gets it; ``text`` is '' where it is hidden."""

    row: Any
    text: str


def words_of(complaint: Complaint, *, everything: bool) -> list[Shown]:
    """What was said, in order; a hidden word keeps its place with the reason."""
    rows: Sequence[ComplaintWord] = list(complaint.words.all())
    return [Shown(one, one.text if everything or one.hidden_at is None else "") for one in rows]


def files_of(complaint: Complaint, *, everything: bool) -> list[ComplaintFile]:
    """Files that this reader may open: the public only those that the reviewer has published."""
    rows = complaint.files.select_related("document")
    return list(rows if everything else rows.filter(cleared_at__isnull=False))


def text_of(complaint: Complaint, *, everything: bool) -> str:
    """The complaint in its own words for those who read everything, else as it was published."""
    return complaint.text if everything else complaint.public_text
