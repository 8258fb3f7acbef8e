"""Telling councils, bodies and authors about draft acts, controls, reports of heads and appeals. Steps."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop

from councils.models import ActRemark, Appeal, HeadQuestion, Seat
from councils.models.work import CouncilWork
from councils.querysets import CouncilSeatQuerySet
from councils.rules.terms import waited_for
from foundation.accounts.models import User
from foundation.core import presentation
from foundation.notifications.actions import notify_each
from foundation.notifications.letters import Letter
from foundation.notifications.wording import in_each, trilingual
from registry.models import Body
from registry.queries.holders import officers_of

WORK = "councils.work"
ACT_SENT = Letter(
    WORK,
    gettext_noop("A draft act waits for the opinion of the council: № %(number)s"),
    gettext_noop("%(council)s has received a draft. The opinion is due on %(due)s."),
)
ACT_DECIDED = Letter(
    WORK,
    gettext_noop("The council has given its opinion on draft act № %(number)s"),
    gettext_noop("%(council)s has decided. The body answers each point until %(due)s."),
)
ACT_ANSWERED = Letter(
    WORK,
    gettext_noop("The body has answered every point on draft act № %(number)s"),
    gettext_noop("%(council)s: look at the answers on the page of the draft."),
)
CONTROL_ANNOUNCED = Letter(
    WORK,
    gettext_noop("Public control № %(number)s is announced"),
    gettext_noop("%(council)s has announced a public control. Its programme is on its page."),
)
CONTROL_CONCLUDED = Letter(
    WORK,
    gettext_noop("The final document of public control № %(number)s is sent"),
    gettext_noop("%(council)s has published the final document. Each proposal in it waits for a reasoned reply."),
)
HEAD_REPORT_ANNOUNCED = Letter(
    WORK,
    gettext_noop("Report of a head № %(number)s is announced"),
    gettext_noop("%(council)s takes questions of the public to the head. They are on the page of the report."),
)
HEAD_REPORT_HEARD = Letter(
    WORK,
    gettext_noop("Questions to report of a head № %(number)s wait for answers"),
    gettext_noop("%(council)s has heard the report. The answers to the published questions are due on %(due)s."),
)
REMARK_ANSWERED = Letter(
    WORK,
    gettext_noop("Your comment on draft act № %(number)s is answered"),
    gettext_noop("%(council)s: the body has answered the points and comments. Your comment is № %(mine)s."),
)
REMARK_HIDDEN = Letter(
    WORK,
    gettext_noop("Your comment on draft act № %(number)s is hidden"),
    gettext_noop("%(council)s has hidden your comment № %(mine)s. Reason: %(reason)s"),
)
QUESTION_SETTLED = Letter(
    WORK,
    gettext_noop("Your question to report of a head № %(number)s: there is news"),
    gettext_noop("%(council)s: look at the page of the report for what became of your question № %(mine)s."),
)
APPEAL_RECEIVED = Letter(
    WORK,
    gettext_noop("Appeal № %(number)s to the council waits for an answer"),
    gettext_noop("%(council)s has received an appeal. The answer is due on %(due)s."),
)
APPEAL_SETTLED = Letter(
    WORK,
    gettext_noop("Your appeal № %(number)s is answered"),
    gettext_noop("%(council)s has answered your appeal. You alone and the secretariat see the answer."),
)
DUE = Letter(
    WORK,
    gettext_noop("A term before the council ends on %(due)s: № %(number)s"),
    gettext_noop("%(council)s: something waits for you. Everybody sees when it was done."),
)
OVERDUE = Letter(
    WORK,
    gettext_noop("A term before the council is over: № %(number)s"),
    gettext_noop("%(council)s: something has waited for you since %(due)s. Everybody sees that it is late."),
)


def tell_body(work: CouncilWork, body: Body, letter: Letter, key: str = "") -> None:
    """Officers of ``body``."""
    notify_each(officers_of(body), letter, _context(work), link=work.get_absolute_url(), key=key)  # type: ignore[attr-defined]


def tell_members(work: CouncilWork, letter: Letter) -> None:
    """Members of the sitting composition who have an account."""
    rows: CouncilSeatQuerySet = Seat.objects.all()
    seats = rows.in_force().filter(term__council=work.council, user__isnull=False)
    people = User.objects.filter(pk__in=seats.values("user")).order_by("pk")
    notify_each(people, letter, _context(work), link=work.get_absolute_url())  # type: ignore[attr-defined]


def tell_commented(remark: ActRemark, letter: Letter, **values: Any) -> None:
    """The author of a comment."""
    if remark.author is not None:
        context = _context(remark.act) | {"mine": remark.number, **values}
        notify_each([remark.author], letter, context, link=f"{remark.act.get_absolute_url()}#remark-{remark.number}")


def tell_asked(question: HeadQuestion) -> None:
    """The author of a question."""
    context = _context(question.report) | {"mine": question.number}
    link = f"{question.report.get_absolute_url()}#question-{question.number}"
    notify_each([question.author], QUESTION_SETTLED, context, link=link)


def tell_appealed(appeal: Appeal) -> None:
    """The author of an appeal."""
    notify_each([appeal.author], APPEAL_SETTLED, _context(appeal), link=appeal.get_absolute_url())


def tell_due(work: CouncilWork, step: int, *, is_overdue: bool) -> None:
    """One step of the ladder, once, to whoever is waited for."""
    key = f"councils.work.{work._meta.model_name}.{work.pk}.{work.due_on}.{step}"
    tell_body(work, waited_for(work), OVERDUE if is_overdue else DUE, key)


def _context(work: CouncilWork) -> dict[str, Any]:
    due_on = work.due_on
    due = in_each(lambda: presentation.day(due_on)) if due_on else "–"
    return {"number": work.number, "council": trilingual(work.council, "name"), "due": due}
