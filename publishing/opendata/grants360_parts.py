"""Parts of a grant in 360Giving: who, where, of which programme, for which goals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from publishing.opendata import identifiers
from publishing.opendata.declared import Public
from publishing.opendata.identifiers import COUNTRY
from publishing.opendata.writing import Row, filled
from registry.choices import KatoLevel
from registry.models import KatoUnit, Region
from registry.models.places import level_of

# Codes of the standard for how far a place reaches.
SCOPES = {
    KatoLevel.REGION: "GLS040",
    KatoLevel.DISTRICT: "GLS050",
    KatoLevel.OKRUG: "GLS060",
    KatoLevel.SETTLEMENT: "GLS060",
}
COMMON_REGRANT = "FRG010"


@dataclass(frozen=True)
class Places:
    """Names of the places that a piece of the list speaks of, read at once."""

    units: dict[str, Public]

    @classmethod
    def of(cls, projects: Iterable[Public | None]) -> Places:
        codes = {code for project in projects for code in _codes(project)}
        found = KatoUnit.objects.filter(code__in=codes)
        regions = {region.code: Public(region) for region in Region.objects.all()}
        return cls(regions | {unit.code: Public(unit) for unit in found})

    def listed(self, region: Public | None, project: Public | None) -> list[Row]:
        return [self._place(code) for code in self._all(region, project)]

    def scope(self, region: Public | None, project: Public | None) -> str | None:
        """How far the widest of them reaches."""
        levels = [level_of(code) for code in self._all(region, project)]
        return SCOPES[KatoLevel(min(levels))] if levels else None

    @staticmethod
    def _all(region: Public | None, project: Public | None) -> list[str]:
        """The region first, then the other places, each once."""
        return list(dict.fromkeys([*([region.code] if region else []), *_codes(project)]))

    def _place(self, code: str) -> Row:
        unit = self.units.get(code)
        return filled(name=unit.said("name") if unit else None, countryCode=COUNTRY, geoCode=code, geoCodeType="KATO")


def _codes(project: Public | None) -> list[str]:
    if project is None:
        return []
    return [code for code in (project.part("data", "region"), *project.part("data", "rows.kato")) if code]


def organisation(one: Public) -> Row:
    region = one.region
    return filled(
        id=identifiers.ngo(one),
        name=one.said("name"),
        alternateName=one.said("short_name"),
        streetAddress=one.address,
        addressRegion=region.said("name"),
        addressCountry=_("Kazakhstan"),
        organisationType=one.label("legal_form"),
        url=one.website,
        location=[
            {
                "name": region.said("name"),
                "countryCode": COUNTRY,
                "geoCode": one.kato or region.code,
                "geoCodeType": "KATO",
            }
        ],
    )


def payer(funding: Public) -> Row:
    """Who pays; of former years the source is all that is known."""
    if funding.payer:
        return filled(id=identifiers.body(funding.payer), name=funding.payer.said("name"), url=funding.payer.website)
    name = funding.payer_name or funding.source
    return {"id": identifiers.named(name), "name": name}


def programme(call: Public | None) -> list[Row]:
    """The call, and the priority direction that it was announced for."""
    if call is None:
        return []
    url = identifiers.page("grants:call-detail", call.slug)
    found = [filled(code=call.slug, title=call.said("title"), description=call.said("summary"), url=url)]
    listed = call.direction
    return found + ([filled(code=listed.direction.code, title=listed.said("title"))] if listed else [])


def classifications(sphere: Public | None, project: Public | None, goals: dict[str, Public]) -> list[Row]:
    """The sphere of the law, and the Sustainable Development Goals that the project names."""
    found = []
    if sphere:
        found.append({"vocabulary": "KZ-SO-SPHERE", "code": str(sphere.number), "title": sphere.said("name")})
    numbers = str(project.part("data", "sdgs") or "").split(",") if project else []
    return found + [
        {"vocabulary": "UN-SDG", "code": number, "title": goals[number].said("name")}
        for number in numbers
        if number in goals
    ]


def regrant(application: Public | None) -> str | None:
    """Whether the NGO gives the money on in small grants."""
    return COMMON_REGRANT if application is not None and application.one("regranting") is not None else None
