"""Who may appeal, until when, who reviews, and what an appeal keeps waiting."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from evaluation.models import Seat
from foundation.core import clock, presentation
from foundation.core.errors import Conflict, DeadlinePassed, Fault, NotPermitted
from foundation.core.money import ZERO
from grants.choices import AppealGround, AppealStatus, AppealSubject, ApplicationStatus, CallStatus, CheckStage
from grants.models import Agreement, Appeal, Application, Attendee, Call, Meeting
from grants.models.appeals import OPEN
from grants.rules import terms
from grants.rules.awards import check_is_head
from registry.choices import Role
from registry.models import Organisation
from registry.queries.ties import tied_pairs
from registry.rules import roles

FILES_MAX = 5
LONGEST = 5000
REVIEWERS = (Role.OFFICER, Role.SECRETARY)
APPEALED = (
    ApplicationStatus.NOT_ADMITTED,
    ApplicationStatus.ADMITTED,
    ApplicationStatus.DECLINED,
    ApplicationStatus.RESERVE,
    ApplicationStatus.FUNDED,
)
AGAINST_OUTCOME = (ApplicationStatus.DECLINED, ApplicationStatus.RESERVE, ApplicationStatus.FUNDED)


def subject_of(application: Application) -> str:
    """What can be appealed against now: a refusal while the formal check runs, the outcome once the call is decided.

    Raises Conflict when there is nothing.
    """
    call, status = application.call, application.status
    if call.status == CallStatus.CHECKING and status == ApplicationStatus.NOT_ADMITTED:
        return AppealSubject.CHECK
    if Agreement.objects.filter(application=application).exists():
        raise Conflict(_("You have an agreement on this grant, so its amount changes by an amendment."))
    if call.status == CallStatus.DECIDED and status in AGAINST_OUTCOME and claim_of(application) > 0:
        return AppealSubject.OUTCOME
    raise Conflict(_("There is nothing to appeal against now."))


def claim_of(application: Application) -> Decimal:
    """The money at stake in an appeal against the outcome, tenge."""
    wanted = min(application.requested or ZERO, application.call.amount_max)
    return max(ZERO, wanted - (application.awarded or ZERO))


def window_of(application: Application, subject: str) -> dt.datetime | None:
    """Until when the appeal can be sent; None where the call takes none."""
    call = application.call
    if subject == AppealSubject.OUTCOME:
        return terms.until(call.decided_at, call.appeal_days) if call.appeal_days and call.decided_at else None
    if not call.check_appeal_days:
        return None
    last = application.checks.filter(stage=CheckStage.CONFIRMED).order_by("-number").first()
    return terms.until(last.reviewed_at or last.checked_at, call.check_appeal_days) if last else None


def check_can_appeal(user: Any, application: Application) -> str:
    """The subject. Only the head of the NGO, once, within the window. Raises NotPermitted, Conflict, DeadlinePassed."""
    check_is_head(user, application.organisation)
    subject = subject_of(application)
    until = window_of(application, subject)
    if until is None:
        raise Conflict(_("This call takes no appeals of this kind."))
    if Appeal.objects.filter(application=application, subject=subject).exists():
        raise Conflict(_("You have appealed against this already."))
    if clock.now() > until:
        message = _("An appeal could be sent until %(deadline)s.")
        raise DeadlinePassed(message % {"deadline": presentation.moment(until, with_zone=True)})
    return subject


def faults(ground: str, text: str) -> list[Fault]:
    """Everything that keeps the appeal from being sent."""
    found = []
    if ground not in AppealGround.values:
        found.append(Fault(_("Choose the ground of the appeal."), "ground"))
    if not text.strip():
        found.append(Fault(_("Say what is wrong, and where it can be seen."), "text"))
    if len(text) > LONGEST:
        message = _("Keep the text under %(most)s characters; the rest fits into a file.")
        found.append(Fault(message % {"most": presentation.figure(LONGEST)}, "text"))
    return found


def check_can_add_file(user: Any, appeal: Appeal) -> None:
    """The head, until a reviewer has taken the appeal."""
    check_is_head(user, appeal.application.organisation)
    if appeal.status != AppealStatus.SUBMITTED:
        raise Conflict(_("The reviewer has begun, so nothing can be added."))


def check_can_review(user: Any, appeal: Appeal) -> None:
    """An officer or the secretary of the operator who had no part in what is appealed against and no tie to the NGO.

    Raises NotPermitted, or Conflict when another reviewer has it.
    """
    application = appeal.application
    if not roles.has_role(user, REVIEWERS, body=application.call.operator):
        raise NotPermitted(_("Only an officer or the secretary of the operator reviews appeals."))
    if user.pk in deciders(appeal):
        raise NotPermitted(_("You took part in what is appealed against, so another person reviews it."))
    own = Organisation.objects.filter(pk=application.organisation_id)
    if (user.pk, application.organisation_id) in tied_pairs(own):
        raise NotPermitted(_("You are tied to the applicant, so another person reviews its appeal."))
    if appeal.status == AppealStatus.IN_REVIEW and appeal.reviewer_id != user.pk:
        raise Conflict(_("Another reviewer has taken this appeal."))


def deciders(appeal: Appeal) -> set[int]:
    """Ids of those who made what is appealed against: the officers of the check; or experts, commission, secretary."""
    if appeal.subject == AppealSubject.CHECK:
        pairs = appeal.application.checks.values_list("checked_by", "reviewed_by")
        return {pk for pair in pairs for pk in pair if pk is not None}
    call = appeal.application.call
    meetings = Meeting.objects.filter(call=call).values_list("prepared_by", "concluded_by")
    members = Attendee.objects.filter(meeting__call=call).values_list("member", flat=True)
    experts = Seat.objects.filter(round=call.round_id).values_list("expert__user", flat=True)
    return {pk for pair in meetings for pk in pair if pk is not None} | {*members, *experts}


def before_scoring(call: Call) -> list[Fault]:
    """What appeals against refusals keep waiting: an open one, or one that can still be sent."""
    found = []
    if Appeal.objects.filter(application__call=call, subject=AppealSubject.CHECK, status__in=OPEN).exists():
        found.append(Fault(_("An appeal against the formal check is not answered.")))
    until = _last_window(call)
    if until is not None and clock.now() <= until:
        message = _("Appeals against the formal check can be sent until %(deadline)s.")
        found.append(Fault(message % {"deadline": presentation.moment(until, with_zone=True)}))
    return found


def _last_window(call: Call) -> dt.datetime | None:
    if not call.check_appeal_days:
        return None
    refused = Application.objects.filter(call=call, status=ApplicationStatus.NOT_ADMITTED, appeals=None)
    moments = refused.filter(checks__stage=CheckStage.CONFIRMED).values_list("checks__reviewed_at", flat=True)
    given = [moment for moment in moments if moment is not None]
    return terms.until(max(given), call.check_appeal_days) if given else None


def decision_faults(
    appeal: Appeal, outcome: str, reason: str, amount: Decimal | None, total: Decimal | None
) -> list[Fault]:
    """Everything that keeps the reviewer's answer from being given; ``field`` names the input of the form."""
    found = []
    if outcome not in (AppealStatus.GRANTED, AppealStatus.PARTLY, AppealStatus.DECLINED):
        found.append(Fault(_("Choose the answer."), "outcome"))
    if appeal.subject == AppealSubject.CHECK and outcome == AppealStatus.PARTLY:
        found.append(Fault(_("An application is admitted or not: choose granted or declined."), "outcome"))
    if not reason.strip():
        found.append(Fault(_("Give the reason. It will be published."), "reason"))
    is_granted = outcome in (AppealStatus.GRANTED, AppealStatus.PARTLY)
    if is_granted and appeal.subject == AppealSubject.OUTCOME:
        found += _effect_faults(appeal, amount, total)
    return found


def _effect_faults(appeal: Appeal, amount: Decimal | None, total: Decimal | None) -> list[Fault]:
    application = appeal.application
    call = application.call
    if application.status == ApplicationStatus.FUNDED:
        most = min(application.requested or ZERO, call.amount_max)
        if amount is None or amount <= (application.awarded or ZERO) or amount > most:
            values = {"least": presentation.tenge(application.awarded or ZERO), "most": presentation.tenge(most)}
            return [Fault(_("Enter an amount above %(least)s, at most %(most)s.") % values, "amount", "R21")]
        return []
    highest = call.rubric.maximum_total
    if total is None or total < 0 or total > highest:
        message = _("Enter the points that are right, from 0 to %(most)s.")
        return [Fault(message % {"most": presentation.figure(highest)}, "total", "R40")]
    return []
