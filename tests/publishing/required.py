"""What each standard wants to be there, in the portal's own words: checked on every machine, with or without the schemas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00")
DAY = re.compile(r"\d{4}-\d\d-\d\d")

# Path of the thing → what it must have. «[]» is each of a list.
RELEASE_PACKAGE = {
    "": "uri version publishedDate publisher releases",
    "publisher": "name",
    "releases[]": "ocid id date tag initiationType language parties buyer tender",
    "releases[].parties[]": "id name roles",
    "releases[].planning.documents[]": "id documentType url",
    "releases[].planning.milestones[]": "id title status",
    "releases[].tender": "id title status procuringEntity items value procurementMethod tenderPeriod documents",
    "releases[].tender.items[]": "id description quantity unit classification",
    "releases[].tender.documents[]": "id documentType url datePublished",
    "releases[].awards[]": "id status date items",
    "releases[].contracts[]": "id awardID status value dateSigned period items",
    "releases[].contracts[].implementation.milestones[]": "id title type status dueDate",
    "releases[].contracts[].implementation.transactions[]": "id date value payer payee",
}
CODES = {
    "releases[].tender.status": "planning planned active cancelled unsuccessful complete withdrawn",
    "releases[].awards[].status": "pending active cancelled unsuccessful",
    "releases[].contracts[].status": "pending active cancelled terminated",
    "releases[].contracts[].implementation.milestones[].status": "scheduled met notMet partiallyMet",
    "releases[].tender.procurementMethod": "open selective limited direct",
    "releases[].tender.mainProcurementCategory": "goods works services",
    "releases[].initiationType": "tender",
    "releases[].tag[]": "planning tender tenderCancellation award contract implementation",
    "releases[].parties[].roles[]": "buyer procuringEntity supplier tenderer payer payee",
}
GIVING = {
    "": "grants version publisher license",
    "publisher": "name",
    "grants[]": "id title description currency amountAwarded awardDate recipientOrganization fundingOrganization",
    "grants[].recipientOrganization[]": "id name",
    "grants[].fundingOrganization[]": "id name",
    "grants[].disbursementTransaction[]": "id transactionDate value currency",
    "grants[].classifications[]": "vocabulary code title",
    "grants[].beneficiaryLocation[]": "countryCode geoCode geoCodeType",
}
POPOLO = {
    "organizations": "id name classification",
    "persons": "id name",
    "posts": "id label organization_id",
    "memberships": "id person_id organization_id start_date",
    "events": "id name start_date organization_id",
    "motions": "id text date result organization_id",
    "vote_events": "id motion_id result counts start_date",
    "votes": "id vote_event_id voter_id option",
}


def at(data: Any, path: str) -> Iterator[Any]:
    """Everything that stands at ``path``; what is not there is passed over."""
    if not path:
        yield data
        return
    name, _dot, rest = path.partition(".")
    if name.endswith("[]"):
        for one in data.get(name[:-2], []):
            yield from at(one, rest)
    elif name in data:
        yield from at(data[name], rest)


def missing(data: Any, wanted: dict[str, str]) -> list[str]:
    """Paths at which something is missing or empty."""
    return [
        f"{path}.{name}"
        for path, names in wanted.items()
        for one in at(data, path)
        for name in names.split()
        if one.get(name) in (None, "", [], {})
    ]


def unknown_codes(data: Any) -> list[str]:
    return [f"{path}: {code}" for path, codes in CODES.items() for code in at(data, path) if code not in codes.split()]


def references_that_lead_nowhere(release: dict[str, Any]) -> list[str]:
    """Organisations without a party, awards and items that there are not."""
    parties = {one["id"] for one in release["parties"]}
    named = [release["buyer"], release["tender"]["procuringEntity"], *release["tender"].get("tenderers", [])]
    for award in release.get("awards", []):
        named += award.get("suppliers", [])
    for path in ("payer", "payee"):
        named += at(release, f"contracts[].implementation.transactions[].{path}")
    lost = [one["id"] for one in named if one["id"] not in parties]
    awards = {one["id"] for one in release.get("awards", [])}
    lost += [one["awardID"] for one in release.get("contracts", []) if one["awardID"] not in awards]
    items = {one["id"] for one in release["tender"]["items"]}
    return lost + [one["id"] for one in at(release, "awards[].items[]") if one["id"] not in items]
