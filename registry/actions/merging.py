"""Two records made one. A step of ``duplicates.merge``."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import DatabaseError, models, transaction
from django.db.models import ManyToOneRel

from foundation.audit.record import record
from foundation.core import clock
from registry.actions import versions
from registry.models import DuplicatePair, Membership, Organisation, OrganisationVersion, SearchEntry

# Facts that the record that stays takes over where it has none.
FILLED = (
    *(f"{kind}_{code}" for kind in ("name", "short_name") for code in ("kk", "ru", "en")),
    "kato",
    "registered_on",
    "charter_goals",
    "description",
    "address",
    "email",
    "phone",
    "website",
    "head_name",
    "sdgs",
    "languages",
    "logo",
    "parent",
)
# They speak of the two records as they were, or are made anew.
LEFT_ALONE = (DuplicatePair, OrganisationVersion, SearchEntry, Organisation.spheres.through)


def absorb(kept: Organisation, gone: Organisation, *, by: Any, reason: str) -> None:
    """Let ``kept`` take over what ``gone`` has: empty facts, spheres, and every row of every room that names it.

    A row that would clash with one of ``kept`` (two reports of one year) stays where it is, and the event counts it.
    The BIN of ``gone`` stays with it, so that its address keeps leading to ``kept``.
    """
    before = {row.pk: versions.said(row) for row in (kept, gone, *gone.branches.all())}
    filled = _fill(kept, gone)
    moved, stayed = _move_rows(kept, gone)
    for membership in Membership.objects.in_force().filter(organisation=gone):
        membership.ended_at = clock.now()
        membership.save(update_fields=["ended_at"])
        record("registry.membership.ended", membership, by=by, changes={"role": [membership.role, ""]}, reason=reason)
    gone.merged_into, gone.parent = kept, None
    gone.save(update_fields=["merged_into", "parent", "updated_at"])
    told = {"moved": dict(sorted(moved.items())), "stayed": dict(sorted(stayed.items()))}
    record("registry.organisation.merged", gone, by=by, changes={"merged_into": [None, kept], **told}, reason=reason)
    record(
        "registry.organisation.absorbed", kept, by=by, changes={"record": gone.bin or gone.pk, **filled}, reason=reason
    )
    for row in Organisation.objects.filter(pk__in=before).order_by("pk"):
        versions.keep_difference(row, before[row.pk], by=by, reason=reason)


def _fill(kept: Organisation, gone: Organisation) -> dict[str, list[Any]]:
    changes: dict[str, list[Any]] = {}
    for name in FILLED:
        old, new = getattr(kept, name), getattr(gone, name)
        if not old and new and new != kept:
            setattr(kept, name, new)
            changes[name] = [old, new]
    before = set(kept.spheres.values_list("pk", flat=True))
    added = set(gone.spheres.values_list("pk", flat=True)) - before
    if added:
        kept.spheres.add(*added)
        changes["spheres"] = [sorted(before), sorted(before | added)]
    kept.is_charity, kept.has_volunteers = (
        kept.is_charity or gone.is_charity,
        kept.has_volunteers or gone.has_volunteers,
    )
    if kept.parent_id in (kept.pk, gone.pk):
        kept.parent = None
    kept.save()
    return changes


def _move_rows(kept: Organisation, gone: Organisation) -> tuple[Counter[str], Counter[str]]:
    """Every row that names ``gone``, of this and of the rooms above: they are asked of the models, not known here."""
    moved: Counter[str] = Counter()
    stayed: Counter[str] = Counter()
    for model, field in _references():
        for row in model._default_manager.filter(**{field.name: gone}):
            done = row != kept and _moves(row, field.attname, kept.pk)
            (moved if done else stayed)[model._meta.label_lower] += 1
    return moved, stayed


def _references() -> list[tuple[type[models.Model], models.Field[Any, Any]]]:
    """Every foreign key of the portal that names an organisation, hidden ones too."""
    relations = [one for one in Organisation._meta.get_fields(include_hidden=True) if isinstance(one, ManyToOneRel)]
    return [(one.related_model, one.field) for one in relations if one.related_model not in LEFT_ALONE]


def _moves(row: models.Model, column: str, pk: int) -> bool:
    """Whether the row could be moved; a constraint or a trigger that forbids it leaves it as it was."""
    try:
        with transaction.atomic():
            type(row)._default_manager.filter(pk=row.pk).update(**{column: pk})
    except DatabaseError:
        return False
    return True
