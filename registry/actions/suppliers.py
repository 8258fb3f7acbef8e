"""Which organisations may be unreliable suppliers: looked for by BIN and by name, decided by officers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from foundation.audit.record import record
from foundation.core import calendar, clock
from foundation.core.db import lock
from registry.choices import MatchBasis, MatchStatus
from registry.models import RuleParameters, SupplierMatch
from registry.rules.oversight import check_can_decide, checked_text
from registry.workflow import MATCH

SAME_BIN = gettext_noop("Found by the same BIN, so no officer had to decide.")
BY_BIN = """
    SELECT organisation.id, supplier.id, 1.0
    FROM registry_unreliablesupplier AS supplier
    JOIN registry_organisation AS organisation ON organisation.bin = supplier.bin
    WHERE supplier.bin <> '' AND NOT EXISTS (
        SELECT FROM registry_suppliermatch AS known
        WHERE known.organisation_id = organisation.id AND known.supplier_id = supplier.id)
    ORDER BY 1, 2
"""
# Two different BINs are two organisations, whatever they are called. Names are compared as search folds them: in one
# alphabet, without the legal form, each of the names of an organisation by itself.
BY_NAME = """
    SELECT organisation.id, supplier.id, best.similarity
    FROM registry_unreliablesupplier AS supplier
    JOIN registry_searchentry AS entry ON entry.names %%> supplier.folded_name
    JOIN registry_organisation AS organisation ON organisation.id = entry.organisation_id
    CROSS JOIN LATERAL (
        SELECT max(similarity(name, supplier.folded_name))::numeric(4, 3) AS similarity
        FROM unnest(string_to_array(entry.names, ' | ')) AS name
    ) AS best
    WHERE (supplier.bin = '' OR organisation.bin IS NULL) AND best.similarity >= %s AND NOT EXISTS (
        SELECT FROM registry_suppliermatch AS known
        WHERE known.organisation_id = organisation.id AND known.supplier_id = supplier.id)
    ORDER BY 1, 2
"""


def find_matches(*, by: Any = None) -> int:
    """Step: suggest every match that is not known yet; a decided one is never asked again. Returns how many are new."""
    found = [_match(row, MatchBasis.BIN) for row in _rows(BY_BIN, [])]
    parameters = RuleParameters.objects.on(calendar.local_date(clock.now())).get("diligence.names")
    if parameters is not None:
        threshold = Decimal(parameters.values["similarity"])
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(threshold)])
        found += [_match(row, MatchBasis.NAME) for row in _rows(BY_NAME, [threshold])]
    SupplierMatch.objects.bulk_create(found)
    for match in found:
        record("registry.match.suggested", match, by=by, changes={"basis": match.basis, "similarity": match.similarity})
    return len(found)


@transaction.atomic(durable=True)
def search(*, by: Any = None) -> int:
    """The same by the clock: organisations that were registered or renamed since."""
    return find_matches(by=by)


@transaction.atomic(durable=True)
def decide(*, match: SupplierMatch, step: str, reason: str, by: Any) -> SupplierMatch:
    """``confirm`` that the organisation is the one of the list, or ``dismiss`` it, with a reason that stays.

    Raises NotPermitted, Invalid or TransitionNotAllowed.
    """
    match = lock(SupplierMatch, match.pk)
    check_can_decide(by, match.organisation)
    move = MATCH.step(step, match.status)
    match.reason = checked_text(reason, "reason", _("Say why: by what you know that it is or is not the same."))
    before, match.status = match.status, move.target
    match.decided_at, match.decided_by = clock.now(), by
    match.save(update_fields=["status", "reason", "decided_at", "decided_by"])
    record(move.verb, match, by=by, changes={"status": [before, match.status]}, reason=match.reason)
    return match


def _rows(query: str, parameters: list[Any]) -> list[tuple[int, int, Decimal]]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()


def _match(row: tuple[int, int, Decimal], basis: str) -> SupplierMatch:
    organisation, supplier, similarity = row
    match = SupplierMatch(organisation_id=organisation, supplier_id=supplier, basis=basis, similarity=similarity)
    match.found_at = clock.now()
    if basis == MatchBasis.BIN:
        match.status = MATCH.step("confirm", MatchStatus.SUGGESTED).target
        match.reason, match.decided_at = SAME_BIN, match.found_at
    return match
