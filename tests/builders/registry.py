"""States of the registry, reached by calling the real actions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from foundation.accounts.models import User
from registry.actions import memberships, organisations, reference
from registry.choices import LegalForm, OrganisationStatus, Role
from registry.models import AnnualInformation, Body, Organisation, Region
from tests.builders import annual
from tests.builders.kept import kept
from tests.factories.accounts import UserFactory
from tests.factories.registry import BodyFactory, demo_bin

ASTANA = "710000000"
ALMATY = "750000000"


@kept
def with_reference() -> None:
    """Regions, spheres, MRP and moved days as in the files."""
    reference.load()


def registered(serial: int = 1, spheres: tuple[int, ...] = (3,), **values: Any) -> Organisation:
    """An organisation entered by the portal itself; reference data must be there."""
    base: dict[str, Any] = {
        "bin": demo_bin(serial),
        "name_kk": f"«Ойдан шығарылған {serial}» ҚҚ",
        "name_ru": f"ОФ «Вымышленный {serial}»",
        "name_en": f"Invented Fund {serial}",
        "legal_form": LegalForm.PUBLIC_FUND,
        "status": OrganisationStatus.ACTIVE,
        "region_id": ASTANA,
        "registered_on": dt.date(2020, 5, 5),
        "is_invented": True,
    }
    given = base | values
    given["region"] = Region.objects.get(pk=given.pop("region_id"))
    return organisations.register(values=given, spheres=spheres, by=None)


def head_of(organisation: Organisation) -> User:
    """A new person who heads the organisation."""
    user = UserFactory()
    memberships.grant(user=user, role=Role.NGO_HEAD, organisation=organisation, by=None)
    return user


def officer(body: Body | None = None) -> User:
    """A new officer of a body."""
    user = UserFactory()
    memberships.grant(user=user, role=Role.OFFICER, body=body or BodyFactory(), by=None)
    return user


def annual_filed(organisation: Organisation, year: int) -> AnnualInformation:
    """Information about ``year`` submitted by the portal itself."""
    return annual.submitted(organisation, year)
