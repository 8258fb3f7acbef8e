"""Telling candidates, the working group and the secretariat. Steps: they join the transaction of what they tell of."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from django.utils.translation import gettext_noop

from councils.actions import followers
from councils.models import Candidate, Formation, Term
from foundation.accounts.models import User
from foundation.core import jobs, presentation
from foundation.notifications.actions import notify, notify_each
from foundation.notifications.letters import Letter
from foundation.notifications.wording import in_each, trilingual
from registry.queries.holders import officers_of

FORMATION = "councils.formation"
INVITED = Letter(
    FORMATION,
    gettext_noop("You are named as a candidate for %(council)s"),
    gettext_noop("%(organisation)s has named you. Give your consent, statements and documents until %(until)s."),
)
SENT = Letter(
    FORMATION,
    gettext_noop("Your candidacy for %(council)s is sent"),
    gettext_noop("Your number is %(number)s. The checked list is published after nominations have closed."),
)
ADMITTED = Letter(
    FORMATION,
    gettext_noop("You are admitted to the vote for %(council)s"),
    gettext_noop("The result of each criterion is on the public list, under number %(number)s."),
)
REFUSED = Letter(
    FORMATION,
    gettext_noop("You are not admitted to the vote for %(council)s"),
    gettext_noop("Each criterion with its reason is on the public list, under number %(number)s."),
)
COUNTED = Letter(
    FORMATION,
    gettext_noop("The working group for %(council)s has voted"),
    gettext_noop("The numbers of the vote are on the public list; yours is %(number)s."),
)
SEATED = Letter(
    FORMATION,
    gettext_noop("You are a member of %(council)s"),
    gettext_noop("The order № %(number)s approves the members. Meetings and votes reach you here."),
)
VOTE = Letter(
    FORMATION,
    gettext_noop("Vote on the candidates for %(council)s"),
    gettext_noop("You are in the working group. Vote on each candidate."),
)
RENEWAL = Letter(
    FORMATION,
    gettext_noop("Form the next composition: %(council)s"),
    gettext_noop("The term ends on %(ends)s. Forming starts two months before, on %(due)s."),
)


def tell_invited(candidate: Candidate, until: Any) -> None:
    """The person named: on the portal where there is an account, by mail alone where there is none."""
    context = {
        "council": trilingual(candidate.formation.council, "name"),
        "organisation": trilingual(candidate.organisation, "name"),
        "until": in_each(lambda: presentation.moment(until, with_zone=True)),
    }
    person = User.objects.filter(email__iexact=candidate.email, is_active=True).first()
    if person is not None:
        notify(to=person, letter=INVITED, context=context, link=candidate.get_absolute_url())
        return
    jobs.enqueue("councils.invite_candidate", key=f"candidate-{candidate.pk}", candidate_id=candidate.pk)


def invitation_of(candidate: Candidate) -> dict[str, Any]:
    """What the letter to an address without an account is filled with."""
    until = candidate.formation.nominations_until
    return {
        "council": trilingual(candidate.formation.council, "name"),
        "organisation": trilingual(candidate.organisation, "name"),
        "until": in_each(lambda: presentation.moment(until, with_zone=True)) if until else "",
    }


def tell_candidate(candidate: Candidate, letter: Letter, number: Any = None) -> None:
    """The candidate, on the own page of the competition."""
    if candidate.user is None:
        return
    council = candidate.formation.council
    context = {"council": trilingual(council, "name"), "number": number or candidate.number}
    notify(to=candidate.user, letter=letter, context=context, link=candidate.get_absolute_url())


def tell_group(formation: Formation) -> None:
    """The working group, when its vote begins."""
    people = User.objects.filter(pk__in=formation.group.values("user")).order_by("pk")
    for person in people:
        context = {"council": trilingual(formation.council, "name")}
        key = f"councils.formation.{formation.pk}.vote"
        notify(to=person, letter=VOTE, context=context, link=formation.get_absolute_url(), key=key)


def tell_followers(formation: Formation, letter: Letter, key: str) -> None:
    """Everybody who follows the council."""
    until = formation.nominations_until
    told = in_each(lambda: presentation.moment(until, with_zone=True)) if until else ""
    name = f"councils.formation.{formation.pk}.{key}"
    followers.tell(formation.council, letter, formation.get_absolute_url(), key=name, until=told)


def tell_renewal(term: Term, due_on: Any, step: int, link: str) -> int:
    """Officers of the council's body; each step of the ladder once. Returns how many people there are."""
    ends_on = cast("dt.date", term.ends_on)
    context = {
        "council": trilingual(term.council, "name"),
        "ends": in_each(lambda: presentation.day(ends_on)),
        "due": in_each(lambda: presentation.day(due_on)),
    }
    people = officers_of(term.council.body_id)
    notify_each(people, RENEWAL, context, link=link, key=f"councils.renewal.{term.pk}.{step}")
    return len(people)
