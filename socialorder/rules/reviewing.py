"""Which body reviews complaints about a body: never that one, nor one below it; who of it may not."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Conflict, Fault, NotPermitted
from registry.choices import Role
from registry.models import Body, Membership, Organisation
from registry.queries.ties import tied_pairs
from registry.rules import roles
from registry.rules.people import check_can_edit_body
from socialorder.models import Bid, CommissionMember, Complaint, ReviewingBody, Share, Tender

LEVELS = 20


def is_below(body: Body, other: Body) -> bool:
    """Whether ``body`` is ``other`` or stands anywhere below it, as far as the registry knows."""
    above: int | None = body.pk
    for _level in range(LEVELS):
        if above is None or above == other.pk:
            break
        above = Body.objects.filter(pk=above).values_list("subordinate_to", flat=True).first()
    return above == other.pk


def reviewing_body(body: Body, on: dt.date) -> Body:
    """The body that reviews complaints about ``body``: of its region before one of the whole country. Raises Conflict."""
    named = ReviewingBody.objects.filter(Q(ended_on=None) | Q(ended_on__gt=on), started_on__lte=on)
    mine = named.filter(Q(region=body.region_id) | Q(region=None)) if body.region_id else named.filter(region=None)
    # Those of a region stand before those of the whole country.
    ordered = mine.select_related("body").order_by(F("region").asc(nulls_last=True), "started_on", "pk")
    found = next((one.body for one in ordered if not is_below(one.body, body)), None)
    if found is None:
        raise Conflict(
            _("No body is named yet that reviews complaints about this one. The portal's staff is to name it.")
        )
    return found


def naming_faults(body: Body, region: Any) -> list[Fault]:
    """A body is named once for a region."""
    if ReviewingBody.objects.filter(body=body, region=region, ended_on=None).exists():
        return [Fault(_("This body reviews these complaints already."), "body")]
    return []


def check_can_name(user: Any) -> None:
    """The portal's administrator. Raises NotPermitted."""
    check_can_edit_body(user)


def check_can_review(user: Any, complaint: Complaint) -> None:
    """An officer of the reviewing body without a tie to the body complained of, the tender, or any bidder.

    Raises NotPermitted, or Conflict when another reviewer has it.
    """
    if not roles.has_role(user, Role.OFFICER, body=complaint.reviewer_body_id):
        raise NotPermitted(_("Only an officer of the body that reviews this complaint can do this."))
    if is_below(complaint.reviewer_body, complaint.body):
        raise NotPermitted(_("The reviewing body is under the body complained of now, so another one has to be named."))
    if has_tie(user, complaint):
        raise NotPermitted(
            _("You are tied to the body, the tender or a bidder, so another person reviews the complaint.")
        )
    if complaint.reviewer_id is not None and complaint.reviewer_id != user.pk:
        raise Conflict(_("Another reviewer has taken this complaint."))


def has_tie(user: Any, complaint: Complaint) -> bool:
    """A role in the body within twelve months, a part in the tender, or a tie to the complainant or a bidder."""
    tender: Tender = complaint.tender
    if Membership.objects.tying().filter(user=user.pk, body=complaint.body_id).exists():
        return True
    if Share.objects.filter(key__tender=tender, holder=user.pk).exists():
        return True
    if CommissionMember.objects.filter(tender=tender, person=user.pk).exists():
        return True
    bidders = Bid.objects.filter(lot__tender=tender).values("organisation")
    parties = Organisation.objects.filter(Q(pk__in=bidders) | Q(pk=complaint.organisation_id))
    return any(person == user.pk for person, _organisation in tied_pairs(parties))
