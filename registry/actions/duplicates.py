"""Records that look like one organisation: found by a job, judged by an officer, merged with a trace."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock, jobs
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from foundation.core.models import Job
from registry.actions import merging, search
from registry.choices import DuplicateRule, DuplicateStatus
from registry.models import DuplicatePair, Organisation
from registry.rules import roles
from registry.workflow import DUPLICATE

# A shorter name has too many neighbours one letter away.
SHORTEST = 6
# More records of one name in one region are a chain of branches, not duplicates.
CROWD = 20

# Each name of each record of its region, its words without spaces in their order and sorted.
NAMES = """
    CREATE TEMP TABLE alike_names ON COMMIT DROP AS
    SELECT DISTINCT organisation_id AS pk, region_code AS region, replace(name, ' ', '') AS name,
           (SELECT string_agg(word, ' ' ORDER BY word) FROM unnest(string_to_array(name, ' ')) AS word) AS words
    FROM registry_searchentry, LATERAL unnest(string_to_array(names, ' | ')) AS name WHERE name <> ''
"""
SAME_WORDS = """
    INSERT INTO alike SELECT DISTINCT one.pk, other.pk, %s FROM alike_names AS one JOIN alike_names AS other
    ON one.region = other.region AND one.words = other.words AND one.pk < other.pk
    WHERE (SELECT count(*) FROM alike_names AS all_ WHERE all_.region = one.region AND all_.words = one.words) <= %s
"""
# A letter that is missing makes one name a shortened form of the other; one that is changed or swapped leaves both the
# same when it is left out at the same place, or at the next one.
ONE_LETTER = """
    WITH forms AS MATERIALIZED (
        SELECT pk, region, name, place, overlay(name placing '' from place for 1) AS form
        FROM alike_names, LATERAL generate_series(1, length(name)) AS place WHERE length(name) >= %s
        UNION SELECT pk, region, name, 0, name FROM alike_names WHERE length(name) >= %s
    )
    INSERT INTO alike SELECT DISTINCT one.pk, other.pk, %s FROM forms AS one JOIN forms AS other
    ON one.region = other.region AND one.form = other.form AND one.name <> other.name AND one.pk < other.pk
    WHERE (one.place = 0 OR other.place = 0 OR abs(one.place - other.place) <= 1)
      AND NOT EXISTS (SELECT FROM alike AS known WHERE known.first_id = one.pk AND known.second_id = other.pk)
