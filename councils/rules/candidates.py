"""Who may stand for a seat, what a candidate gives, and what the portal knows of it (rule R53)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from councils.choices import (
    CANDIDATE_GONE,
    DECLARED,
    KNOWN,
    CandidatePaperKind,
    CandidateStatus,
    Choice,
    Criterion,
    FormationKind,
    FormationStatus,
    Side,
)
from councils.models import Candidate, Formation, GroupMember
from councils.rules.formation import CANDIDATE, parameters, personal_faults
from foundation.core.calendar import local_date
from foundation.core.errors import Conflict, DeadlinePassed, Fault, NotPermitted
from registry.choices import OrganisationStatus
from registry.models import Organisation
from registry.rules import roles

Answers = Mapping[str, tuple[bool, str]]
OF_NGO = (Criterion.REGISTERED, Criterion.ONE_OF_NGO)


def criteria(formation: Formation) -> list[str]:
    """What the candidates of this competition are asked for: the law's own rule R53, and the parameters (M)."""
    day = local_date(formation.announced_at) if formation.announced_at else formation.started_on
    asked = parameters(CANDIDATE, day).get("criteria", [])
    return [one for one in Criterion.values if one in asked or one in KNOWN]


def criteria_of(candidate: Candidate) -> list[str]:
    """The same for one candidate: a citizen has no organisation to look up."""
    asked = criteria(candidate.formation)
    return [one for one in asked if candidate.side == Side.NGO or one not in OF_NGO]


def declared(formation: Formation) -> list[str]:
    """What a candidate states by a tick."""
    return [one for one in criteria(formation) if one in DECLARED]


def check_open(formation: Formation, now: dt.datetime) -> None:
    """Raises Conflict or DeadlinePassed unless nominations are taken now."""
    if formation.status != FormationStatus.NOMINATING:
        raise Conflict(_("Nominations are not taken now."))
    if formation.nominations_until and now >= formation.nominations_until:
        raise DeadlinePassed(_("Nominations have closed."))


def check_can_nominate(user: Any, organisation: Organisation) -> None:
    """The head or an editor speaks for the organisation; raises NotPermitted."""
    roles.check_can_edit_organisation(user, organisation)


def nomination_faults(formation: Formation, organisation: Organisation, email: str, full_name: str) -> list[Fault]:
    """What keeps ``organisation`` from naming this candidate (rule R53)."""
    found = [*person_faults(formation, email), *_name_faults(full_name)]
    if organisation.bin is None or organisation.status != OrganisationStatus.ACTIVE:
        found.append(Fault(_("The organisation must be active in the registry and have a BIN."), "organisation"))
    if formation.candidates.filter(organisation=organisation).exclude(status__in=CANDIDATE_GONE).exists():
        text = _("This organisation has named a candidate already: one legal person, one candidate.")
        found.append(Fault(text, "organisation", "R53"))
    if _sits_already(formation, organisation):
        text = _("This organisation has a member in the council already: one legal person, one member.")
        found.append(Fault(text, "organisation", "R53"))
    return found


def _name_faults(full_name: str) -> list[Fault]:
    return [] if full_name.strip() else [Fault(_("Enter the full name."), "full_name")]


def _sits_already(formation: Formation, organisation: Organisation) -> bool:
    """In a by-election the members of now count; a new composition begins anew."""
    if formation.kind != FormationKind.BY_ELECTION:
        return False
    return formation.term.seats.filter(organisation=organisation, ended_on=None).exists()


def person_faults(formation: Formation, email: str) -> list[Fault]:
    """One person stands once, sits once, and does not judge the own competition."""
    found = []
    if formation.candidates.filter(email__iexact=email).exclude(status__in=CANDIDATE_GONE).exists():
        found.append(Fault(_("This person stands already."), "email"))
    if formation.group.filter(user__email__iexact=email).exists():
        found.append(Fault(_("A member of the working group cannot stand."), "email"))
    in_by_election = formation.kind == FormationKind.BY_ELECTION
    if in_by_election and formation.term.seats.filter(user__email__iexact=email, ended_on=None).exists():
        found.append(Fault(_("This person is a member of the council already."), "email"))
    return found


def check_is_candidate(user: Any, candidate: Candidate) -> None:
    """The person who stands, by the account or by its confirmed address; raises NotPermitted."""
    if not is_candidate(user, candidate):
        raise NotPermitted(_("Only the candidate can do this."))


