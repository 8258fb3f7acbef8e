"""The resources of the integrity of the registry and of public money: address → resource."""

from __future__ import annotations

from foundation.api.resources import Resource
from registry.api.resources import (
    diligence,
    duplicates,
    observations,
    papers,
    public_money,
    signals,
    supplier_matches,
    taken_files,
)

RESOURCES: list[tuple[str, type[Resource]]] = [
    ("duplicates", duplicates.Duplicates),
    ("duplicate-searches", duplicates.DuplicateSearches),
    ("signals", signals.Signals),
    ("observations", observations.Observations),
    ("papers", papers.Papers),
    ("supplier-matches", supplier_matches.SupplierMatches),
    ("diligence", diligence.Diligence),
    ("kept-checklists", diligence.KeptChecklists),
    ("public-money", public_money.PublicMoney),
    *taken_files.RESOURCES,
]
