"""The numbers of a competition, checked and explained line by line (rules R50–R56)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from councils.choices import CANDIDATE_GONE, FormationKind, Side
from councils.models import Candidate, Formation, GroupMember
from councils.rules.councils import PARAMETERS as COMPOSITION
from councils.rules.councils import SIZES
from councils.rules.formation import parameters, term_years
from councils.scoring.roll import most_of_state
from councils.scoring.terms import last_day_of_term
from foundation.core import presentation


@dataclass(frozen=True, slots=True)
class Line:
    """One rule: what it wants, the arithmetic, whether it holds (None: nothing to judge yet), and whether the portal
    assumes it because the act was not read.
    """

    rule: str
    title: str
    arithmetic: str
    is_met: bool | None
    is_assumed: bool = False


def numbers(formation: Formation, group: Sequence[GroupMember], candidates: Sequence[Candidate]) -> list[Line]:
    """Every line, whatever the state of the competition (one query)."""
    found = [_size(formation), _group(group), _state(formation), _one_of_ngo(candidates)]
    if formation.kind == FormationKind.RENEWAL:
        found += [_start(formation), _term(formation)]
    return [*found, _chair(candidates)]


def _size(formation: Formation) -> Line:
    title = _("Number of members")
    if formation.kind == FormationKind.BY_ELECTION:
        values = {"places": formation.places, "size": formation.term.size}
        return Line("R50", title, _("%(places)s of %(size)s seats are filled anew") % values, True)
    level = formation.council.level
    if level not in SIZES:
        text = _("%(places)s seats; the size of a local council follows norms of the authorised body")
        return Line("R50", title, text % {"places": formation.places}, None)
    least, most = SIZES[level]
    text = f"{least} ≤ {formation.places} ≤ {most}"
    return Line("R50", title, text, least <= formation.places <= most)


def _group(group: Sequence[GroupMember]) -> Line:
    members, of_state = len(group), sum(one.side == Side.STATE for one in group)
    most = most_of_state(members)
    values = {"members": members, "most": most, "state": of_state}
    text = _("%(members)s members; a third rounded down = %(most)s; from the state: %(state)s") % values
    return Line("R51", _("State part of the working group"), text, of_state <= most if members else None)


def _state(formation: Formation) -> Line:
    most = most_of_state(formation.places)
    values = {"members": formation.places, "most": most, "state": formation.state_places}
    text = _("%(members)s members; a third rounded down = %(most)s; from the state: %(state)s") % values
    asked = bool(parameters(COMPOSITION, formation.started_on))
    is_met = formation.state_places <= most if asked else None
    return Line("R52", _("State part of the council"), text, is_met, is_assumed=True)


def _one_of_ngo(candidates: Sequence[Candidate]) -> Line:
    bins = [one.organisation_id for one in candidates if one.organisation_id and one.status not in CANDIDATE_GONE]
    values = {"named": len(bins), "bins": len(set(bins))}
    text = _("candidates of organisations: %(named)s; different BINs: %(bins)s") % values
    return Line("R53", _("One candidate of one legal person"), text, len(bins) == len(set(bins)))


def _start(formation: Formation) -> Line:
    title = _("Forming starts two months before the term ends")
    if formation.due_on is None:
        return Line("R54", title, _("no composition sat before"), None)
    values = {"due": presentation.day(formation.due_on), "started": presentation.day(formation.started_on)}
    text = _("to start on %(due)s; started on %(started)s") % values
    late = (formation.started_on - formation.due_on).days
    if late > 0:
        text += "; " + _("days late: %(days)s") % {"days": late}
    return Line("R54", title, text, late <= 0)


def _term(formation: Formation) -> Line:
    title, years = _("Length of the term"), term_years(formation.started_on)
    wanted = _("years: %(years)s") % {"years": years} if years else _("not set")
    term = formation.term
    if formation.approved_at is None or term.starts_on is None or term.ends_on is None:
        return Line("R55", title, wanted, None, is_assumed=True)
    text = f"{wanted}; {presentation.day(term.starts_on)} – {presentation.day(term.ends_on)}"
    return Line("R55", title, text, _is_within(term.starts_on, term.ends_on, years), is_assumed=True)


def _is_within(starts_on: dt.date, ends_on: dt.date, years: int | None) -> bool | None:
    """A term that was ended early is shorter, and breaks nothing."""
    return ends_on <= last_day_of_term(starts_on, years) if years else None


def _chair(candidates: Sequence[Candidate]) -> Line:
    values = {"count": sum(one.is_public_servant for one in candidates if one.status not in CANDIDATE_GONE)}
    text = _("the first meeting elects the chair by open vote; candidates in public service, who cannot be: %(count)s")
    return Line("R56", _("The chair is not in public service"), text % values, None)
