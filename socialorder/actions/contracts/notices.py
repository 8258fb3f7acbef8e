"""Telling the two sides of a contract what the other has done. Steps: they join the transaction of what they tell of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_noop

from foundation.accounts.models import User
from foundation.notifications.actions import notify_each
from foundation.notifications.letters import Letter
from foundation.notifications.wording import trilingual
from registry.queries import holders
from socialorder.choices import Side
from socialorder.models import Act, Bid, Contract, ContractAmendment

TOPIC = "socialorder.contracts"
TO_APPROVE = Letter(
    TOPIC,
    gettext_noop("Contract %(number)s waits for your approval"),
    gettext_noop("“%(title)s”: another officer has drawn it up. Approve it or send it back with a reason."),
)
TO_SIGN = Letter(
    TOPIC,
    gettext_noop("Contract %(number)s is ready to be signed"),
    gettext_noop("“%(title)s”: read the contract and sign it electronically until %(until)s."),
)
IN_FORCE = Letter(
    TOPIC,
    gettext_noop("Contract %(number)s is in force"),
    gettext_noop("“%(title)s”: both sides have signed. Stages and acceptance acts are on the page of the contract."),
)
NOT_SIGNED = Letter(
    TOPIC,
    gettext_noop("Contract %(number)s was not signed"),
    gettext_noop("“%(title)s”: %(reason)s"),
)
PROMOTED = Letter(
    TOPIC,
    gettext_noop("Your bid won: “%(title)s”"),
    gettext_noop("The winner did not sign the contract, so your bid from the reserve takes its place."),
)
ENDED = Letter(
    TOPIC,
    gettext_noop("Contract %(number)s is over"),
    gettext_noop("“%(title)s”: %(state)s %(reason)s"),
)
ACT_CAME = Letter(
    TOPIC,
    gettext_noop("Acceptance act of contract %(number)s, stage %(stage)s"),
    gettext_noop("“%(title)s”: the supplier has handed it in. Accept it, return it with remarks or refuse it."),
)
ACT_ANSWERED = Letter(
    TOPIC,
    gettext_noop("Answer to the acceptance act of contract %(number)s, stage %(stage)s"),
    gettext_noop("“%(title)s”: %(state)s\n\n%(reason)s"),
)
PAID = Letter(
    TOPIC,
    gettext_noop("A payment on contract %(number)s, stage %(stage)s"),
    gettext_noop("“%(title)s”: %(amount)s tenge."),
)
PENALTY = Letter(
    TOPIC,
    gettext_noop("A penalty on contract %(number)s"),
    gettext_noop("“%(title)s”: %(amount)s tenge, %(clause)s. %(reason)s"),
)
PENALTY_LIFTED = Letter(
    TOPIC,
    gettext_noop("A penalty on contract %(number)s is withdrawn"),
    gettext_noop("“%(title)s”: %(reason)s"),
)
CHANGE_PROPOSED = Letter(
    TOPIC,
    gettext_noop("A change of contract %(number)s is proposed"),
    gettext_noop("“%(title)s”: %(reason)s\n\nLook at what would change, and approve or decline it."),
)
CHANGE_ANSWERED = Letter(
    TOPIC,
    gettext_noop("The change of contract %(number)s: %(state)s"),
    gettext_noop("“%(title)s”: %(reason)s"),
)


def people_of(contract: Contract, side: str) -> list[User]:
    """Head and editors of the supplier, or officers of the customer."""
    if side == Side.NGO:
        return holders.writers_of(contract.organisation)
    return holders.officers_of(contract.body)


def everybody(contract: Contract) -> list[User]:
    """Both sides."""
    return [*people_of(contract, Side.NGO), *people_of(contract, Side.BODY)]


def tell(
    contract: Contract, letter: Letter, key: str, people: Iterable[User], *, link: str = "", **values: Any
) -> None:
    """The letter with the number and the subject of the contract; the same ``key`` is told once."""
    context = {"number": contract.number, "title": trilingual(contract.lot.topic, "title"), **values}
    notify_each(people, letter, context, link=link or contract.get_absolute_url(), key=f"socialorder.contract.{key}")


def tell_of_act(act: Act, letter: Letter, version: int, side: str, **values: Any) -> None:
    """One side hears of an act."""
    contract, step = act.stage.contract, f"{act.pk}.{version}.{act.status}"
    stage = str(act.stage.number)
    people = people_of(contract, side)
    tell(contract, letter, f"act.{step}", people, link=act.get_absolute_url(), stage=stage, **values)


def tell_of_change(amendment: ContractAmendment, letter: Letter, side: str, **values: Any) -> None:
    """One side hears of an amendment."""
    contract, step = amendment.contract, f"{amendment.pk}.{amendment.status}"
    people = people_of(contract, side)
    tell(contract, letter, f"change.{step}", people, link=amendment.get_absolute_url(), **values)


def tell_promoted(bid: Bid) -> None:
    """Writers of the reserve."""
    context = {"title": trilingual(bid.lot.topic, "title")}
    key = f"socialorder.bid.{bid.pk}.promoted"
    notify_each(holders.writers_of(bid.organisation), PROMOTED, context, link=bid.get_absolute_url(), key=key)
