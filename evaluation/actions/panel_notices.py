"""Telling experts and officers what has happened to a seat. Steps: they join the transaction of what they tell of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_noop

from evaluation.models import Round, Seat
from evaluation.verbs import ROUNDS
from foundation.accounts.models import User
from foundation.core.addresses import address
from foundation.notifications.actions import notify
from foundation.notifications.letters import Letter
from foundation.notifications.wording import trilingual
from registry.queries.holders import officers_of

LEFT = Letter(
    ROUNDS,
    gettext_noop("You have left the round “%(round)s”"),
    gettext_noop("Your score sheets of this round count no more.\n\nReason: %(reason)s"),
)
EXPERT_LEFT = Letter(
    ROUNDS,
    gettext_noop("Expert %(number)s has left the round “%(round)s”"),
    gettext_noop("The score sheets of this expert count no more.\n\nReason: %(reason)s"),
)
BARRED = Letter(
    ROUNDS,
    gettext_noop("An entry of the round “%(round)s” was taken from you"),
    gettext_noop("Entry %(entries)s: your score sheet counts no more.\n\nReason: %(reason)s"),
)
EXPERT_BARRED = Letter(
    ROUNDS,
    gettext_noop("Expert %(number)s does not score an entry of the round “%(round)s” any more"),
    gettext_noop("Entry %(entries)s: the score sheet of this expert counts no more.\n\nReason: %(reason)s"),
)
PROMOTED = Letter(
    ROUNDS,
    gettext_noop("You have a seat in the round “%(round)s”"),
    gettext_noop(
        "A seat became free, and you are the next of the reserve. Please read and sign the no-conflict statement."
    ),
)
CALLED = Letter(
    ROUNDS,
    gettext_noop("You are asked to score in the round “%(round)s”"),
    gettext_noop(
        "The marks of the other experts for some entries differ much, and you are called from the reserve. Please sign the"
        " no-conflict statement if you have not yet; then the entries are yours to score."
    ),
)
SHORT = Letter(
    ROUNDS,
    gettext_noop("Too few experts for some entries of the round “%(round)s”"),
    gettext_noop("After a replacement, entries with fewer experts than wanted: %(count)s."),
)


def tell_left(seat: Seat, *, reason: str) -> None:
    """The expert and the officers learn that the expert scores no more."""
    values = {"reason": reason, "number": seat.number}
    tell(seat.expert.user, LEFT, seat.round, values, "desk")
    _tell_officers(seat.round, EXPERT_LEFT, values)


def tell_barred(seat: Seat, *, entries: Iterable[int], reason: str) -> None:
    """The expert and the officers learn that the expert does not score some entries any more."""
    values = {"reason": reason, "number": seat.number, "entries": ", ".join(map(str, sorted(entries)))}
    tell(seat.expert.user, BARRED, seat.round, values, "evaluation:sheet-list", seat.round_id)
    _tell_officers(seat.round, EXPERT_BARRED, values)


def tell_promoted(seat: Seat) -> None:
    """Who was in the reserve learns that there is something to sign."""
    tell(seat.expert.user, PROMOTED, seat.round, {}, "evaluation:seat-statement", seat.pk)


def tell_called(seat: Seat) -> None:
    """Who was in the reserve learns that entries with diverging marks wait."""
    tell(seat.expert.user, CALLED, seat.round, {}, "evaluation:seat-statement", seat.pk)


def tell_short(round_: Round, *, count: int) -> None:
    """The officers learn that a replacement could not fill every place."""
    _tell_officers(round_, SHORT, {"count": count})


def tell(
    person: User, letter: Letter, round_: Round, values: dict[str, Any], route: str, *arguments: Any, key: str = ""
) -> None:
    """A letter about a round; with ``key`` the same person is told the same thing once."""
    context = {"round": trilingual(round_, "title"), **values}
    notify(to=person, letter=letter, context=context, link=address(route, *arguments), key=key)


def _tell_officers(round_: Round, letter: Letter, values: dict[str, Any]) -> None:
    for person in officers_of(round_.body_id):
        tell(person, letter, round_, values, "evaluation:round-detail", round_.pk)
