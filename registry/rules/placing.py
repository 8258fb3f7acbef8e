"""Which place a person means by what was typed: a unit of the classifier, a point, or both."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Fault
from registry.models import Region
from registry.rules.places import place_code
from registry.scoring.geography import PLACES, is_inside

_STEP = Decimal(10) ** -PLACES


@dataclass(frozen=True, slots=True)
class Typed:
    """A place as it was typed; everything may be empty."""

    region: Region | None = None
    place: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None


NOWHERE = Typed()


@dataclass(frozen=True, slots=True)
class Place:
    """Values of ``Placed``."""

    kato: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None


def place_of(typed: Typed) -> tuple[Place, list[Fault]]:
    """The place, and what is wrong with it at its field. A point is rounded to about 100 metres."""
    kato, faults = _unit(typed)
    point = (typed.latitude, typed.longitude)
    faults = faults + _point_faults(*point)
    if faults or None in point:
        return Place(kato), faults
    latitude, longitude = (value.quantize(_STEP) for value in point if value is not None)
    return Place(kato, latitude, longitude), []


def _unit(typed: Typed) -> tuple[str, list[Fault]]:
    if typed.region is None:
        missing = Fault(_("Choose the region of the place."), "region")
        return "", [missing] if typed.place.strip() else []
    code, faults = place_code(typed.place, typed.region)
    return code or str(typed.region.pk), faults


def _point_faults(latitude: Decimal | None, longitude: Decimal | None) -> list[Fault]:
    if latitude is None and longitude is None:
        return []
    if latitude is None:
        return [Fault(_("Enter the latitude too, or leave both out."), "latitude")]
    if longitude is None:
        return [Fault(_("Enter the longitude too, or leave both out."), "longitude")]
    if is_inside((float(latitude), float(longitude))):
        return []
    if is_inside((float(longitude), float(latitude))):
        return [Fault(_("Latitude and longitude have changed places: latitude is the smaller one here."), "latitude")]
    return [Fault(_("This point is not in Kazakhstan."), "latitude")]
