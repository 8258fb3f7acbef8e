"""Who may answer marks before the decision, and when."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from evaluation.choices import RoundStatus, RunStatus
from evaluation.models import Answer, Entry, Round, Run
from evaluation.rules import check_officer
from foundation.core import clock
from foundation.core.errors import Conflict, DeadlinePassed, NotPermitted
from registry.choices import NGO_ROLES
from registry.rules import roles


def check_can_ask(user: Any, round_: Round) -> None:
    """An officer, once, after the ranking is computed, where the contest was announced with answers."""
    check_officer(user, round_.body)
    if not round_.answer_days:
        raise Conflict(_("This contest was announced without answers of the applicants."))
    if round_.answers_until is not None:
        raise Conflict(_("The applicants have been asked already."))
    if round_.status != RoundStatus.CLOSED or not Run.objects.filter(round=round_, status=RunStatus.COMPUTED).exists():
        raise Conflict(_("Applicants are asked when the ranking is computed."))


def check_can_read_own_marks(user: Any, entry: Entry) -> None:
    """The applicant's own people, once they are asked."""
    if entry.round.answers_until is None or not roles.has_role(user, NGO_ROLES, organisation=entry.organisation_id):
        raise NotPermitted(_("Marks are shown to the applicant when it is asked for its answer."))


def check_can_answer(user: Any, entry: Entry) -> None:
    """Head or editor of the applicant, once, by the server's clock."""
    check_can_read_own_marks(user, entry)
    if not roles.has_role(user, roles.EDITORS, organisation=entry.organisation_id):
        raise NotPermitted(_("Only the head or an editor of the organisation can answer."))
    if entry.round.answers_until and clock.now() > entry.round.answers_until:
        raise DeadlinePassed(_("The time for answers is over, by the portal's clock. This was not taken."))
    if Answer.objects.filter(entry=entry).exists():
        raise Conflict(_("The organisation has answered already. An answer cannot be changed."))
