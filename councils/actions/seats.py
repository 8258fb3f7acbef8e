"""Members of a council: by-elections, posts, accounts, ends."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from councils.actions import composing
from councils.choices import Post
from councils.models import Council, Seat, Term
from councils.rules import councils as rules
from foundation.accounts.models import User
from foundation.audit.record import record
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid, refuse


@transaction.atomic(durable=True)
def add(*, term: Term, seat: rules.NewSeat, started_on: dt.date, by: Any) -> Seat:
    """Seat a member elected later. Raises NotPermitted, Conflict, or Invalid (rules R50, R52, R53, R56)."""
    council = lock(Council, term.council_id)
    rules.check_serves(by, council)
    return composing.seat_later(council, composing.locked_term(council, term.pk), seat, started_on, by)


@transaction.atomic(durable=True)
def end(*, seat: Seat, ended_on: dt.date, reason: str, by: Any) -> Seat:
    """A member leaves before the end of the term, with the reason that everybody reads. Raises NotPermitted, Invalid."""
    council = lock(Council, seat.term.council_id)
    rules.check_serves(by, council)
    seat = lock(Seat, seat.pk)
    if seat.ended_on is not None:
        raise Conflict(_("This member has left already."))
    faults = []
    if not reason.strip():
        faults.append(Fault(_("Say why the member leaves."), "reason"))
    if ended_on < seat.started_on:
        faults.append(Fault(_("The last day must not be before the first one."), "ended_on"))
    refuse(faults)
    seat.ended_on, seat.end_reason = ended_on, reason.strip()
    seat.save(update_fields=["ended_on", "end_reason"])
    record("councils.seat.ended", seat, by=by, changes={"ended_on": ended_on}, reason=seat.end_reason)
    return seat


@transaction.atomic(durable=True)
def give_post(*, seat: Seat, post: str, by: Any) -> Seat:
    """Enter a post that the council has voted on; the chair before becomes a member again.

    Raises NotPermitted, Conflict for a member who has left, Invalid for a chair in public service (rule R56).
    """
    council = lock(Council, seat.term.council_id)
    rules.check_serves(by, council)
    seat = lock(Seat, seat.pk)
    if seat.ended_on is not None:
        raise Conflict(_("This member has left already."))
    if post not in Post.values:
        raise Invalid(Fault(_("Choose the post."), "post"))
    if post == Post.CHAIR and seat.is_public_servant:
        raise Invalid(Fault(_("The chair must not be in public service."), "post", "R56"))
    if post == Post.CHAIR:
        seat.term.seats.filter(post=Post.CHAIR, ended_on=None).exclude(pk=seat.pk).update(post=Post.MEMBER)
    before, seat.post = seat.post, post
    seat.save(update_fields=["post"])
    record("councils.seat.post_given", seat, by=by, changes={"post": [before, post]})
    return seat


@transaction.atomic(durable=True)
def link(*, seat: Seat, email: str, by: Any) -> Seat:
    """Say which account is the member's, so that the member is told of meetings and votes alone.

    Raises NotPermitted, Invalid for an address without an account or with a seat already.
    """
    council = lock(Council, seat.term.council_id)
    rules.check_serves(by, council)
    seat = lock(Seat, seat.pk)
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if user is None:
        raise Invalid(Fault(_("Nobody has an account with this address. Ask the member to register first."), "email"))
    if seat.term.seats.filter(user=user, ended_on=None).exclude(pk=seat.pk).exists():
        raise Invalid(Fault(_("This account belongs to another member of the council."), "email"))
    seat.user = user
    seat.save(update_fields=["user"])
    record("councils.seat.linked", seat, by=by)
    return seat
