"""What waits for each party of a complaint."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from foundation.core import clock
from foundation.core.calendar import local_date, working_days_between
from foundation.core.desk import Task
from foundation.core.text import localized
from registry.queries import working_day_overrides
from registry.rules import roles
from socialorder.choices.complaints import PENDING, ComplaintStatus, Party
from socialorder.models import Complaint, ComplaintWord


def complaint_tasks(user: Any, offices: Any) -> list[Task]:
    """Admit and decide, for reviewers; answer and carry out, for the body; reply, for the NGO. One query when none waits."""
    last = ComplaintWord.objects.filter(complaint=OuterRef("pk")).order_by("-pk").values("side")[:1]
    waiting = Q(status__in=PENDING) | ~Q(remedy="") & Q(carried_out_at=None)
    mine = roles.organisations_of(user, roles.EDITORS)
    found = Complaint.objects.filter(waiting).annotate(last=Subquery(last)).select_related("tender")
    found = found.filter(Q(reviewer_body__in=offices) | Q(body__in=offices) | Q(organisation__in=mine))
    rows = list(found.order_by("due_on", "pk"))
    if not rows:
        return []
    held = set(offices.values_list("pk", flat=True))
    own = set(mine.values_list("pk", flat=True))
    overrides = working_day_overrides()
    told = [(one, words, due) for one in rows for words, due in _of(one, held, own)]
    return [_task(one, words, due, overrides) for one, words, due in told]


def _of(one: Any, held: set[int], own: set[int]) -> list[tuple[str, dt.date | None]]:
    """What each of the reader's sides is to do."""
    found: list[tuple[str, dt.date | None]] = []
    if one.reviewer_body_id in held and one.is_pending:
        is_new = one.status == ComplaintStatus.SUBMITTED
        words = _("Admit or return a complaint: %(title)s") if is_new else _("Decide on a complaint: %(title)s")
        found.append((words, one.due_on))
    if one.body_id in held and one.is_followed:
        found.append((_("Carry out the decision on a complaint: %(title)s"), one.due_on))
    elif one.body_id in held and one.answer_due_on is not None:
        found.append((_("Answer a complaint: %(title)s"), one.answer_due_on))
    if one.organisation_id in own and one.status == ComplaintStatus.IN_REVIEW and one.last == Party.BODY:
        found.append((_("Reply to the body in your complaint: %(title)s"), None))
    return found


def _task(one: Complaint, words: str, due: dt.date | None, overrides: Mapping[dt.date, bool]) -> Task:
    left = working_days_between(local_date(clock.now()), due, overrides) if due else None
    title = words % {"title": localized(one.tender, "title")}
    return Task(title, one.get_absolute_url(), one.status, one.get_status_display(), left=left)