def is_candidate(user: Any, candidate: Candidate) -> bool:
    if not getattr(user, "is_authenticated", False):
        return False
    if candidate.user_id is not None:
        return bool(candidate.user_id == user.pk)
    return bool(candidate.email.lower() == user.email.lower())


def check_can_withdraw(user: Any, candidate: Candidate) -> None:
    """The candidate, or the organisation that has named it; raises NotPermitted."""
    if is_candidate(user, candidate):
        return
    if candidate.organisation is None:
        raise NotPermitted(_("Only the candidate can do this."))
    roles.check_can_edit_organisation(user, candidate.organisation)


def submit_faults(candidate: Candidate, values: Mapping[str, Any]) -> list[Fault]:
    """What a candidate must give before it is sent."""
    found = _name_faults(values["full_name"])
    for name, sentence in (
        ("occupation", _("Say what you do, as everybody may read it.")),
        ("programme", _("Say what you want to do in the council.")),
    ):
        if not values[name].strip():
            found.append(Fault(sentence, name))
        found += personal_faults(values[name], name)
    if not values["consents"]:
        found.append(Fault(_("Nobody can stand without consenting."), "consents"))
    missing = [one for one in declared(candidate.formation) if one not in values["statements"]]
    if missing:
        found.append(Fault(_("Tick every statement; who cannot, cannot stand."), "statements"))
    day = candidate.formation.started_on
    wanted = parameters(CANDIDATE, day).get("papers", [])
    held = set(candidate.papers.values_list("kind", flat=True))
    found += [
        Fault(_("Add this document: %(paper)s.") % {"paper": CandidatePaperKind(one).label}, "papers")
        for one in wanted
        if one not in held
    ]
    return found


def known_answer(candidate: Candidate, criterion: str) -> tuple[bool, str]:
    """What the portal itself finds: met or not, and the fact in words."""
    if criterion == Criterion.CONSENT:
        is_met = candidate.consented_at is not None
        return is_met, "" if is_met else str(_("No consent was given."))
    if criterion == Criterion.REGISTERED:
        is_met = candidate.organisation is None or candidate.organisation.status == OrganisationStatus.ACTIVE
        return is_met, "" if is_met else str(_("The registry does not show the organisation as active."))
    is_met = candidate.organisation is None or not _sits_already(candidate.formation, candidate.organisation)
    return is_met, "" if is_met else str(_("The organisation has a member in the council already."))


def answer_faults(candidate: Candidate, answers: Answers) -> list[Fault]:
    """A «no» has its reason, and no reason tells what is nobody's business."""
    found = []
    for criterion in criteria_of(candidate):
        if criterion in KNOWN:
            continue
        if criterion not in answers:
            found.append(Fault(_("Say whether this is met."), f"met-{criterion}"))
            continue
        is_met, reason = answers[criterion]
        if not is_met and not reason.strip():
            found.append(Fault(_("Give the reason. Everybody reads it."), f"reason-{criterion}"))
        found += personal_faults(reason, f"reason-{criterion}")
    return found


def list_faults(candidates: Sequence[Candidate]) -> list[Fault]:
    """What keeps the list of checked candidates from being published; each comes with its checks."""
    found = [
        Fault(_("Candidate № %(number)s is not checked yet.") % {"number": one.number})
        for one in candidates
        if not set(criteria_of(one)) <= {check.criterion for check in one.checks.all()}
    ]
    if not any(one.checks.all() and all(check.is_met for check in one.checks.all()) for one in candidates):
        found.append(Fault(_("Nobody would be admitted. Open nominations again.")))
    return found


def check_can_vote(formation: Formation) -> None:
    """Raises Conflict unless the working group votes now."""
    if formation.status != FormationStatus.VOTING:
        raise Conflict(_("The working group does not vote now."))


def vote_faults(
    candidates: Sequence[Candidate], choices: Mapping[int, str], member: GroupMember, barred: set[tuple[int, int]]
) -> list[Fault]:
    """A vote on every candidate to whom the member has no tie, and on none to whom there is one."""
    found = []
    for one in candidates:
        if one.status != CandidateStatus.ADMITTED or (member.pk, one.pk) in barred:
            continue
        if choices.get(one.pk) not in Choice.values:
            found.append(Fault(_("Choose how you vote."), f"candidate-{one.pk}"))
    return found
