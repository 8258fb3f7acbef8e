"""What waits for a person in the oversight of public money."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from foundation.accounts.models import User
from foundation.core import calendar, clock
from foundation.core.desk import Task
from foundation.core.text import localized
from registry.choices import MatchStatus, PaperStatus, Role, SignalStatus
from registry.models import Membership, Organisation, Paper, Signal, SupplierMatch

WRITERS = (Role.NGO_HEAD, Role.NGO_EDITOR)


def oversight_tasks(user: User) -> list[Task]:
    """Questions to answer and documents to renew for people of NGOs; decisions that wait for officers."""
    held = list(Membership.objects.in_force().filter(user=user).select_related("organisation"))
    own = {one.organisation_id: one.organisation for one in held if one.role in WRITERS and one.organisation}
    tasks = [*_questions(own.values()), *_papers(own.values())] if own else []
    if any(one.role == Role.OFFICER for one in held):
        tasks += _of_officers()
    return tasks


def _questions(organisations: Iterable[Organisation]) -> Iterator[Task]:
    found = Signal.objects.filter(organisation__in=list(organisations), status=SignalStatus.OPEN)
    for signal in found.select_related("organisation").defer("inputs", "context", "parameters").order_by("pk"):
        title = gettext("A question about public money: %(rule)s") % {"rule": signal.get_rule_display()}
        yield Task(title, signal.get_absolute_url(), "due", gettext("To be answered"))


def _papers(organisations: Iterable[Organisation]) -> Iterator[Task]:
    today = calendar.local_date(clock.now())
    papers = Paper.objects.filter(organisation__in=list(organisations)).exclude(status=PaperStatus.REPLACED)
    for paper in papers.select_related("organisation").order_by("pk"):
        if paper.status == PaperStatus.REJECTED or paper.has_expired(today):
            values: dict[str, Any] = {"kind": paper.get_kind_display(), "name": localized(paper.organisation, "name")}
            title = gettext("%(kind)s of %(name)s: add a new one") % values
            url = reverse("registry:ngo-papers", args=[paper.organisation.bin])
            yield Task(title, url, "overdue", gettext("Not in force"))


def _of_officers() -> Iterator[Task]:
    answered = Signal.objects.filter(status=SignalStatus.ANSWERED).count()
    if answered:
        text = ngettext("%(count)s answered signal", "%(count)s answered signals", answered) % {"count": answered}
        url = f"{reverse('registry:signal-list')}?status={SignalStatus.ANSWERED}"
        yield Task(text, url, "due", gettext("To be decided"))
    waiting = SupplierMatch.objects.filter(status=MatchStatus.SUGGESTED).count()
    if waiting:
        text = ngettext(
            "%(count)s match with the list of unreliable suppliers",
            "%(count)s matches with the list of unreliable suppliers",
            waiting,
        )
        url = f"{reverse('registry:match-list')}?status={MatchStatus.SUGGESTED}"
        yield Task(text % {"count": waiting}, url, "due", gettext("To be decided"))
