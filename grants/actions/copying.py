"""Taking over what is known already: from an earlier application of the same NGO, or from its record in the registry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from grants.actions.sections import copy_facts, write
from grants.models import Application
from grants.models.parts import parts_of
from grants.rules import applications as rules
from grants.rules import copying as reads


@transaction.atomic(durable=True)
def copy(*, application: Application, source: Application | None, names: Iterable[str], by: Any) -> list[str]:
    """Put the sections ``names`` of ``source`` (None: of the NGO's record) into the draft; what stood there stays in its
    history. Returns the names of the sections that were changed; each waits to be looked through.
    """
    application = lock(Application, application.pk)
    rules.check_can_edit(by, application, clock.now())
    taken = reads.sections_of(source) if source else reads.from_record(application)
    parts, changed = parts_of(application.call), []
    for section in application.sections.filter(name__in=list(names)):
        known = {item.name for item in parts[section.name].items} | {"rows"}
        typed = {key: value for key, value in taken.get(section.name, {}).items() if key in known and value}
        merged = {**section.data, **typed} if source is None else typed
        if not typed or merged == section.data:
            continue
        section.application = application
        section.copied_from = source.number if source else ""
        write(section=section, typed=merged, page="", by=by)
        changed.append(section.name)
    if changed:
        copy_facts(application)
        origin = source.number if source else str(application.organisation.bin or "")
        record("grants.application.copied", application, by=by, changes={"from": origin, "sections": sorted(changed)})
    return changed
