"""What the registry gives and takes through the API: address → resource."""

from __future__ import annotations

from foundation.api.resources import Resource
from registry.api.resources import bodies, reference

RESOURCES: list[tuple[str, type[Resource]]] = [
    ("bodies", bodies.Bodies),
    *reference.RESOURCES,
]
