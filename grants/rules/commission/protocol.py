"""Who signs the protocol of the commission."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Conflict, NotPermitted
from grants.choices import MeetingStatus
from grants.models import Meeting


def check_can_sign(user: Any, meeting: Meeting) -> None:
    """A member who was there, or the secretary who concluded the meeting; once. Raises NotPermitted or Conflict."""
    if meeting.status != MeetingStatus.CONCLUDED:
        raise Conflict(_("The protocol is signed when the meeting is concluded."))
    was_there = meeting.attendees.filter(member=user.pk, is_present=True).exists()
    if not was_there and meeting.concluded_by_id != user.pk:
        raise NotPermitted(_("Only those who were at the meeting sign its protocol."))
    if meeting.protocol_signatures.filter(signer=user.pk).exists():
        raise Conflict(_("You have signed this protocol."))
