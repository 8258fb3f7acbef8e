"""Which fields of the registry leave it. Columns are chosen from an allow-list: what is not named here stays inside."""

from __future__ import annotations

from typing import Any

from foundation.core.text import localized
from registry.models import Organisation

# Of a person, not of the organisation: never on pages, in exports, in the API or in page source.
PERSONAL = ("head_iin", "private_phone", "private_address")
PUBLIC = (
    "bin",
    "name_kk",
    "name_ru",
    "name_en",
    "legal_form",
    "status",
    "region",
    "spheres",
    "registered_on",
    "charter_goals",
    "description",
    "address",
    "email",
    "phone",
    "website",
    "head_name",
    "is_invented",
    "annual_information",
)


def public_row(organisation: Organisation) -> dict[str, Any]:
    """The public columns of one organisation as plain values: codes, ISO dates, sphere numbers.

    Ask with ``with_card()`` so that no further query is needed.
    """
    row = {name: getattr(organisation, name) for name in PUBLIC if name not in {"spheres", "annual_information"}}
    row["region"] = organisation.region_id
    row["region_name"] = localized(organisation.region, "name")
    row["registered_on"] = organisation.registered_on.isoformat() if organisation.registered_on else ""
    row["spheres"] = sorted(sphere.number for sphere in organisation.spheres.all())
    row["annual_information"] = sorted(one.year for one in organisation.annual_information.all() if one.is_filed)
    return row
