"""Reports of heads, questions to them, appeals: who may do what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from councils.choices.voices import AppealStatus, HeadReportStatus, QuestionStatus
from councils.models import Appeal, HeadReport
from councils.rules.councils import check_serves
from councils.rules.terms import check_acts_for
from foundation.core.calendar import local_date
from foundation.core.errors import Conflict, Fault
from registry.models import Body


def check_answers(user: Any, body: Body) -> None:
    """Officers of the body whose head reports; raises NotPermitted."""
    check_acts_for(user, body, _("Only an officer of the body whose head reports can answer."))


def check_can_change(user: Any, report: HeadReport) -> None:
    """The secretariat, before the announcement; raises NotPermitted or Conflict."""
    check_serves(user, report.council)
    if report.status != HeadReportStatus.DRAFT:
        raise Conflict(_("The report is announced: its plan stays."))


def is_asking(report: HeadReport, today: dt.date) -> bool:
    """Whether questions are taken on ``today``."""
    return report.status == HeadReportStatus.ANNOUNCED and today <= report.questions_until


def check_can_ask(report: HeadReport, today: dt.date) -> None:
    """Everybody who is signed in, until the last day of questions; raises Conflict."""
    if not is_asking(report, today):
        raise Conflict(_("Questions to this report are not taken any more."))


def plan_faults(values: Mapping[str, Any]) -> list[Fault]:
    """A plan names the head, the topic, the moment, the place, and until when questions are taken."""
    sentences = {
        "topic": _("Say what the head reports on."),
        "head_name": _("Enter the full name."),
        "head_post": _("Enter the post."),
        "place": _("Enter the place."),
    }
    found = [Fault(text, name) for name, text in sentences.items() if not values[name].strip()]
    held_at, until = values["held_at"], values["questions_until"]
    if held_at is None:
        found.append(Fault(_("Enter when the report is heard."), "held_at"))
    elif until is None or until > local_date(held_at):
        found.append(Fault(_("Questions end on the day of the report at the latest."), "questions_until"))
    return found


def announce_faults(report: HeadReport, now: dt.datetime) -> list[Fault]:
    """There is still time to ask."""
    if report.held_at <= now or report.questions_until < local_date(now):
        return [Fault(_("There is no time left for questions: change the plan."))]
    return []


def close_faults(report: HeadReport) -> list[Fault]:
    """Each question that was published is answered or left without an answer with a reason; none is unread."""
    waiting = report.questions.filter(status__in=(QuestionStatus.SUBMITTED, QuestionStatus.PUBLISHED))
    numbers = ", ".join(str(number) for number in waiting.values_list("number", flat=True))
    return [Fault(_("Questions without an answer: № %(numbers)s.") % {"numbers": numbers})] if numbers else []


def appeal_faults(topic: str, text: str) -> list[Fault]:
    """An appeal has a topic and says something."""
    found = [] if topic.strip() else [Fault(_("Say in a few words what it is about."), "topic")]
    return found if text.strip() else [*found, Fault(_("Write what you want to tell the council."), "text")]


def check_can_publish(user: Any, appeal: Appeal) -> None:
    """The secretariat, once it is answered and when the author agrees; raises NotPermitted or Conflict."""
    check_serves(user, appeal.council)
    if not appeal.may_publish:
        raise Conflict(_("The author does not want this appeal to be published."))
    if appeal.status == AppealStatus.RECEIVED:
        raise Conflict(_("An appeal is published with its answer."))
    if appeal.published_at:
        raise Conflict(_("The appeal is published already."))
