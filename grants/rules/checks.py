"""Who may check an application formally, and what a complete check is (rules R30, R31)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core import clock
from foundation.core.errors import Conflict, Fault, NotPermitted
from foundation.core.workflow import Transition
from grants.choices import ApplicationStatus, CallStatus, CheckConclusion, CheckItem, CheckStage
from grants.models import Application, Call, FormalCheck
from grants.workflow import APPLICATION
from registry.choices import Role
from registry.queries.holders import officers_of
from registry.rules import roles

STEPS = {
    CheckConclusion.ADMIT: "admit",
    CheckConclusion.REFUSE: "refuse",
    CheckConclusion.RETURN: "return",
}

TWO_OFFICERS = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one of the eight questions."""

    item: str
    is_met: bool
    reason: str = ""


def check_is_officer(user: Any, call: Call) -> None:
    """Raises NotPermitted unless ``user`` is an officer of the body that runs the call."""
    if not roles.has_role(user, Role.OFFICER, body=call.operator):
        raise NotPermitted(_("Only an officer of the body that runs the call can do this."))


def check_can_check(user: Any, application: Application) -> None:
    """Officer, during the formal check, and either a sent version waits or the time for correction is over."""
    check_is_officer(user, application.call)
    if application.call.status != CallStatus.CHECKING:
        raise Conflict(_("The formal check of this call is not under way."))
    if FormalCheck.objects.filter(application=application, stage=CheckStage.PROPOSED).exists():
        raise Conflict(_("A conclusion waits already: another officer confirms it or sends it back."))
    if application.status == ApplicationStatus.SUBMITTED:
        return
    until = correction_until(application)
    if until is None:
        raise Conflict(_("This application is not waiting for the formal check."))
    if clock.now() <= until:
        raise Conflict(_("The applicant can still correct this application and send it again."))


def correction_until(application: Application) -> dt.datetime | None:
    """Until when a returned application can be sent again; None when it is not returned."""
    if application.status != ApplicationStatus.RETURNED:
        return None
    returned = application.checks.filter(conclusion=CheckConclusion.RETURN, stage=CheckStage.CONFIRMED)
    last = returned.order_by("-number").first()
    return last.correct_until if last else None


def check_can_review(user: Any, check: FormalCheck) -> None:
    """Another officer than the one who concluded, during the formal check. Raises NotPermitted or Conflict.

    The sentence for the first officer says what to do where the body has nobody else.
    """
    check_is_officer(user, check.application.call)
    if check.checked_by_id == user.pk:
        if is_alone(check.application.call):
            raise NotPermitted(
                _(
                    "A second officer confirms your conclusion, but the body has only you."
                    " Name another officer on the page of the body."
                )
            )
        raise NotPermitted(_("You made this conclusion, so another officer confirms it."))
    if check.application.call.status != CallStatus.CHECKING:
        raise Conflict(_("The formal check of this call is not under way."))
    if check.stage != CheckStage.PROPOSED:
        raise Conflict(_("Another officer has answered this conclusion already."))


def is_alone(call: Call) -> bool:
    """Whether the body that runs ``call`` has one officer, so that nobody can confirm."""
    return len(officers_of(call.operator_id)) < TWO_OFFICERS


def check_conclusion(application: Application, conclusion: str) -> Transition:
    """The step that ``conclusion`` takes; TransitionNotAllowed or Conflict when the application cannot take it."""
    if conclusion == CheckConclusion.RETURN and not can_be_returned(application):
        raise Conflict(_("This call allows no return for correction, or the application was returned once already."))
    return APPLICATION.step(STEPS[CheckConclusion(conclusion)], application.status)


def can_be_returned(application: Application) -> bool:
    """One return for each application, where the call allows it."""
    returned = FormalCheck.objects.filter(
        application=application, conclusion=CheckConclusion.RETURN, stage=CheckStage.CONFIRMED
    )
    return application.call.allows_return and not returned.exists()


def open_conclusions(application: Application) -> list[CheckConclusion]:
    """The conclusions that this application can still get."""
    if application.status == ApplicationStatus.RETURNED:
        return [CheckConclusion.REFUSE]
    return [one for one in CheckConclusion if one != CheckConclusion.RETURN or can_be_returned(application)]


def faults(answers: Sequence[Answer], conclusion: str, reason: str) -> list[Fault]:
    """Everything that keeps the check from being complete; ``field`` names the input of the form."""
    return [*_answer_faults(answers), *_conclusion_faults(answers, conclusion, reason)]


def _answer_faults(answers: Sequence[Answer]) -> list[Fault]:
    given = [answer.item for answer in answers]
    found = [Fault(_("Answer yes or no."), str(item), "R31") for item in CheckItem if item not in given]
    found += [
        Fault(_("Say why the answer is no."), f"{answer.item}_reason", "R31")
        for answer in answers
        if not answer.is_met and not answer.reason.strip()
    ]
    return found


def _conclusion_faults(answers: Sequence[Answer], conclusion: str, reason: str) -> list[Fault]:
    if conclusion not in CheckConclusion.values:
        return [Fault(_("Choose the conclusion."), "conclusion", "R31")]
    has_no = any(not answer.is_met for answer in answers)
    if conclusion == CheckConclusion.ADMIT:
        text = _("An application with a «no» cannot be admitted. Change the answer or the conclusion.")
        return [Fault(text, "conclusion", "R31")] if has_no else []
    found = []
    if not has_no:
        text = _(
            "All eight answers are yes, so the application is to be admitted. Change the answer or the conclusion."
        )
        found.append(Fault(text, "conclusion", "R31"))
    if not reason.strip():
        found.append(Fault(_("Give the reason in words that the applicant understands."), "reason", "R31"))
    return found
