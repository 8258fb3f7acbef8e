"""People of a team: who they are, and who promises more time than there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery

from foundation.core.text import fold
from grants.choices import ApplicationStatus, SectionName
from grants.models import Application, Call, SubmittedVersion

FULL_TIME = 100
# Of these nothing is left of a promise.
OVER = (
    ApplicationStatus.DRAFT,
    ApplicationStatus.WITHDRAWN,
    ApplicationStatus.NOT_ADMITTED,
    ApplicationStatus.DECLINED,
)


def people_of(application: Application) -> list[str]:
    """Full names as they stand in the saved section, once each."""
    section = application.sections.filter(name=SectionName.TEAM).first()
    rows = section.data.get("rows", []) if section else []
    names = [row.get("full_name", "").strip()[:200] for row in rows]
    return list(dict.fromkeys(name for name in names if name))


@dataclass(frozen=True)
class Promise:
    """What one application promises of a person's time, in percent."""

    number: str
    workload: int


@dataclass(frozen=True)
class Overload:
    """A person in several teams of one call who promises more than full time in all. A hint: names can be alike."""

    name: str
    promises: tuple[Promise, ...]

    @property
    def total(self) -> int:
        return sum(promise.workload for promise in self.promises)


def overloaded(application: Application) -> list[Overload]:
    """People of this application who are in other teams of the call too, with more than full time in all."""
    own = application.number
    return [one for one in overloads(application.call) if own in {promise.number for promise in one.promises}]


def overloads(call: Call) -> list[Overload]:
    """People in several teams of ``call`` with more than full time in all, by name (one query)."""
    last = SubmittedVersion.objects.filter(application=OuterRef("pk")).order_by("-number")
    sent = call.applications.exclude(status__in=OVER).annotate(
        sent=Subquery(last.values("document__sections__team")[:1])
    )
    return find_overloads(
        (row["number"], row["sent"] or {}) for row in sent.order_by("number").values("number", "sent")
    )


def find_overloads(teams: Iterable[tuple[str, Mapping[str, Any]]]) -> list[Overload]:
    """The same of (number, team section) pairs; names are compared as search folds them."""
    names: dict[str, str] = {}
    promised: dict[str, list[Promise]] = defaultdict(list)
    for number, team in teams:
        for row in team.get("rows", []):
            name, workload = str(row.get("full_name") or "").strip(), row.get("workload")
            if name and isinstance(workload, int):
                key = " ".join(sorted(fold(name).split()))
                names.setdefault(key, name)
                promised[key].append(Promise(number, workload))
    found = [Overload(names[key], tuple(promises)) for key, promises in promised.items()]
    return [one for one in found if len({promise.number for promise in one.promises}) > 1 and one.total > FULL_TIME]
