"""Teams of awards. A step: the room whose agreement or contract names the team calls it in its own transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from foundation.audit.record import record
from foundation.core.text import fold
from registry.models import Funding, ProjectPerson
from registry.models.project_people import FULL_TIME

LONGEST = 200


def name_team(*, award: Funding, people: Iterable[tuple[str, int]], by: Any) -> list[ProjectPerson]:
    """The team of ``award`` as (name, per cent of full time); the same again changes nothing. No name goes into the audit."""
    wanted: dict[str, tuple[str, int]] = {}
    for name, workload in people:
        key = " ".join(sorted(fold(name).split()))[:LONGEST]
        if key and workload > 0:
            before = wanted.get(key, ("", 0))[1]
            wanted[key] = (name.strip()[:LONGEST], min(FULL_TIME, before + workload))
    rows = {one.key: one for one in ProjectPerson.objects.filter(award=award)}
    if {key: one.workload for key, one in rows.items()} == {key: workload for key, (_name, workload) in wanted.items()}:
        return list(rows.values())
    ProjectPerson.objects.filter(award=award).delete()
    made = ProjectPerson.objects.bulk_create(
        ProjectPerson(award=award, key=key, name=name, workload=workload) for key, (name, workload) in wanted.items()
    )
    record("registry.funding.team_named", award, by=by, changes={"people": [len(rows), len(made)]})
    return made
