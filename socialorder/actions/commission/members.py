"""The commission of a tender: named by the body, each member says what is not for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from foundation.accounts.models import User
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.errors import refuse
from socialorder.actions.commission import notices
from socialorder.choices import ConflictSource
from socialorder.models import CommissionMember, Lot, MemberConflict, Tender
from socialorder.rules import commission as rules


@transaction.atomic(durable=True)
def name(*, tender: Tender, people: Sequence[User], by: Any) -> list[CommissionMember]:
    """Name the members; the first one chairs. Again in place of those named before. Raises Invalid with every fault."""
    tender = lock(Tender, tender.pk)
    rules.check_can_name(by, tender)
    refuse(rules.naming_faults(tender, people, local_date(clock.now())))
    tender.sittings.all().delete()
    CommissionMember.objects.filter(tender=tender).delete()
    made = [
        CommissionMember.objects.create(
            tender=tender, person=person, is_outside=rules.is_outside(person, tender), is_chair=place == 0
        )
        for place, person in enumerate(people)
    ]
    outside = sum(one.is_outside for one in made)
    record("socialorder.commission.named", tender, by=by, changes={"members": len(made), "outside": outside})
    notices.tell_named(tender, people)
    return made


@transaction.atomic(durable=True)
def declare(*, tender: Tender, ties: Mapping[int, str], by: Any) -> CommissionMember:
    """What is not for the member: number of a lot → why. What the registry knows is added. Raises NotPermitted, Conflict."""
    tender = lock(Tender, tender.pk)
    member = rules.check_can_declare(by, tender)
    member.conflicts.all().delete()
    for lot in Lot.objects.filter(tender=tender, number__in=ties):
        MemberConflict.objects.create(
            member=member, lot=lot, source=ConflictSource.DECLARED, text=ties[lot.number].strip()
        )
    note_known(tender, [member])
    member.declared_at = clock.now()
    member.save(update_fields=["declared_at"])
    record("socialorder.commission.declared", tender, by=by, changes={"lots": member.conflicts.count()})
    return member


def note_known(tender: Tender, members: Sequence[CommissionMember]) -> None:
    """A step: keep the ties that the registry knows now."""
    for member, lot in sorted(rules.known_conflicts(tender, members)):
        MemberConflict.objects.get_or_create(member_id=member, lot_id=lot, defaults={"source": ConflictSource.KNOWN})
