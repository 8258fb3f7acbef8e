"""What the ledger of public money shows when it is looked at as a whole: each rule is one query over all organisations.

Every query gives (organisation, key, inputs, context, cited awards). ``inputs`` are the facts that the finding stands on:
when they are the same, it is the same finding. ``context`` are figures that move with the money of others.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from registry.choices import ANNUAL_FILED, SignalRule


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of one rule."""

    organisation_id: int
    key: str
    inputs: Mapping[str, Any]
    context: Mapping[str, Any]
    awards: tuple[int, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of the facts, written in one way."""
        canonical = json.dumps(self.inputs, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


# Money that an NGO gives on is money of its own award already. An award without an end is taken to last some months; one without a beginning begins with the decision.
LIVE = """
    WITH live AS MATERIALIZED (
        SELECT award.id, award.organisation_id, award.folded_title, award.amount, award.decided_on, award.sphere_id,
            coalesce(award.payer_id::text, nullif(lower(award.payer_name), '')) AS payer,
            regexp_replace(award.folded_title, '[^0-9]+', ' ', 'g') AS digits,
            coalesce(award.starts_on, award.decided_on) AS starts,
            coalesce(award.ends_on, coalesce(award.starts_on, award.decided_on)
                + make_interval(months => coalesce(%(assumed_months)s, 12)))::date AS ends,
            coalesce(award.region_id, organisation.region_id) AS region,
            extract(year FROM award.decided_on)::int AS year,
            organisation.registered_on
        FROM registry_funding AS award
        JOIN registry_organisation AS organisation ON organisation.id = award.organisation_id
        WHERE award.annulled_at IS NULL AND award.out_of_id IS NULL
    )
"""
# «Festival 2024» and «Festival 2025» are two projects, so titles with other numbers are never the same.
_PAIRS = """
    SELECT one.organisation_id, one.id || '-' || other.id,
        jsonb_build_object(
            'similarity', round(pair.similarity::numeric, 2)::text,
            'awards', jsonb_build_array(
                jsonb_build_array(one.id, one.folded_title, one.amount::text, one.starts, one.ends),
                jsonb_build_array(other.id, other.folded_title, other.amount::text, other.starts, other.ends))),
        '{{}}'::jsonb, ARRAY[one.id, other.id]
    FROM live AS one
    JOIN live AS other ON other.organisation_id = one.organisation_id AND other.id > one.id
        AND one.starts <= other.ends AND other.starts <= one.ends AND one.digits = other.digits AND {payers}
    CROSS JOIN LATERAL (SELECT similarity(one.folded_title, other.folded_title) AS similarity) AS pair
    WHERE pair.similarity >= %(similarity)s::real
    ORDER BY 1, 2
"""
# The share counts in steps of ten per cent: the money of others must not ask the same question anew each week.
_SHARE = """
    , own AS (
        SELECT organisation_id, {place} AS place, year, sum(amount) AS amount, array_agg(id ORDER BY id) AS awards
        FROM live WHERE {place} IS NOT NULL GROUP BY 1, 2, 3
    ), whole AS (
        SELECT place, year, sum(amount) AS amount, count(*) AS recipients FROM own GROUP BY 1, 2
    )
    SELECT own.organisation_id, own.place || ':' || own.year,
        jsonb_build_object('place', own.place::text, 'year', own.year, 'own', own.amount::text,
            'awards', to_jsonb(own.awards), 'step', floor(own.amount * 10 / whole.amount)::int * 10),
        jsonb_build_object('total', whole.amount::text, 'recipients', whole.recipients,
            'percent', round(own.amount * 100 / whole.amount, 1)::text),
        own.awards
    FROM own JOIN whole USING (place, year)
    WHERE whole.amount >= %(amount)s::numeric AND whole.recipients >= %(recipients)s
        AND own.amount * 100 >= whole.amount * %(percent)s
    ORDER BY 1, 2
"""
_RUNNING = """
    , running AS (
        SELECT organisation_id, array_agg(id ORDER BY id) AS awards, count(*) AS awards_count
        FROM live WHERE starts <= %(on)s AND ends >= %(on)s
        GROUP BY 1 HAVING count(*) >= %(awards)s
    )
    SELECT running.organisation_id, 'running',
        jsonb_build_object('awards', to_jsonb(running.awards), 'count', running.awards_count,
            'staff', filed.staff, 'staff_year', filed.year),
        '{}'::jsonb, running.awards
    FROM running LEFT JOIN LATERAL (
        SELECT year, staff FROM registry_annualinformation AS information
        WHERE information.organisation_id = running.organisation_id AND status = ANY(%(filed)s)
            AND information.staff IS NOT NULL
        ORDER BY year DESC LIMIT 1
    ) AS filed ON true
    WHERE filed.staff IS NULL OR running.awards_count > filed.staff * %(per_employee)s
    ORDER BY 1
"""
_SPHERES = """
    , many AS (
        SELECT live.organisation_id, live.year, array_agg(DISTINCT live.sphere_id) AS spheres,
            array_agg(DISTINCT live.sphere_id) FILTER (WHERE own.sphere_id IS NULL) AS strange,
            array_agg(live.id ORDER BY live.id) AS awards
        FROM live LEFT JOIN registry_organisation_spheres AS own
            ON own.organisation_id = live.organisation_id AND own.sphere_id = live.sphere_id
        WHERE live.sphere_id IS NOT NULL GROUP BY 1, 2
    )
    SELECT organisation_id, year::text,
        jsonb_build_object('year', year, 'spheres', to_jsonb(spheres), 'strange', to_jsonb(strange),
            'awards', to_jsonb(awards)),
        '{}'::jsonb, awards
    FROM many WHERE cardinality(spheres) >= %(spheres)s AND coalesce(cardinality(strange), 0) >= %(strange)s
    ORDER BY 1, 2
"""
_NEW = """
    , early AS (
        SELECT organisation_id, registered_on, sum(amount) AS amount, array_agg(id ORDER BY id) AS awards,
            min(decided_on) AS first_on
        FROM live
        WHERE registered_on IS NOT NULL AND decided_on < registered_on + make_interval(months => %(months)s)
        GROUP BY 1, 2
    )
    SELECT early.organisation_id, 'new',
        jsonb_build_object('registered_on', early.registered_on, 'own', early.amount::text,
            'first_on', early.first_on, 'awards', to_jsonb(early.awards)),
        jsonb_build_object('mrp', mrp.amount::text), early.awards
    FROM early CROSS JOIN LATERAL (
        SELECT amount FROM registry_monthlyindex WHERE valid_from <= early.first_on ORDER BY valid_from DESC LIMIT 1
    ) AS mrp
    WHERE early.amount >= mrp.amount * %(mrp)s
    ORDER BY 1
"""
# Lots of one tender have one title, one payer and one day. A short title says little, and the same help is needed in every
# region, so only long titles of one region with nearly the same budget are compared. The later award is asked about.
_ACROSS = """
    SELECT later.organisation_id, earlier.id || '-' || later.id,
        jsonb_build_object(
            'similarity', round(pair.similarity::numeric, 2)::text,
            'budgets', round(abs(later.amount - earlier.amount) * 100 / greatest(later.amount, earlier.amount), 1)::text,
            'region', later.region,
            'awards', jsonb_build_array(
                jsonb_build_array(earlier.id, earlier.folded_title, earlier.amount::text, earlier.starts, earlier.ends),
                jsonb_build_array(later.id, later.folded_title, later.amount::text, later.starts, later.ends))),
        '{}'::jsonb, ARRAY[earlier.id, later.id]
    FROM live AS earlier
    JOIN live AS later ON later.region = earlier.region AND later.organisation_id <> earlier.organisation_id
        AND (later.decided_on, later.id) > (earlier.decided_on, earlier.id)
        AND earlier.starts <= later.ends AND later.starts <= earlier.ends AND earlier.digits = later.digits
        AND abs(later.amount - earlier.amount) * 100 <= greatest(later.amount, earlier.amount) * %(percent)s
        AND NOT (later.decided_on = earlier.decided_on AND later.payer IS NOT DISTINCT FROM earlier.payer)
        AND least(length(later.folded_title), length(earlier.folded_title)) >= %(letters)s
    CROSS JOIN LATERAL (SELECT similarity(earlier.folded_title, later.folded_title) AS similarity) AS pair
    WHERE pair.similarity >= %(similarity)s::real
    ORDER BY 1, 2
"""
# Promises of a person are heaviest on a day on which one of them begins. The name itself stays in its table: inputs name rows.
_TEAM = """
    , part AS (
        SELECT person.id AS person, person.key, person.workload, live.id, live.organisation_id, live.starts, live.ends
        FROM registry_projectperson AS person JOIN live ON live.id = person.award_id
    ), moment AS (
        SELECT one.key, one.starts AS day, sum(other.workload) AS total,
            array_agg(other.id ORDER BY other.id) AS awards, array_agg(other.person ORDER BY other.person) AS people,
            array_agg(DISTINCT other.organisation_id) AS organisations
        FROM (SELECT DISTINCT key, starts FROM part) AS one
        JOIN part AS other ON other.key = one.key AND one.starts BETWEEN other.starts AND other.ends
        GROUP BY 1, 2 HAVING sum(other.workload) > %(percent)s AND count(*) > 1
    )
    SELECT DISTINCT ON (organisation, moment.key) organisation, md5(moment.key),
        jsonb_build_object('day', moment.day, 'total', moment.total, 'people', to_jsonb(moment.people),
            'awards', to_jsonb(moment.awards)),
        '{}'::jsonb, moment.awards
    FROM moment CROSS JOIN LATERAL unnest(moment.organisations) AS organisation
    ORDER BY 1, moment.key, moment.total DESC, moment.day
"""
QUERIES: Mapping[str, str] = {
    SignalRule.DUPLICATE: LIVE + _PAIRS.format(payers="one.payer <> other.payer"),
    SignalRule.REPEATED: LIVE
    + _PAIRS.format(payers="(one.payer = other.payer OR one.payer IS NULL OR other.payer IS NULL)"),
    SignalRule.REGION_SHARE: LIVE + _SHARE.format(place="region"),
    SignalRule.SPHERE_SHARE: LIVE + _SHARE.format(place="sphere_id"),
    SignalRule.RUNNING: LIVE + _RUNNING,
    SignalRule.SPHERES: LIVE + _SPHERES,
    SignalRule.NEW: LIVE + _NEW,
    SignalRule.ACROSS: LIVE + _ACROSS,
    SignalRule.TEAM: LIVE + _TEAM,
}


def findings(rule: str, values: Mapping[str, Any], on: dt.date) -> list[Finding]:
    """Everything that ``rule`` finds with the thresholds ``values`` as of ``on``, in a stable order."""
    parameters = {"assumed_months": None, **values, "on": on, "filed": [str(status) for status in ANNUAL_FILED]}
    with connection.cursor() as cursor:
        cursor.execute(QUERIES[rule], parameters)
        return [
            Finding(organisation, key, _read(inputs), _read(context), tuple(awards))
            for organisation, key, inputs, context, awards in cursor.fetchall()
        ]


def _read(value: Any) -> Any:
    """jsonb as Django leaves it: text."""
    return json.loads(value) if isinstance(value, str) else value
