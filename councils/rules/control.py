"""Who carries out a public control, who fits to take part, what a final document needs (rules R60, R62, R65)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from councils.choices import Side
from councils.choices.control import ControlForm, ControlStatus, DocumentKind
from councils.models import Control, ControlFact, Participant
from councils.rules.councils import check_serves
from councils.rules.terms import NOTICE_WORKING_DAYS, check_acts_for, working_days_after
from foundation.core.calendar import local_date, year_before
from foundation.core.context import once
from foundation.core.errors import Conflict, Fault, NotPermitted
from foundation.core.errors import Text as Words
from foundation.core.permissions import allowed
from registry.models import Funding, Membership

PLANNABLE = (ControlStatus.DRAFT, ControlStatus.ANNOUNCED)
RECORDABLE = (ControlStatus.ANNOUNCED, ControlStatus.RUNNING, ControlStatus.ENDED)
# The eight fields of rule R65 as they are asked for, each with what is said when it is empty.
EIGHT: dict[str, Words] = {
    "held_on": _("Enter the date."),
    "held_time": _("Enter the time."),
    "place": _("Enter the place."),
    "task": _("Say what the task was."),
    "subjects": _("Name the subjects and say whether they fit the demands."),
    "form": _("Choose the form of the control."),
    "facts": _("Tell the facts that were found."),
    "proposals": _("Write at least one proposal."),
}


def check_can_plan(user: Any, control: Control) -> None:
    """The secretariat, before the control begins; raises NotPermitted or Conflict."""
    check_serves(user, control.council)
    if control.status not in PLANNABLE:
        raise Conflict(_("The control has begun: its plan stays."))


def check_can_change(user: Any, control: Control) -> None:
    """The secretariat, before the announcement; raises NotPermitted or Conflict."""
    check_serves(user, control.council)
    if control.status != ControlStatus.DRAFT:
        raise Conflict(_("The control is announced: its plan stays."))


def takes_part(user: Any, control: Control) -> bool:
    """Whether ``user`` is a participant by the own account."""
    return getattr(user, "is_authenticated", False) and control.participants.filter(user=user.pk).exists()


def is_of_a_side(user: Any, control: Control) -> bool:
    """Secretariat, participants and officers of the body."""

    def ask() -> bool:
        return (
            takes_part(user, control)
            or allowed(check_serves, user, control.council)
            or allowed(check_acts_for, user, control.body, "")
        )

    return once(("side of control", getattr(user, "pk", None), control.pk), ask)


def sees_findings(user: Any, control: Control) -> bool:
    """Whether ``user`` reads questions and facts: everybody once the final document is published."""
    return control.status == ControlStatus.CONCLUDED or is_of_a_side(user, control)


def sees_evidence(user: Any, fact: ControlFact) -> bool:
    """The two sides; everybody, when it is public and the final document is published."""
    is_told = fact.is_public and fact.control.status == ControlStatus.CONCLUDED
    return is_told or is_of_a_side(user, fact.control)


def check_can_record(user: Any, control: Control) -> None:
    """Secretariat and participants, from the announcement to the final document; raises NotPermitted or Conflict."""
    if not takes_part(user, control) and not allowed(check_serves, user, control.council):
        raise NotPermitted(_("Only participants of the control and the secretariat write down what is found."))
    if control.status not in RECORDABLE:
        raise Conflict(_("Facts are written down from the announcement to the final document."))


def plan_faults(values: Mapping[str, Any]) -> list[Fault]:
    """A plan says what, where, when, and whom it looks at."""
    sentences = {
        "title": _("Say what the control is about."),
        "task": _("Say what the task is."),
        "place": _("Enter the place."),
    }
    found = [Fault(text, name) for name, text in sentences.items() if not values[name].strip()]
    if values["form"] not in ControlForm.values:
        found.append(Fault(_("Choose the form of the control."), "form"))
    if values["starts_at"] is None:
        found.append(Fault(_("Enter when it begins."), "starts_at"))
    return found


def announce_faults(control: Control, now: dt.datetime) -> list[Fault]:
    """What keeps a control from being announced: no programme, nobody who carries it out, a short notice."""
    found = []
    if not control.programme.strip():
        found.append(Fault(_("Write the plan or programme first.")))
    if control.starts_at <= now:
        found.append(Fault(_("The moment of the beginning is in the past.")))
    today, begins = local_date(now), local_date(control.starts_at)
    if control.form == ControlForm.HEARING and begins < working_days_after(today, NOTICE_WORKING_DAYS):
        found.append(Fault(_("A hearing is announced at least three working days before."), rule="R62"))
    people = people_of(control, today)
    if not people:
        found.append(Fault(_("Name at least one participant.")))
    unfit = [person.participant for person in people if not person.fits]
    return found + [Fault(_("%(name)s does not fit the demands.") % {"name": one.full_name}) for one in unfit]


@dataclass(frozen=True, slots=True)
class Check:
    """One demand on a participant: whether it is met (None: cannot be told), and by which fact."""

    code: str
    label: Words
    is_met: bool | None
    fact: Words


@dataclass(frozen=True, slots=True)
class Known:
    """What data say about participants: accounts with a role in the body, organisation → newest money from the body."""

    workers: frozenset[int]
    paid: Mapping[int, str]


def known_of(control: Control, people: Sequence[Participant], today: dt.date) -> Known:
    """What data say about ``people`` (two queries, however many they are)."""
    users = [one.user_id for one in people if one.user_id]
    organisations = [one.organisation_id for one in people if one.organisation_id]
    workers = Membership.objects.in_force().filter(user__in=users, body=control.body_id)
    since = year_before(today)
    rows = Funding.objects.filter(organisation__in=organisations, payer=control.body_id, annulled_at=None)
    paid = rows.filter(decided_on__gte=since).order_by("decided_on", "pk").values_list("organisation_id", "title")
    return Known(frozenset(workers.values_list("user_id", flat=True)), dict(paid))


def checks_of(person: Participant, known: Known) -> list[Check]:
    """What the law asks of a subject of control: no conflict of interest, declared and as far as data tell."""
    return [_declared(person), _not_employed(person, known), _not_of_state(person), _not_paid(person, known)]


def _declared(person: Participant) -> Check:
    if person.conflict:
        return Check("declared", _("Declared no conflict of interest"), False, person.conflict)
    fact = _("declared") if person.has_declared else _("no statement yet")
    return Check("declared", _("Declared no conflict of interest"), person.has_declared, fact)


def _not_employed(person: Participant, known: Known) -> Check:
    label = _("Does not work in the body")
    if person.user_id is None:
        return Check("employed", label, None, _("has no account here: cannot be told"))
    works = person.user_id in known.workers
    return Check("employed", label, not works, _("has a role in the body") if works else _("has no role in the body"))


def _not_of_state(person: Participant) -> Check:
    label = _("Does not speak for the state")
    if person.seat is None:
        return Check("state", label, None, _("no member of the council: cannot be told"))
    of_state = person.seat.side == Side.STATE or person.seat.is_public_servant
    return Check("state", label, not of_state, person.seat.get_side_display())


def _not_paid(person: Participant, known: Known) -> Check:
    label = _("The organisation had no money from the body in the last 12 months")
    if person.organisation_id is None:
        return Check("paid", label, None, _("speaks for no organisation"))
    title = known.paid.get(person.organisation_id)
    return Check("paid", label, title is None, title or _("none in the ledger of public money"))


def fits(person: Participant, checks: Sequence[Check]) -> bool:
    """Whether the person may take part: the statement is there, and every sign found is dismissed with a reason."""
    declared = next(check for check in checks if check.code == "declared")
    signs = [check for check in checks if check.code != "declared" and check.is_met is False]
    return bool(declared.is_met) and (not signs or bool(person.dismissed_reason))


@dataclass(frozen=True)
class Person:
    """A participant with what the portal has checked."""

    participant: Participant
    checks: list[Check]

    @property
    def fits(self) -> bool:
        return fits(self.participant, self.checks)

    @property
    def has_sign(self) -> bool:
        """Whether something speaks against it that only a reason can settle."""
        return any(check.is_met is False for check in self.checks if check.code != "declared")

    def __str__(self) -> str:
        """The line of the person in a final document."""
        one = self.participant
        verdict = _("fits the demands") if self.fits else _("does not fit the demands")
        reason = f"; {one.dismissed_reason}" if one.dismissed_reason else ""
        return f"{one.full_name} ({one.get_part_display()}): {verdict}{reason}"


def people_of(control: Control, today: dt.date) -> list[Person]:
    """Participants with their checks as of now (three queries)."""
    rows = list(control.participants.select_related("seat", "organisation"))
    known = known_of(control, rows, today)
    return [Person(one, checks_of(one, known)) for one in rows]


def document_faults(values: Mapping[str, Any], proposals: Sequence[str]) -> list[Fault]:
    """Each of the eight fields is filled (rule R65)."""
    given = {**values, "proposals": proposals}
    found = [Fault(text, name, "R65") for name, text in EIGHT.items() if not given[name]]
    if values["kind"] not in DocumentKind.values:
        found.append(Fault(_("Choose the kind of the document."), "kind"))
    return found
