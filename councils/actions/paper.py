"""What the counting commission of a secret ballot on paper has found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from councils.choices import BallotKind, MotionStatus
from councils.models import Meeting, Motion, PaperCount, Seat
from councils.rules import meetings as rules
from councils.rules.paper import NUMBERS, count_faults
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, refuse
from foundation.documents import actions as documents


@transaction.atomic(durable=True)
def enter(
    *, motion: Motion, numbers: Mapping[str, int], counted_by: Sequence[Seat], protocol: UploadedFile, by: Any
) -> PaperCount:
    """Enter the protocol of the counting commission (``NUMBERS``); until the vote is closed it can be entered anew.

    No row tells who took a paper. Raises NotPermitted, Conflict, or Invalid with every sum that does not come out.
    """
    meeting = lock(Meeting, motion.item.meeting_id)
    motion = lock(Motion, motion.pk)
    rules.check_can_run(by, meeting)
    if motion.ballot != BallotKind.PAPER or motion.status != MotionStatus.OPEN:
        raise Conflict(_("Papers are counted in a secret ballot on paper that runs."))
    found = {name: numbers[name] for name in NUMBERS}
    refuse(count_faults(motion, found, counted_by))
    values = {**found, "protocol": documents.store(upload=protocol, by=by), "entered_at": clock.now(), "entered_by": by}
    count, _is_new = PaperCount.objects.update_or_create(motion=motion, defaults=values)
    count.counted_by.set(counted_by)
    names = [seat.full_name for seat in counted_by]
    record("councils.motion.paper_counted", motion, by=by, changes={**found, "counted_by": names})
    return count
