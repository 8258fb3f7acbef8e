"""Where a contract is followed by surveys and visits, and what people said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from monitoring.models import Subject, Survey, Visit
from socialorder.models import Contract

KIND, ROUTE = "socialorder.contract", "socialorder:contract-detail"


def subject_of(contract: Contract) -> Subject | None:
    return Subject.objects.filter(kind=KIND, key=str(contract.pk)).first()


@dataclass(frozen=True)
class Following:
    """The subject with the surveys and visits that the reader may see."""

    subject: Subject | None
    surveys: list[Survey]
    visits: list[Visit]


def of_contract(contract: Contract, user: Any) -> Following:
    subject = subject_of(contract)
    if subject is None:
        return Following(None, [], [])
    surveys = Survey.objects.visible_to(user).filter(subject=subject).select_related("template")
    visits = Visit.objects.visible_to(user).filter(subject=subject).select_related("template")
    return Following(subject, list(surveys), list(visits))
