"""The draw of experts: the seed is revealed and everything follows from it (rules R34, R35)."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation import rules
from evaluation.actions import likenesses
from evaluation.choices import SeatKind
from evaluation.models import PanelTerms, Round, Seat, SeedHolder
from evaluation.rules.conflicts import conflicted, terms_of
from evaluation.scoring import draw as lots
from evaluation.workflow import ROUND
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from registry.models import Expert, Sphere

VALUE_LENGTH = 100
Drawn = list[tuple[int | None, lots.Drawn]]


@transaction.atomic(durable=True)
def draw(*, round: Round, by: Any, public_value: str = "") -> Round:  # noqa: A002 - the word of the domain
    """Reveal the seed and draw the experts of the round's spheres; those with a known tie are left out (R34, R35).

    Raises Conflict before the announced moment, when there is nothing to score, and when fewer experts than main seats
    are left; Invalid when a public value was announced and is not given, or is given and was not announced.
    """
    round_ = lock(Round, round.pk)
    rules.check_can_draw(by, round_)
    step = ROUND.step("draw", round_.status)
    terms = _terms(round_, public_value.strip())
    if not round_.entries.exists():
        raise Conflict(_("There is nothing to score yet: the round has no entries."))
    pools = _pools(round_, terms)
    holder = SeedHolder.objects.get(round=round_)
    drawn = _drawn(lots.joined(holder.seed, terms.public_value), round_, pools, terms)
    _seat(round_, drawn, pools)
    numbers = sorted({number for pool in pools.values() for number in pool})
    round_.status, round_.seed, round_.drawn_at = step.target, holder.seed, clock.now()
    round_.draw_pool = (
        [{"direction": direction, "pool": sorted(pool)} for direction, pool in sorted(pools.items(), key=_by_number)]
        if terms.by_direction
        else numbers
    )
    round_.save(update_fields=["status", "seed", "drawn_at", "draw_pool"])
    holder.delete()
    likenesses.search(round_, by=by)
    main = [number for _direction, lot in drawn for number in lot.main]
    reserve = [number for _direction, lot in drawn for number in lot.reserve]
    changes = {"pool": numbers, "main": main, "reserve": reserve, "public_value": terms.public_value}
    record(step.verb, round_, by=by, changes=changes)
    return round_


def _by_number(item: tuple[int | None, Any]) -> int:
    return item[0] or 0


def _terms(round_: Round, value: str) -> PanelTerms:
    """The terms, with the public value kept in them."""
    terms = terms_of(round_)
    if terms.draw_at and clock.now() < terms.draw_at:
        moment = date_format(localtime(terms.draw_at), "j E Y, H:i")
        raise Conflict(_("The draw is announced for %(moment)s. It cannot be held before.") % {"moment": moment})
    if terms.public_source and not value:
        message = _("Enter the value that was announced: %(source)s.") % {"source": terms.public_source}
        raise Invalid(Fault(message, field="public_value", rule="R34"))
    if value and not terms.public_source:
        message = _("No public value was announced before the draw, so none can be taken now.")
        raise Invalid(Fault(message, field="public_value", rule="R34"))
    if len(value) > VALUE_LENGTH:
        raise Invalid(Fault(_("The public value is too long."), field="public_value", rule="R34"))
    if value:
        terms.public_value = value
        terms.save(update_fields=["public_value"])
    return terms


def _pools(round_: Round, terms: PanelTerms) -> dict[int | None, dict[int, Expert]]:
    """Experts who may be drawn, by direction (None: together) and by their public number."""
    barred = conflicted(round_)
    experts = Expert.objects.filter(is_active=True, user__is_active=True).exclude(user__in=barred)
    spheres = list(round_.spheres.order_by("pk"))
    if terms.by_direction and spheres:
        return {sphere.pk: _enough(experts.filter(spheres=sphere), round_.main_seats, sphere) for sphere in spheres}
    if spheres:
        of_spheres = Expert.spheres.through.objects.filter(expert=OuterRef("pk"), sphere__in=spheres)
        experts = experts.filter(Exists(of_spheres))
    return {None: _enough(experts, round_.main_seats)}


def _enough(experts: Iterable[Expert], needed: int, sphere: Sphere | None = None) -> dict[int, Expert]:
    pool = {expert.number: expert for expert in experts}
    if len(pool) < needed:
        raise _too_few(needed, len(pool), sphere)
    return pool


def _too_few(needed: int, found: int, sphere: Sphere | None) -> Conflict:
    if sphere is not None:
        message = _(
            "The draw needs %(needed)d experts of the direction “%(sphere)s” without a conflict of interest who have no"
            " seat yet; there are %(found)d."
        )
        return Conflict(message % {"needed": needed, "found": found, "sphere": sphere})
    return Conflict(
        ngettext(
            "The draw needs %(needed)d expert of these spheres without a conflict of interest; there are %(found)d.",
            "The draw needs %(needed)d experts of these spheres without a conflict of interest; there are %(found)d.",
            needed,
        )
        % {"needed": needed, "found": found}
    )


def _drawn(seed: str, round_: Round, pools: Mapping[int | None, Mapping[int, Expert]], terms: PanelTerms) -> Drawn:
    sizes = {"main": round_.main_seats, "reserve": round_.reserve_seats}
    if None in pools:
        return [(None, lots.draw(seed, pools[None], **sizes))]
    by_direction = lots.draw_by_direction(seed, {key: pool for key, pool in pools.items() if key}, **sizes)
    for direction, drawn in by_direction.items():
        if len(drawn.main) < round_.main_seats:
            raise _too_few(round_.main_seats, len(drawn.main), Sphere.objects.get(pk=direction))
    return list(by_direction.items())


def _seat(round_: Round, drawn: Drawn, pools: Mapping[int | None, Mapping[int, Expert]]) -> None:
    """Main seats get the numbers 1…n by chance, the reserve the next ones: the public draw must not tell who is who."""
    chance, place, first = secrets.SystemRandom(), 0, 1
    for kind in (SeatKind.MAIN, SeatKind.RESERVE):
        chosen = [(direction, number) for direction, lot in drawn for number in getattr(lot, kind)]
        numbers = list(range(first, first + len(chosen)))
        chance.shuffle(numbers)
        first += len(chosen)
        for number, (direction, expert) in zip(numbers, chosen, strict=True):
            place += 1
            Seat.objects.create(
                round=round_,
                expert=pools[direction][expert],
                number=number,
                place=place,
                kind=kind,
                direction_id=direction,
            )
