"""When a competition for seats may begin, who works on it, and its numbers (rules R50–R56)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from councils.choices import FORMATION_OVER, FormationKind, FormationStatus, Side
from councils.models import Council, Formation, Term
from councils.rules.councils import PARAMETERS as COMPOSITION
from councils.rules.councils import check_serves, size_faults
from councils.scoring import terms
from councils.scoring.roll import most_of_state
from foundation.accounts.models import User
from foundation.core import presentation
from foundation.core.calendar import add_working_days, local_date
from foundation.core.errors import Conflict, Fault, NotPermitted
from registry.models import Organisation, RuleParameters
from registry.queries import working_day_overrides

PARAMETERS = "councils.formation"
CANDIDATE = "councils.candidate"
GROUP_OPEN = (FormationStatus.PREPARING, FormationStatus.NOMINATING, FormationStatus.CHECKING)
# A number of twelve digits is a person's IIN; the others are an address and a telephone.
_PERSONAL = re.compile(r"\b\d{12}\b|\S+@\S+\.\S+|(?:\+7|\b8)[\s(-]*\d{3}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}\b")


@dataclass(frozen=True, slots=True)
class NewGroupMember:
    """A member of the working group as the secretariat names the person."""

    user: User
    side: str
    organisation: Organisation | None = None
    is_head: bool = False


def parameters(code: str, on: dt.date) -> dict[str, Any]:
    """Values of the parameter ``code`` in force on a day; empty when there are none, and then nothing is asked."""
    row = RuleParameters.objects.on(on).get(code)
    return dict(row.values) if row else {}


def renewal_due_on(term: Term) -> dt.date | None:
    """The day on which forming of the next composition starts (rule R54)."""
    return terms.renewal_due_on(term.ends_on) if term.ends_on else None


def term_years(on: dt.date) -> int | None:
    """How long a term lasts, as far as the parameters know it (rule R55, M)."""
    return parameters(COMPOSITION, on).get("term_years")


def last_day_of_term(starts_on: dt.date) -> dt.date | None:
    """The last day of a term that begins on a day; None while no parameter says how long a term is."""
    years = term_years(starts_on)
    return terms.last_day_of_term(starts_on, years) if years else None


def nominations_least(today: dt.date) -> dt.date | None:
    """The earliest last day of nominations when they are announced today; None while no parameter says so."""
    days = parameters(PARAMETERS, today).get("nomination_working_days")
    return add_working_days(today, days, working_day_overrides()) if days else None


def vacancies(term: Term) -> int:
    """Seats of the sitting composition that nobody holds."""
    return term.size - term.seats.filter(ended_on=None).count()


def start_faults(council: Council, values: dict[str, Any], sitting: Term | None, today: dt.date) -> list[Fault]:
    """What keeps a competition from being started with these numbers."""
    if values["kind"] == FormationKind.BY_ELECTION:
        return _by_election_faults(values["places"], values["state_places"], sitting)
    found = [Fault(one.message, "places", one.rule) for one in size_faults(council.level, values["places"])]
    found += state_faults(values["places"], values["state_places"], today)
    due_on = renewal_due_on(sitting) if sitting else None
    if due_on and today < due_on:
        text = _("Forming starts on %(day)s, two months before the term ends.")
        found.append(Fault(text % {"day": presentation.day(due_on)}, "kind", "R54"))
    return found


def _by_election_faults(places: int, state_places: int, sitting: Term | None) -> list[Fault]:
    if sitting is None:
        return [Fault(_("No composition of the council sits now."), "kind")]
    free = vacancies(sitting)
    found = []
    if not 1 <= places <= free:
        text = _("Seats that nobody holds: %(free)s. A by-election fills at least one and no more than these.")
        found.append(Fault(text % {"free": free}, "places", "R50"))
    if state_places:
        found.append(Fault(_("A by-election fills seats by vote alone."), "state_places"))
    return found


def state_faults(places: int, state_places: int, on: dt.date) -> list[Fault]:
    """At most a third of the members come from the state, while the parameter of the portal says so (rule R52, M)."""
    if state_places >= places:
        return [Fault(_("At least one seat is voted on."), "state_places")]
    most = most_of_state(places)
    if state_places <= most or not parameters(COMPOSITION, on):
        return []
    values = {"state": state_places, "places": places, "most": most}
    text = _("%(state)s of %(places)s seats are for the state; at most a third, %(most)s, may be.")
    return [Fault(text % values, "state_places", "R52")]


def group_faults(members: Sequence[NewGroupMember], today: dt.date) -> list[Fault]:
    """What stands against this working group; ``field`` is ``group-<place>`` or ''."""
    found = [*_share_faults(members), *_head_faults(members)]
    least = parameters(PARAMETERS, today).get("group_least", 1)
    if len(members) < least:
        values = {"named": len(members), "least": least}
        found.append(Fault(_("%(named)s members are named, at least %(least)s are needed.") % values))
    for place, one in enumerate(members):
        if one.user.pk in {other.user.pk for other in members[:place]}:
            found.append(Fault(_("This person is named twice."), f"group-{place}"))
        if (one.side == Side.NGO) != (one.organisation is not None):
            text = _("Name the organisation for a member of an organisation, and for nobody else.")
            found.append(Fault(text, f"group-{place}"))
    return found


def _share_faults(members: Sequence[NewGroupMember]) -> list[Fault]:
    """At most ⌊n/3⌋ of the working group come from the state (law № 383-V; rule R51)."""
    of_state = sum(one.side == Side.STATE for one in members)
    most = most_of_state(len(members))
    if of_state <= most:
        return []
    values = {"state": of_state, "members": len(members), "most": most}
    text = _(
        "%(state)s of %(members)s members of the working group come from the state; at most a third, %(most)s, may."
    )
    return [Fault(text % values, rule="R51")]


def _head_faults(members: Sequence[NewGroupMember]) -> list[Fault]:
    heads = sum(one.is_head for one in members)
    return [] if heads == 1 else [Fault(_("The working group has one head: tick exactly one member."))]


def announce_faults(formation: Formation, now: dt.datetime) -> list[Fault]:
    """What keeps a competition from being announced."""
    found = [
        Fault(_("Write the announcement in Kazakh and in Russian."), name)
        for name in ("about_kk", "about_ru")
        if not getattr(formation, name).strip()
    ]
    if not formation.group.exists():
        found.append(Fault(_("Name the working group first.")))
    return [*found, *until_faults(formation.nominations_until, now)]


def until_faults(until: dt.datetime | None, now: dt.datetime) -> list[Fault]:
    """The end of nominations lies far enough ahead (length: a parameter of the portal, M)."""
    if until is None or until <= now:
        return [Fault(_("The end of nominations must lie in the future."), "nominations_until")]
    least = nominations_least(local_date(now))
    if least and local_date(until) < least:
        text = _("Nominations stay open until %(day)s at least.")
        return [Fault(text % {"day": presentation.day(least)}, "nominations_until")]
    return []


def check_can_change(user: Any, formation: Formation) -> None:
    """The secretariat, before the announcement; raises NotPermitted or Conflict."""
    check_serves(user, formation.council)
    if formation.status != FormationStatus.PREPARING:
        raise Conflict(_("The competition is announced: its terms stay."))


def check_can_name_group(user: Any, formation: Formation) -> None:
    """The secretariat, until the vote begins; raises NotPermitted or Conflict."""
    check_serves(user, formation.council)
    if formation.status not in GROUP_OPEN:
        raise Conflict(_("The working group votes already: it stays as it is."))


def check_no_other(council: Council) -> None:
    """Raises Conflict while another competition of the council runs."""
    if council.formations.exclude(status__in=FORMATION_OVER).exists():
        raise Conflict(_("Another competition of this council is under way."))


def check_can_close(formation: Formation, now: dt.datetime) -> None:
    """Raises Conflict while nominations may still come."""
    if formation.nominations_until and now < formation.nominations_until:
        raise Conflict(_("Nominations are still open: they close at the moment that was announced."))


def check_in_group(user: Any, formation: Formation) -> None:
    """Members of the working group; raises NotPermitted."""
    if not getattr(user, "is_authenticated", False) or not formation.group.filter(user=user.pk).exists():
        raise NotPermitted(_("Only members of the working group can do this."))


def check_checks(user: Any, formation: Formation) -> None:
    """The secretariat or the working group, while candidates are checked; raises NotPermitted or Conflict."""
    if not formation.group.filter(user=getattr(user, "pk", None)).exists():
        check_serves(user, formation.council)
    if formation.status != FormationStatus.CHECKING:
        raise Conflict(_("Candidates are checked after nominations have closed and before the list is published."))


def personal_faults(text: str, field: str) -> list[Fault]:
    """What everybody reads holds no IIN, e-mail address or telephone number."""
    if _PERSONAL.search(text):
        return [Fault(_("Everybody reads this: take out numbers of documents, addresses and telephones."), field)]
    return []
