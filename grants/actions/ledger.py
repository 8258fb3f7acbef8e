"""Grants in the registry's ledger of public money: every award of a decided call, and every past award that is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F

from foundation.core.calendar import local_date
from foundation.core.db import lock
from grants.choices import AgreementStatus, ApplicationStatus, CallKind, CallStatus, SectionName
from grants.models import Agreement, Application, Award, AwardImport, Call, PastAward, Section
from grants.models.parts import main_part
from grants.queries.totals import position_of
from registry.actions import funding, project_teams
from registry.choices import FundingKind, FundingStage
from registry.models import Funding, Region, Sphere

MOST_MONTHS = 60
APPLICATION, PAST_AWARD = "grants.application", "grants.past_award"
STAGES = {
    AgreementStatus.ACTIVE: FundingStage.RUNNING,
    AgreementStatus.COMPLETED: FundingStage.COMPLETED,
    AgreementStatus.TERMINATED: FundingStage.TERMINATED,
}


def enter_call(*, call: Call, by: Any) -> list[Funding]:
    """Step: every funded application of a decided call is a row of the ledger; rows that are there change nothing."""
    rows = Application.objects.filter(call=call, status=ApplicationStatus.FUNDED).select_related("organisation__region")
    funded = list(rows.order_by("pk"))
    said = {
        one.application_id: one.data for one in Section.objects.filter(application__in=funded, name=main_part(call))
    }
    lists = _Lists({str(one.pk): one for one in Sphere.objects.all()}, {one.pk: one for one in Region.objects.all()})
    only = list(call.spheres.all()[:2])
    decided_on = local_date(call.decided_at)  # type: ignore[arg-type]  # a decided call has it (constraint)
    shared = {
        "payer": call.operator,
        "decided_on": decided_on,
        "sphere": only[0] if len(only) == 1 else None,
        "page": "grants:results",
        "page_arguments": [call.slug],
        "out_of": _source_of(call, by),
    }
    awards = [
        funding.Award(
            one.organisation,
            kind_of(call),
            _reference(one),
            {**shared, **_own(one, said.get(one.pk, {}), lists, decided_on)},
        )
        for one in funded
    ]
    return funding.enter_many(awards=awards, by=by)


def _source_of(call: Call, by: Any) -> Funding | None:
    """The row of the grant from which an NGO gives on; its money stands there, so it is not added up again here."""
    if call.regranting is None:
        return None
    rows = Application.objects.select_related("call__operator", "organisation")
    grant = rows.get(pk=call.regranting.application_id)
    found = Funding.objects.filter(kind=kind_of(grant.call), reference=_reference(grant)).first()
    if found is not None:
        return found
    values = _as_new(grant)
    return funding.enter(
        organisation=grant.organisation, kind=kind_of(grant.call), reference=_reference(grant), values=values, by=by
    )


def kind_of(call: Call) -> FundingKind:
    """What its money is called in the ledger."""
    return FundingKind.PREMIUM if call.kind == CallKind.PREMIUM else FundingKind.GRANT


def enter_agreement(*, agreement: Agreement, by: Any) -> Funding:
    """Step: what came of an award: how much of it is paid, and whether the project runs, is completed or terminated."""
    application = agreement.application
    late = agreement.reports.filter(first_sent_on__gt=F("due_on")).exists()
    stage = STAGES[AgreementStatus(agreement.status)]
    row = funding.enter(
        organisation=application.organisation,
        kind=kind_of(application.call),
        reference=_reference(application),
        values={"paid": position_of(agreement).paid, "stage": stage, "was_late": late}
        | ({} if _is_entered(application) else _as_new(application) | {"out_of": _source_of(application.call, by)}),
        by=by,
    )
    project_teams.name_team(award=row, people=_team_of(agreement), by=by)
    return row


def _team_of(agreement: Agreement) -> list[tuple[str, int]]:
    """The people of the agreed team with their promised time."""
    rows = agreement.content.get(SectionName.TEAM, {}).get("rows", [])
    return [(str(row.get("full_name") or ""), int(row.get("workload") or 0)) for row in rows]


def _is_entered(application: Application) -> bool:
    reference = _reference(application)
    return Funding.objects.filter(kind=kind_of(application.call), reference=reference).exists()


def _as_new(application: Application) -> dict[str, Any]:
    """Of a call that was decided before there was a ledger."""
    return {
        "title": application.title or application.number,
        "amount": application.awarded,
        "payer": application.call.operator,
        "decided_on": local_date(application.call.decided_at),  # type: ignore[arg-type]  # decided (constraint)
        "page": "grants:results",
        "page_arguments": [application.call.slug],
    }


def annul_award(*, application: Application, reason: str, by: Any) -> Funding:
    """Step: the grant was not taken up, so its row of the ledger counts no more."""
    return funding.annul(kind=kind_of(application.call), reference=_reference(application), reason=reason, by=by)


def _reference(application: Application) -> str:
    """A grant that was taken back and offered again is another row: a row that was annulled stays so."""
    award = Award.objects.filter(application=application).first()
    again = f"/{award.offers}" if award and award.offers > 1 else ""
    return f"{APPLICATION}:{application.number}{again}"


def enter_past(*, awards: Iterable[PastAward], by: Any) -> list[Funding]:
    """Step: past awards whose organisation is known are rows of the ledger, with their source."""
    known = [
        funding.Award(
            one.organisation,
            FundingKind.GRANT,
            f"{PAST_AWARD}:{one.pk}",
            {
                "title": one.programme,
                "amount": one.amount,
                "decided_on": one.decided_on,
                "page": "grants:history-list",
                "source": one.source,
            },
        )
        for one in awards
        if one.organisation is not None
    ]
    return funding.enter_many(awards=known, by=by)


@transaction.atomic(durable=True)
def fill_call(*, call: Call, by: Any = None) -> int:
    """Fill the ledger from a call that was decided before there was a ledger; returns how many awards it has."""
    call = lock(Call, call.pk)
    return len(enter_call(call=call, by=by)) if call.status == CallStatus.DECIDED else 0


@transaction.atomic(durable=True)
def fill_import(*, batch: AwardImport, by: Any = None) -> int:
    """The same for one file of past awards."""
    batch = lock(AwardImport, batch.pk)
    return len(enter_past(awards=batch.awards.select_related("organisation"), by=by))


@dataclass(frozen=True)
class _Lists:
    spheres: Mapping[str, Sphere]
    regions: Mapping[str, Region]


def _own(application: Application, project: Mapping[str, Any], lists: _Lists, decided_on: dt.date) -> dict[str, Any]:
    """What the application itself says: title, sum, and from its project the sphere, the region and the months."""
    values: dict[str, Any] = {
        "title": application.title or application.number,
        "amount": application.awarded,
        "region": lists.regions.get(str(project.get("region")), application.organisation.region),
    }
    sphere = lists.spheres.get(str(project.get("sphere")))
    if sphere is not None:
        values["sphere"] = sphere
    months = str(project.get("months") or "")
    return values | (_period(decided_on, int(months)) if months.isdecimal() and 0 < int(months) <= MOST_MONTHS else {})


def _period(start: dt.date, months: int) -> dict[str, Any]:
    """From the decision for the planned months."""
    years, month = divmod(start.month - 1 + months, 12)
    first = dt.date(start.year + years, month + 1, 1)
    following = (first + dt.timedelta(days=31)).replace(day=1)
    day = min(start.day, (following - first).days)
    return {"starts_on": start, "ends_on": first.replace(day=day)}
