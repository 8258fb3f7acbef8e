"""Conclusions of the formal check as everybody reads them (rule R41)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grants.choices import ApplicationStatus, CheckConclusion, CheckStage
from grants.models import Application, Call, FormalCheck, FormalCheckItem
from grants.visibility import applicants_are_named, checks_are_public

CONCLUDED = (CheckConclusion.ADMIT, CheckConclusion.REFUSE)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What became of one application. ``is_named`` says whether its applicant is shown: experts may be judging blind."""

    application: Application
    check: FormalCheck
    unmet: list[FormalCheckItem]
    is_named: bool

    @property
    def is_admitted(self) -> bool:
        return self.application.status != ApplicationStatus.NOT_ADMITTED


@dataclass(frozen=True, slots=True)
class Conclusions:
    call: Call
    rows: Sequence[Conclusion]

    @property
    def admitted(self) -> int:
        return sum(row.is_admitted for row in self.rows)

    @property
    def is_blind(self) -> bool:
        """Whether the applicants of what was admitted are still kept back."""
        return any(not row.is_named for row in self.rows)


def conclusions(call: Call) -> Conclusions | None:
    """Every confirmed conclusion by number; None until the phase is over, whoever asks."""
    if not checks_are_public(call):
        return None
    checks = FormalCheck.objects.filter(
        application__call=call, stage=CheckStage.CONFIRMED, conclusion__in=CONCLUDED
    ).select_related("application__organisation__region")
    last = {check.application_id: check for check in checks.prefetch_related("items").order_by("number")}
    rows = sorted(last.values(), key=lambda check: check.application.number)
    return Conclusions(call, [_row(call, check) for check in rows])


def _row(call: Call, check: FormalCheck) -> Conclusion:
    application = check.application
    is_refused = application.status == ApplicationStatus.NOT_ADMITTED
    unmet = [item for item in check.items.all() if not item.is_met]
    return Conclusion(application, check, unmet, is_refused or applicants_are_named(call))
