"""Directions of a list: written by officers, supported by people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict
from grants.actions.direction_lists import facts_of
from grants.models import Direction, DirectionList, DirectionSupport, ListedDirection
from grants.rules import directions as rules
from registry.models import Body


@transaction.atomic(durable=True)
def add(*, found: DirectionList, direction: Direction | None, values: Mapping[str, Any], by: Any) -> ListedDirection:
    """A direction more: one of an earlier year under its old code, or (None) a new one under a new code.

    Raises NotPermitted or Conflict.
    """
    found = lock(DirectionList, found.pk)
    rules.check_can_write_directions(by, found)
    direction = direction or _new(found.body)
    if direction.body_id != found.body_id or found.directions.filter(direction=direction).exists():
        raise Conflict(_("This direction is in the list already."))
    last = found.directions.aggregate(last=Max("position"))["last"] or 0
    listed = ListedDirection.objects.create(list=found, direction=direction, position=last + 1, **facts_of(values))
    record("grants.direction.added", listed, by=by, changes={"code": ["", direction.code], **_words(listed)})
    return listed


def _new(body: Body) -> Direction:
    body = lock(Body, body.pk)
    number = (Direction.objects.filter(body=body).aggregate(last=Max("number"))["last"] or 0) + 1
    return Direction.objects.create(body=body, number=number, code=f"{body.code}-{number:02d}", created_at=clock.now())


@transaction.atomic(durable=True)
def edit(*, listed: ListedDirection, values: Mapping[str, Any], by: Any) -> ListedDirection:
    """Other words for a direction that is not discussed yet. Raises NotPermitted or Conflict."""
    found = lock(DirectionList, listed.list_id)
    rules.check_can_write_directions(by, found)
    listed = lock(ListedDirection, listed.pk)
    before = _words(listed)
    for name, value in facts_of(values).items():
        setattr(listed, name, value)
    listed.save()
    after = _words(listed)
    changes = {name: [before[name][1], after[name][1]] for name in after if before[name] != after[name]}
    record("grants.direction.edited", listed, by=by, changes=changes)
    return listed


@transaction.atomic(durable=True)
def remove(*, listed: ListedDirection, by: Any) -> None:
    """Take a direction off the list, as long as nobody's words hang on it. Raises NotPermitted or Conflict."""
    found = lock(DirectionList, listed.list_id)
    rules.check_can_write_directions(by, found)
    listed = lock(ListedDirection, listed.pk)
    if listed.proposals.exists() or listed.comments.exists() or listed.supports.exists():
        raise Conflict(_("People’s proposals, comments or support belong to this direction, so it stays in the list."))
    record("grants.direction.removed", listed, by=by, changes={"code": [listed.direction.code, ""]})
    listed.delete()


@transaction.atomic(durable=True)
def support(*, listed: ListedDirection, by: Any) -> DirectionSupport:
    """Support a direction while it is discussed; a second time changes nothing. Raises Conflict or DeadlinePassed."""
    return _support(listed, by, is_given=True)


@transaction.atomic(durable=True)
def take_support_back(*, listed: ListedDirection, by: Any) -> DirectionSupport:
    """Take one's support back while the direction is discussed. Raises Conflict or DeadlinePassed."""
    return _support(listed, by, is_given=False)


def _support(listed: ListedDirection, by: Any, *, is_given: bool) -> DirectionSupport:
    found, now = lock(DirectionList, listed.list_id), clock.now()
    rules.check_is_discussed(found, now)
    mine = DirectionSupport.objects.select_for_update().filter(direction=listed, person=by).first()
    if mine is None and not is_given:
        raise Conflict(_("You have not supported this direction."))
    if mine is not None and (mine.taken_back_at is None) == is_given:
        return mine
    mine = mine or DirectionSupport(direction=listed, person=by, given_at=now)
    mine.taken_back_at = None if is_given else now
    mine.save()
    verb = "grants.direction.supported" if is_given else "grants.direction.support_taken_back"
    record(verb, listed, by=by)
    return mine


def _words(listed: ListedDirection) -> dict[str, Any]:
    values = {name: getattr(listed, name) for name in facts_of({}) if name not in ("sphere", "region")}
    values |= {"sphere": listed.sphere_id, "region": listed.region_id}
    return {name: [None, value] for name, value in values.items()}
