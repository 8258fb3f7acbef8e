"""Lists of draft acts, controls and reports of heads, and what of them waits for a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from councils.choices.voices import QuestionStatus
from councils.models import Appeal, Control, DraftAct, HeadQuestion, HeadReport
from councils.models.work import CouncilWork
from councils.queries.paging import Page, cut, narrowed
from councils.querysets import serves
from councils.workflow.owners import BODY, SECRETARY
from foundation.core.calendar import cut_off
from foundation.core.desk import Task
from foundation.core.text import localized

END_OF_DAY = dt.time(23, 59)


def page_of(model: type[CouncilWork], user: Any, asked: Mapping[str, Any], today: dt.date, before: str = "") -> Page:
    """The newest first; ``asked``: ``status`` (or «overdue»), ``body`` (code), ``council`` (slug). One query."""
    found: Any = model._default_manager.all()
    found = found.visible_to(user)
    return cut(narrowed(found, asked, today, body="body"), before)


def own_appeals(user: Any, council: Any) -> list[Appeal]:
    """What ``user`` wrote to the council, the newest first."""
    if not user.is_authenticated:
        return []
    return list(Appeal.objects.filter(author=user, council=council).select_related("council").order_by("-pk"))


# Whose turn it is by kind and status.
TURNS: tuple[tuple[type[CouncilWork], str, str], ...] = (
    (DraftAct, "sent", SECRETARY),
    (DraftAct, "decided", BODY),
    (Control, "ended", SECRETARY),
    (HeadReport, "heard", BODY),
    (Appeal, "received", SECRETARY),
)


def work_tasks(user: Any) -> list[Task]:
    """Opinions, answers, final documents, appeals and unread questions that wait for ``user``."""
    found = [task for model, status, side in TURNS for task in _turn(user, model, status, side)]
    return found + _unread(user)


def _turn(user: Any, model: type[CouncilWork], status: str, side: str) -> list[Task]:
    own = serves(user, "body" if side == BODY else "council__body")
    everything: Any = model._default_manager.all()
    rows = everything.filter(own, status=status).select_related("council")
    return [
        Task(
            _title(model, status) % {"number": one.number, "name": localized(one.council, "name")},
            one.get_absolute_url(),
            one.status,
            one.get_status_display(),
            cut_off(one.due_on, END_OF_DAY) if one.due_on else None,
        )
        for one in rows.order_by("due_on", "pk")
    ]


def _title(model: type[CouncilWork], status: str) -> str:
    return {
        (DraftAct, "sent"): _("Give the opinion on draft act № %(number)s: %(name)s"),
        (DraftAct, "decided"): _("Answer the points on draft act № %(number)s: %(name)s"),
        (Control, "ended"): _("Write the final document of control № %(number)s: %(name)s"),
        (HeadReport, "heard"): _("Answer questions to report № %(number)s: %(name)s"),
        (Appeal, "received"): _("Answer appeal № %(number)s: %(name)s"),
    }[(model, status)]


def _unread(user: Any) -> list[Task]:
    waiting = Q(status=QuestionStatus.SUBMITTED)
    rows = HeadQuestion.objects.filter(waiting, serves(user, "report__council__body"))
    reports = HeadReport.objects.filter(pk__in=rows.values("report")).select_related("council").order_by("pk")
    return [
        Task(
            _("Publish or refuse questions to report № %(number)s: %(name)s")
            % {"number": one.number, "name": localized(one.council, "name")},
            one.get_absolute_url(),
            one.status,
            one.get_status_display(),
        )
        for one in reports
    ]