"""


@transaction.atomic(durable=True)
def want_search(*, by: Any = None) -> Job:
    """Want duplicates looked for; one search at a time. ``by`` None is the portal itself. Raises NotPermitted."""
    if by is not None:
        roles.check_can_judge_duplicates(by)
    return jobs.enqueue("registry.find_duplicates", owner=by, key="registry.find_duplicates")


@transaction.atomic(durable=True)
def find() -> dict[str, int]:
    """Look through the whole registry; returns how many pairs are new, open again and gone.

    A pair that was dismissed or merged stays as it is; an open pair whose records are no longer alike is closed.
    """
    with connection.cursor() as cursor:
        cursor.execute(NAMES)
        cursor.execute("CREATE INDEX ON alike_names (region, words); ANALYZE alike_names")
        cursor.execute("CREATE TEMP TABLE alike (first_id bigint, second_id bigint, rule text) ON COMMIT DROP")
        cursor.execute(SAME_WORDS, [DuplicateRule.SAME_WORDS, CROWD])
        cursor.execute(ONE_LETTER, [SHORTEST, SHORTEST, DuplicateRule.ONE_LETTER])
        _leave_out_families(cursor)
        counts = {"new": _add(cursor), "again": _step(cursor, "return"), "gone": _step(cursor, "vanish")}
        cursor.execute("DROP TABLE alike, alike_names")
    return counts


def _leave_out_families(cursor: Any) -> None:
    """A branch has the name of its head, and two branches of one head have it too."""
    cursor.execute(
        """
        DELETE FROM alike USING registry_organisation AS one, registry_organisation AS other
        WHERE one.id = alike.first_id AND other.id = alike.second_id
          AND (one.parent_id = other.id OR other.parent_id = one.id OR one.parent_id = other.parent_id)
        """
    )


def _add(cursor: Any) -> int:
    cursor.execute(
        """
        INSERT INTO registry_duplicatepair (first_id, second_id, rule, status, found_at, reason)
        SELECT first_id, second_id, rule, %s, now(), '' FROM alike ORDER BY first_id, second_id
        ON CONFLICT DO NOTHING
        """,
        [DuplicateStatus.OPEN],
    )
    return int(cursor.rowcount)


def _step(cursor: Any, name: str) -> int:
    """Close open pairs that are not alike any more, or open again those that are."""
    step = next(one for one in DUPLICATE if one.name == name)
    sign = "NOT " if name == "vanish" else ""
    cursor.execute(
        f"""
        UPDATE registry_duplicatepair AS pair SET status = %s WHERE status = ANY(%s) AND rule <> %s AND {sign}EXISTS (
            SELECT FROM alike WHERE alike.first_id = pair.first_id AND alike.second_id = pair.second_id
        ) RETURNING pair.id
        """,  # noqa: S608
        [step.target, list(step.sources), DuplicateRule.NAMED],
    )
    ids = [pk for (pk,) in cursor.fetchall()]
    for pair in DuplicatePair.objects.filter(pk__in=ids).select_related("first", "second"):
        record(step.verb, pair, changes={"status": step.target})
    return len(ids)


@transaction.atomic(durable=True)
def name_pair(*, one: Organisation, other: Organisation, by: Any) -> DuplicatePair:
    """Put two records that the portal does not find alike beside each other, wherever they are; a known pair stays.

    Raises NotPermitted, Invalid for one record twice, Conflict when one of them has been merged.
    """
    roles.check_can_judge_duplicates(by)
    if one.pk == other.pk:
        raise Invalid(Fault(_("Name two different records."), "other"))
    first, second = sorted((lock(Organisation, pk) for pk in sorted((one.pk, other.pk))), key=lambda row: row.pk)
    if first.merged_into_id or second.merged_into_id:
        raise Conflict(_("One of the two records has been merged meanwhile."))
    values = {"rule": DuplicateRule.NAMED, "found_at": clock.now()}
    pair, is_new = DuplicatePair.objects.get_or_create(first=first, second=second, defaults=values)
    if is_new:
        record("registry.duplicate.named", pair, by=by, changes={"rule": pair.rule})
    return pair


@transaction.atomic(durable=True)
def dismiss(*, pair: DuplicatePair, reason: str, by: Any) -> DuplicatePair:
    """Say that these are two organisations. Raises NotPermitted, Invalid without a reason, or TransitionNotAllowed."""
    return _decide(lock(DuplicatePair, pair.pk), "dismiss", reason, by)


@transaction.atomic(durable=True)
def merge(*, pair: DuplicatePair, keep: Organisation, reason: str, by: Any) -> Organisation:
    """Make one record of the two: ``keep`` stays and takes over everything of the other, whose address leads to it.

    Raises NotPermitted, Invalid (no reason, or ``keep`` is not of the pair), Conflict (merged meanwhile), or
    TransitionNotAllowed.
    """
    # Outer before inner, and in the order of the keys, so that two merges never wait for each other.
    rows = {pk: lock(Organisation, pk) for pk in (pair.first_id, pair.second_id)}
    pair = lock(DuplicatePair, pair.pk)
    if keep.pk not in rows:
        raise Invalid(Fault(_("Choose which of the two records stays."), "keep"))
    if any(row.merged_into_id for row in rows.values()):
        raise Conflict(_("One of the two records has been merged meanwhile."))
    kept, gone = rows.pop(keep.pk), rows.popitem()[1]
    _decide(pair, "merge", reason, by)
    merging.absorb(kept, gone, by=by, reason=reason.strip())
    for row in (gone, kept):
        search.index(row)
    return kept


def _decide(pair: DuplicatePair, name: str, reason: str, by: Any) -> DuplicatePair:
    roles.check_can_judge_duplicates(by)
    step = DUPLICATE.step(name, pair.status)
    if not reason.strip():
        raise Invalid(Fault(_("Give the reason."), "reason"))
    before, pair.status = pair.status, step.target
    pair.decided_at, pair.decided_by, pair.reason = clock.now(), by, reason.strip()
    pair.save(update_fields=["status", "decided_at", "decided_by", "reason"])
    record(step.verb, pair, by=by, changes={"status": [before, pair.status]}, reason=pair.reason)
    return pair
