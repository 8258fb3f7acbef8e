"""Where an organisation is, in words, as deep as the classifier was loaded."""

from __future__ import annotations

from collections.abc import Iterable

from foundation.core.text import localized
from registry.models import KatoUnit, Organisation
from registry.models.places import codes_above


def place_of(organisation: Organisation) -> list[str]:
    """«Abai Region», «Abai district», …: the units that it lies in, the largest first."""
    path = paths([organisation.kato])[organisation.kato] if organisation.kato else []
    return path or [localized(organisation.region, "name")]


def paths(codes: Iterable[str]) -> dict[str, list[str]]:
    """Code → names of the units above it and its own, as far as they are known; one query."""
    above = {code: codes_above(code) for code in set(codes)}
    units = KatoUnit.objects.in_bulk({one for each in above.values() for one in each})
    return {code: [localized(units[one], "name") for one in each if one in units] for code, each in above.items()}
