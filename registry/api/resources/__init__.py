"""What the registry gives and takes through the API: address → resource."""

from __future__ import annotations

from foundation.api.resources import Resource
from registry.api.resources import annual, bodies, imports, integrity, organisations, reference, webhooks

RESOURCES: list[tuple[str, type[Resource]]] = [
    ("organisations", organisations.Organisations),
    ("annual-information", annual.AnnualInformationOfNgos),
    ("imports", imports.Imports),
    ("webhooks", webhooks.Webhooks),
    ("deliveries", webhooks.Deliveries),
    ("bodies", bodies.Bodies),
    *reference.RESOURCES,
    *integrity.RESOURCES,
]
