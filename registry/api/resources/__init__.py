"""What the registry gives and takes through the API: address → resource."""

from __future__ import annotations

from foundation.api.resources import Resource
from registry.api.resources import (
    annual,
    bodies,
    campaigns,
    claims,
    experts,
    imports,
    integrity,
    keys,
    organisations,
    people,
    reference,
    webhooks,
)

RESOURCES: list[tuple[str, type[Resource]]] = [
    ("organisations", organisations.Organisations),
    ("annual-information", annual.AnnualInformationOfNgos),
    ("imports", imports.Imports),
    ("webhooks", webhooks.Webhooks),
    ("deliveries", webhooks.Deliveries),
    ("bodies", bodies.Bodies),
    ("annual-versions", annual.AnnualVersions),
    ("claims", claims.Claims),
    ("experts", experts.Experts),
    ("expert-ties", experts.ExpertTies),
    ("expert-works", experts.ExpertWorks),
    ("invitations", people.Invitations),
    ("api-keys", keys.Keys),
    ("memberships", people.Memberships),
    *campaigns.RESOURCES,
    *reference.RESOURCES,
    *integrity.RESOURCES,
]
