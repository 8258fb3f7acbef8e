"""Who oversees the public money of organisations, and who answers for an organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Fault, Invalid, NotPermitted, Text
from foundation.core.workflow import Workflow
from registry.choices import NGO_ROLES, FlagStatus, Role
from registry.models import Flag, Organisation
from registry.rules.roles import EDITORS, has_role, memberships
from registry.workflow import FLAG
from registry.workflow.owners import OFFICER, ORGANISATION


def check_can_oversee(user: Any) -> None:
    """Officers of any body; raises NotPermitted."""
    if not has_role(user, Role.OFFICER):
        raise NotPermitted(_("Only an officer of a state body can do this."))


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody is to an organisation; one look-up for a whole page."""

    is_officer: bool
    is_own: bool
    can_answer: bool

    @property
    def can_decide(self) -> bool:
        """Officers without a tie to the organisation."""
        return self.is_officer and not self.is_own

    @property
    def owners(self) -> set[str]:
        """Whose steps of a workflow are theirs."""
        sides = ((OFFICER, self.can_decide), (ORGANISATION, self.can_answer))
        return {owner for owner, is_theirs in sides if is_theirs}


def standing(user: Any, organisation: Organisation) -> Standing:
    """What ``user`` is to ``organisation`` now."""
    held = list(memberships(user).values_list("role", "organisation_id"))
    own = {role for role, place in held if place == organisation.pk}
    return Standing(any(role == Role.OFFICER for role, _place in held), bool(own), not own.isdisjoint(EDITORS))


def check_can_see(user: Any, organisation: Organisation) -> Standing:
    """Officers and the organisation's own people; raises NotPermitted."""
    found = standing(user, organisation)
    if not (found.is_officer or found.is_own):
        raise NotPermitted(_("Only officers and people of this organisation can see this."))
    return found


def check_can_answer(user: Any, organisation: Organisation) -> None:
    """Head and editors answer for their organisation; raises NotPermitted."""
    if not has_role(user, EDITORS, organisation=organisation):
        raise NotPermitted(_("Only the head or an editor of this organisation can answer for it."))


def check_has_no_interest(user: Any, organisation: Organisation) -> None:
    """Nobody decides about an organisation of their own; raises NotPermitted."""
    if has_role(user, NGO_ROLES, organisation=organisation):
        raise NotPermitted(_("You belong to this organisation, so another officer decides."))


def check_can_decide(user: Any, organisation: Organisation) -> None:
    """Officers without a tie to the organisation; raises NotPermitted."""
    check_can_oversee(user)
    check_has_no_interest(user, organisation)


def check_closes_as_second(user: Any, flag: Flag) -> None:
    """An escalated flag is lowered or closed by another officer than the one who escalated it; raises NotPermitted."""
    if flag.status != FlagStatus.ESCALATED:
        return
    last = flag.entries.filter(after=FlagStatus.ESCALATED, is_answer=False).last()
    if last is not None and last.made_by_id == user.pk:
        raise NotPermitted(_("You escalated this flag, so another officer lowers or closes it."))


def checked_text(text: str, field: str, message: Text) -> str:
    """``text`` without the space around it; raises Invalid when nothing is left."""
    if not text.strip():
        raise Invalid(Fault(message, field))
    return text.strip()


def steps(workflow: Workflow, status: str, who: Standing) -> list[str]:
    """Names of the steps that ``who`` may take from ``status``, in the order of the table."""
    return [step.name for step in workflow.allowed(status) if step.owner in who.owners]


def flag_steps(flag: Flag, who: Standing) -> list[str]:
    """Steps of an observation; the organisation answers as long as it is open."""
    is_answerable = who.can_answer and flag.status != FlagStatus.CLOSED
    return [*steps(FLAG, flag.status, who), *(["answer"] if is_answerable else [])]
