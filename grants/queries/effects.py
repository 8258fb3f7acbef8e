"""What came of projects, in figures: read from accepted final reports, accepted expenses and closed surveys."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum

from foundation.core.money import ZERO
from grants.choices import AgreementStatus, ReportStatus, ReportType
from grants.models import Agreement, Call, Effect, IndicatorFact, ListedDirection, ProjectReport
from grants.queries.following import KIND
from grants.scoring import effect as scoring
from grants.scoring.effect import Basis, Counted
from monitoring.queries.satisfaction import marks_of

DECIDED = (ReportStatus.ACCEPTED, ReportStatus.PARTLY)


def finished() -> QuerySet[Agreement]:
    """Projects whose last report was accepted, as a whole or in part, and whose agreement was not terminated."""
    last = ProjectReport.objects.filter(kind=ReportType.FINAL, status__in=DECIDED)
    signed = Agreement.objects.public().exclude(status=AgreementStatus.TERMINATED)
    return signed.filter(pk__in=last.values("agreement")).order_by("number")


def bases(agreements: QuerySet[Agreement]) -> list[Basis]:
    """What is known of each of ``agreements``; six queries, however many they are."""
    rows = list(agreements.select_related("application__call", "application__organisation"))
    keys = [row.pk for row in rows]
    reports = ProjectReport.objects.filter(agreement__in=keys, status__in=DECIDED)
    costs = dict(reports.order_by().values_list("agreement").annotate(Sum("accepted")))
    people = dict(reports.filter(kind=ReportType.FINAL).values_list("agreement", "beneficiaries"))
    counted = _counted(keys)
    marks = marks_of(KIND, [row.application.number for row in rows])
    return [
        Basis(
            key=row.number,
            title=row.title,
            group=group_of(row),
            granted=row.amount,
            cost=costs.get(row.pk) or ZERO,
            people=people.get(row.pk),
            counted=counted.get(row.pk, []),
            marks=marks.get(row.application.number, {}),
        )
        for row in rows
    ]


def group_of(agreement: Agreement) -> str:
    """Sphere and kind of the grant: what projects are compared within."""
    return f"{agreement.sphere_id or 0}:{agreement.application.call.kind}"


def _counted(agreements: list[int]) -> dict[int, list[Counted]]:
    facts = (
        IndicatorFact.objects.filter(
            report__agreement__in=agreements, report__kind=ReportType.FINAL, report__status__in=DECIDED
        )
        .select_related("indicator")
        .order_by("indicator__number")
    )
    found: dict[int, list[Counted]] = {}
    for fact in facts:
        one = fact.indicator
        row = Counted(one.number, one.name, one.unit, one.catalogue, one.baseline, one.target, fact.value)
        found.setdefault(one.agreement_id, []).append(row)
    return found


def of_project(agreement: Agreement) -> dict[str, Any]:
    """Figures of one finished project: the frozen ones once its evaluation is approved."""
    effect = effect_of(agreement=agreement)
    if effect and effect.figures:
        return dict(effect.figures)
    return figures_now(agreement)


def figures_now(agreement: Agreement) -> dict[str, Any]:
    """Figures of one finished project as they are now, beside the similar ones."""
    kind = agreement.application.call.kind
    group = finished().filter(sphere=agreement.sphere_id, application__call__kind=kind)
    known = bases(group | finished().filter(pk=agreement.pk))
    own = next(one for one in known if one.key == agreement.number)
    return scoring.figures(own, known)


def projects_of(of: Call | ListedDirection) -> QuerySet[Agreement]:
    """The finished projects of a call, or of a direction in its year."""
    if isinstance(of, Call):
        return finished().filter(application__call=of)
    return finished().filter(application__call__direction=of)


def sums_of(of: Call | ListedDirection, effect: Effect | None) -> dict[str, Any]:
    """Sums over those projects; frozen once the evaluation ``effect`` is approved."""
    return dict(effect.figures) if effect and effect.figures else sums_now(of)


def sums_now(of: Call | ListedDirection) -> dict[str, Any]:
    """The same as they are now."""
    return scoring.together(bases(projects_of(of)))


def effect_of(**of: Any) -> Effect | None:
    """The evaluation of ``agreement=``, ``call=`` or ``listed=``; None when nobody has begun."""
    return Effect.objects.select_related("written_by", "approved_by").filter(**of).first()


def mean_of(marks: dict[str, int]) -> Decimal | None:
    """Mean mark of satisfaction with two places; None when nobody gave one."""
    total = sum(marks.values())
    added = sum(int(mark) * count for mark, count in marks.items())
    return (Decimal(added) / total).quantize(scoring.TIYN) if total else None


def conclusions(directions: Iterable[int]) -> dict[tuple[int, int], Effect]:
    """(Direction, year) → its approved evaluation; one query."""
    approved = Effect.objects.filter(listed__direction__in=list(directions), figures__isnull=False)
    rows = approved.select_related("listed__list").only(
        "conclusion", "status", "figures", "listed__direction", "listed__list__year"
    )
    return {(row.listed.direction_id, row.listed.list.year): row for row in rows if row.listed}
