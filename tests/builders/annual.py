"""Yearly information at each of its states, reached by calling the real actions."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from registry.actions import annual
from registry.choices import AnnualSectionName as Name
from registry.models import AnnualInformation, AnnualSection, Organisation

# Complete and without a fault: 300 000 at first, with 1 000 000 that came and 900 000 that went there are 400 000.
SECTIONS: dict[str, dict[str, Any]] = {
    Name.FACTS: {"confirmed": "on"},
    Name.ACTIVITY: {"summary": "Planted 300 trees", "territory": "Astana", "beneficiaries": "120"},
    Name.SPHERES: {"rows": [{"sphere": "3", "done": "Trees"}]},
    Name.PEOPLE: {"staff": "4", "staff_women": "3", "volunteers": "12"},
    Name.PROJECTS: {
        "rows": [
            {"name": "Trees", "source": "donor", "payer": "A fund", "amount": "1000000", "result": "300 trees stand"}
        ]
    },
    Name.INCOME: {
        "opening": "300 000", "total": "1 000 000",
        "rows": [{"source": "donor", "payer": "A fund", "amount": "700 000"}, {"source": "own", "amount": "300000"}],
    },
    Name.EXPENSES: {
        "total": "900 000", "closing": "400 000",
        "rows": [{"direction": "projects", "amount": "600000"}, {"direction": "pay", "amount": "300000"}],
    },
    Name.PROPERTY: {"rows": [{"kind": "equipment", "what": "Spades", "value": "50000"}]},
    Name.FOUNDERS: {"count": "5", "rows": [{"change": "joined", "who": "Secretly Named Person"}]},
    Name.BRANCHES: {"none": "on"},
    Name.EVENTS: {"rows": [{"name": "Day of trees", "place": "May, Astana", "people": "80"}]},
    Name.AWARDS: {"none": "on"},
    Name.CONTACT: {"name": "Private Contact", "phone": "+7 700 000 00 01"},
}  # fmt: skip


def sections(**changed: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The complete sections, some of them with other answers."""
    found = deepcopy(SECTIONS)
    for name, data in changed.items():
        found[name] |= data
    return found


def begun(organisation: Organisation, year: int) -> AnnualInformation:
    """Begun by the portal itself."""
    return annual.start(organisation=organisation, year=year, by=None)


def saved(information: AnnualInformation, name: str, data: dict[str, Any], by: Any = None) -> AnnualSection:
    """One section saved over whatever stands there."""
    held = information.sections.filter(name=name).first()
    version = held.version if held else 0
    return annual.save_section(information=information, name=name, typed=data, version=version, by=by)


def filled(organisation: Organisation, year: int, **changed: dict[str, Any]) -> AnnualInformation:
    """Every section filled in, nothing sent."""
    information = begun(organisation, year)
    for name, data in sections(**changed).items():
        saved(information, name, data)
    return information


def submitted(organisation: Organisation, year: int, **changed: dict[str, Any]) -> AnnualInformation:
    """Sent by the portal itself."""
    information = filled(organisation, year, **changed)
    annual.submit(information=information, by=None)
    information.refresh_from_db()
    return information


def accepted(organisation: Organisation, year: int, **changed: dict[str, Any]) -> AnnualInformation:
    """Sent and accepted by the portal itself."""
    return annual.accept(information=submitted(organisation, year, **changed), by=None)
