"""Which fields of the registry leave it. Columns are chosen from an allow-list: what is not named here stays inside."""

from __future__ import annotations

from typing import Any

from foundation.core.text import localized
from registry.models import Founder, Organisation

# Of a person, not of the organisation: never on pages, in exports, in the API or in page source.
PERSONAL = ("head_iin", "private_phone", "private_address")
# What a version of a record names without telling: «founder_iin» is the IIN of any founder.
ONLY_NAMED = frozenset({*PERSONAL, "founder_iin"})
PUBLIC = (
    "bin",
    "name_kk",
    "name_ru",
    "name_en",
    "short_name_kk",
    "short_name_ru",
    "short_name_en",
    "legal_form",
    "status",
    "region",
    "kato",
    "parent",
    "merged_into",
    "spheres",
    "registered_on",
    "charter_goals",
    "description",
    "address",
    "email",
    "phone",
    "website",
    "head_name",
    "is_charity",
    "has_volunteers",
    "sdgs",
    "languages",
    "founders",
    "logo",
    "is_invented",
    "annual_information",
)
# Public columns that are not simply the value of a field.
COMPUTED = {"region", "parent", "merged_into", "registered_on", "spheres", "founders", "logo", "annual_information"}


def public_row(organisation: Organisation) -> dict[str, Any]:
    """The public columns of one organisation as plain values: codes, ISO dates, sphere numbers.

    Ask with ``with_card()`` so that no further query is needed.
    """
    row = {name: getattr(organisation, name) for name in PUBLIC if name not in COMPUTED}
    row["region"] = organisation.region_id
    row["region_name"] = localized(organisation.region, "name")
    row["parent"] = organisation.parent.bin if organisation.parent else None
    row["merged_into"] = organisation.merged_into.bin if organisation.merged_into else None
    row["logo"] = organisation.logo.sha256 if organisation.logo else ""
    row["registered_on"] = organisation.registered_on.isoformat() if organisation.registered_on else ""
    row["spheres"] = sorted(sphere.number for sphere in organisation.spheres.all())
    row["founders"] = [public_founder(founder) for founder in organisation.founders.all()]
    row["annual_information"] = sorted(one.year for one in organisation.annual_information.all() if one.is_filed)
    return row


def public_founder(founder: Founder) -> dict[str, str]:
    """What everybody may know of a founder: never the IIN."""
    return {
        "kind": founder.kind,
        "name": founder.name,
        "bin": founder.bin,
        "since": founder.since.isoformat() if founder.since else "",
        "until": founder.until.isoformat() if founder.until else "",
    }
