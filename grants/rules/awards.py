"""Who accepts a grant, until when, and what an agreement stands on."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core import clock, presentation
from foundation.core.errors import Conflict, DeadlinePassed, Fault, Invalid, NotPermitted
from grants.choices import ApplicationStatus, AwardStatus, CallStatus
from grants.models import Agreement, Appeal, Application, Award, Call
from grants.models.appeals import OPEN
from grants.rules.checks import check_is_officer
from grants.rules.settlements import free_money, held
from registry.choices import Role
from registry.models import Organisation
from registry.rules import roles


def check_is_head(user: Any, organisation: Organisation) -> None:
    """Raises NotPermitted unless ``user`` is the head of the NGO: accepting a grant binds the whole NGO."""
    if not roles.has_role(user, Role.NGO_HEAD, organisation=organisation):
        raise NotPermitted(_("Only the head of the NGO can do this."))


def check_can_answer(user: Any, award: Award) -> None:
    """The head, while the offer stands. Raises NotPermitted, Conflict or DeadlinePassed."""
    check_is_head(user, award.application.organisation)
    if award.status != AwardStatus.OFFERED:
        raise Conflict(_("This offer has been answered or has lapsed."))
    if clock.now() > award.answer_until:
        message = _("The grant could be accepted until %(deadline)s. Ask the operator whether the offer still stands.")
        raise DeadlinePassed(message % {"deadline": presentation.moment(award.answer_until, with_zone=True)})


def check_can_lapse(user: Any, award: Award) -> None:
    """An officer of the operator, once the time for the answer is over. Raises NotPermitted or Conflict."""
    check_is_officer(user, award.application.call)
    if award.status == AwardStatus.OFFERED and clock.now() <= award.answer_until:
        raise Conflict(_("The winner can still answer this offer."))


def check_can_take_back(user: Any, award: Award) -> None:
    """An officer, while there is no agreement: an agreement is ended on its own page. Raises NotPermitted or Conflict."""
    check_is_officer(user, award.application.call)
    if Agreement.objects.filter(application=award.application).exists():
        raise Conflict(_("An agreement was made of this grant: end the agreement instead."))


def check_can_contract(application: Application) -> None:
    """What an agreement stands on: a funded application whose NGO has accepted the grant. Raises Conflict."""
    award = Award.objects.filter(application=application).first()
    if application.status != ApplicationStatus.FUNDED or award is None:
        raise Conflict(_("No grant was awarded to this application."))
    if award.status != AwardStatus.ACCEPTED:
        raise Conflict(_("The head of the NGO has not accepted the grant yet."))
    if Appeal.objects.filter(application=application, status__in=OPEN).exists() or application.number in held(
        application.call
    ):
        raise Conflict(_("An open appeal may touch the money of this grant, so its agreement waits for the answer."))


def check_can_offer(user: Any, call: Call, application: Application | None, amount: Decimal) -> None:
    """An officer offers a grant to the first of the reserve, within the money that is left.

    Raises NotPermitted, Conflict, or Invalid with the sums when the money does not reach.
    """
    check_is_officer(user, call)
    if call.status != CallStatus.DECIDED:
        raise Conflict(_("The call is not decided yet."))
    if application is None:
        raise Conflict(_("There is nobody on the reserve list to whom it can be offered."))
    left = free_money(call)
    if amount > left:
        values = {"amount": presentation.tenge(amount), "left": presentation.tenge(left)}
        text = _("The grant of %(amount)s is more than the %(left)s that are left of the budget.")
        raise Invalid(Fault(text % values, rule="R39"))
