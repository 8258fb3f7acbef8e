"""What a reader may see inside a call and an application: blind texts, and what becomes public at the decision."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from grants.choices import CallStatus, PartnerKind, PartnerStatus, SectionName
from grants.models import Application, Ballot, Call, Meeting, Partner
from registry.models import Organisation
from registry.queries.ties import tied_pairs

HIDDEN = "[…]"
# Shorter names are ordinary words; hiding those would make a text unreadable.
SHORTEST_NAME = 5
_QUOTED = re.compile(r"[«\"“„]([^«»\"“”„]+)[»\"”“]")


def results_are_public(call: Call) -> bool:
    """Scores, conclusions of the formal check, reasons and amounts are shown from the decision on, to everybody."""
    return call.status == CallStatus.DECIDED


def checks_are_public(call: Call) -> bool:
    """Conclusions of the formal check are published for all at once, when that phase is over (rule R41)."""
    return call.status in (CallStatus.SCORING, CallStatus.DECIDING, CallStatus.DECIDED)


def applicants_are_named(call: Call) -> bool:
    """Whether everybody may read who sent what was admitted: not while experts judge without knowing it."""
    return results_are_public(call) or not call.is_blind


def experts_are_named(call: Call) -> bool:
    """The panel is named after the decision, where the call says so (rule R42); marks stay under «Expert n»."""
    return results_are_public(call) and call.names_experts


def tied(people: Iterable[int], applications: Sequence[Application]) -> dict[tuple[int, int], str]:
    """(user id, application id) → names of the applicants, for those of ``people`` who are tied to one (rule R35).

    The same ties as those of experts bar a member: a role in the NGO's own account, work, or another known affiliation,
    now or within the last twelve months. Co-applicants that have consented count like the applicant.
    """
    agreed = Partner.objects.filter(
        application__in=applications, kind=PartnerKind.CO_APPLICANT, status=PartnerStatus.AGREED
    )
    behind: dict[int, set[int]] = defaultdict(set)
    pairs = [(one.organisation_id, one.pk) for one in applications]
    for organisation_id, application_id in [*pairs, *agreed.values_list("organisation_id", "application_id")]:
        behind[organisation_id].add(application_id)
    members, organisations = set(people), Organisation.objects.filter(pk__in=list(behind))
    ties = sorted(pair for pair in tied_pairs(organisations) if pair[0] in members)
    names = organisations.in_bulk([organisation_id for _user, organisation_id in ties]) if ties else {}
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for user_id, organisation_id in ties:
        for application_id in behind[organisation_id]:
            found[user_id, application_id].append(str(names[organisation_id]))
    return {pair: ", ".join(sorted(told)) for pair, told in found.items()}


def conflicts_of(user: Any, meeting: Meeting, applications: Sequence[Application]) -> dict[int, str]:
    """Applications (ids) that are not for ``user`` as a member, with the reason: declared, found, or found just now."""
    noted = Ballot.objects.filter(attendee__meeting=meeting, attendee__member=user.pk).exclude(conflict="")
    found = {application_id: names for (_user, application_id), names in tied([user.pk], applications).items()}
    return found | dict(noted.values_list("application_id", "conflict"))


def without_names(content: Any, document: Mapping[str, Any]) -> Any:
    """``content`` (texts in lists and mappings) with […] for every name of who sent ``document``.

    Names: the organisation's in each language, also the part in quotation marks, its BIN, and the people of the team.
    This catches what an applicant wrote into a free text; fields that tell who applies are left out before.
    """
    names = _names(document)
    if not names:
        return content
    longest_first = sorted(names, key=len, reverse=True)
    return _hide(re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE), content)


def _names(document: Mapping[str, Any]) -> set[str]:
    organisation = document.get("organisation", {})
    names = {str(value).strip() for value in organisation.values() if value}
    names |= {quoted.strip() for name in list(names) for quoted in _QUOTED.findall(name)}
    names |= team_of(document)
    for partner in document.get("partners", []):
        listed = [partner.get(key) for key in ("name", "name_kk", "name_ru", "name_en", "bin")]
        names |= {str(name).strip() for name in listed if name}
    names |= {quoted.strip() for name in list(names) for quoted in _QUOTED.findall(name)}
    return {name for name in names if len(name) >= SHORTEST_NAME}


def team_of(document: Mapping[str, Any]) -> set[str]:
    """Full names of those who would do the work, as they stand in what was sent."""
    team = document["sections"].get(SectionName.TEAM, {}).get("rows", [])
    return {name for person in team if (name := str(person.get("full_name") or "").strip())}


def _hide(pattern: re.Pattern[str], value: Any) -> Any:
    if isinstance(value, str):
        return pattern.sub(HIDDEN, value)
    if isinstance(value, list):
        return [_hide(pattern, item) for item in value]
    if isinstance(value, dict):
        return {key: _hide(pattern, item) for key, item in value.items()}
    return value
