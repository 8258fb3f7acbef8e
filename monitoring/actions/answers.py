"""Taking an answer from somebody who has not signed in.

Three things are written apart, with nothing in common but the survey: that a ticket is used (or a hashed address has
answered once more), that an answer came in this hour, and the answer, which goes into the box.
"""

from __future__ import annotations

import datetime as dt
import hmac
import ipaddress
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid
from monitoring.actions import boxes
from monitoring.choices import Access
from monitoring.models import AddressMark, Arrival, DailySalt, Survey
from monitoring.rules import surveys as rules
from monitoring.scoring import tickets


@dataclass(frozen=True, slots=True)
class Visitor:
    """By what somebody answers: the code of a ticket, or the network address, which is hashed and forgotten next day."""

    ticket: str = ""
    address: str = ""


@transaction.atomic(durable=True)
def receive(*, survey: Survey, typed: dict[str, str], visitor: Visitor) -> None:
    """Take what was ``typed`` (code of a question → what was chosen or written).

    Raises Invalid with a fault for each question, DeadlinePassed or Conflict when the survey takes nothing now,
    AlreadyAnswered for a used ticket, TooMany beyond a limit.
    """
    survey = lock(Survey, survey.pk)
    rules.check_takes_answers(survey)
    given, faults = rules.read(survey.template.questions.all(), typed)
    if faults:
        raise Invalid(*faults)
    if survey.access == Access.TICKETS:
        _use_ticket(survey, visitor.ticket)
    else:
        _count_address(survey, visitor.address)
    _count_arrival(survey)
    boxes.drop(survey, given.chosen, given.words)


@transaction.atomic(durable=True)
def note_refusal(*, survey: Survey) -> None:
    """Count that somebody was turned away by a limit: a sign for officers."""
    arrival, _is_new = Arrival.objects.get_or_create(survey=survey, hour=_hour())
    Arrival.objects.filter(pk=arrival.pk).update(refused=F("refused") + 1)


@transaction.atomic(durable=True)
def forget_addresses() -> int:
    """Delete the salts of past days and with them all hashed addresses; returns how many days were forgotten."""
    past = DailySalt.objects.filter(day__lt=local_date(clock.now()))
    count = past.count()
    past.delete()
    return count


def _use_ticket(survey: Survey, text: str) -> None:
    read = tickets.read(text)
    keys = [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]
    if read is None or not tickets.is_ours(keys, survey.token, *read):
        raise Invalid(Fault(_("This code is not right. Copy it from your ticket, letter by letter."), "ticket"))
    if not survey.tickets.filter(number=read[0], is_used=False).update(is_used=True):
        raise rules.AlreadyAnswered(_("This ticket has been used already. Each ticket is good for one answer."))


def _count_address(survey: Survey, address: str) -> None:
    day, _is_new = DailySalt.objects.get_or_create(
        day=local_date(clock.now()), defaults={"salt": secrets.token_bytes(32)}
    )
    digest = hmac.digest(bytes(day.salt), network(address).encode(), "sha256").hex()
    mark, _is_new = AddressMark.objects.get_or_create(survey=survey, day=day, digest=digest)
    if mark.taken >= survey.per_address:
        raise rules.TooMany(_("Too many answers have come from your network today. Please answer tomorrow."))
    AddressMark.objects.filter(pk=mark.pk).update(taken=F("taken") + 1)


def network(address: str) -> str:
    """What stands for one household: the address itself, of IPv6 the first 64 bits; '' for none."""
    try:
        parsed = ipaddress.ip_address(address.strip())
    except ValueError:
        return ""
    return str(parsed) if parsed.version == 4 else str(ipaddress.ip_network((parsed, 64), strict=False))


def _count_arrival(survey: Survey) -> None:
    arrival, _is_new = Arrival.objects.get_or_create(survey=survey, hour=_hour())
    if survey.access == Access.LINK and arrival.taken >= survey.per_hour:
        raise rules.TooMany(_("Too many people are answering just now. Please come back in an hour."))
    Arrival.objects.filter(pk=arrival.pk).update(taken=F("taken") + 1)


def _hour() -> dt.datetime:
    return clock.now().replace(minute=0, second=0, microsecond=0)
