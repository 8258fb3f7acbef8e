from __future__ import annotations

import datetime as dt

import factory
from django.db.models import Max

from registry.choices import BodyKind, FundingKind, LegalForm, OrganisationStatus, Role
from registry.models import Body, Expert, Funding, Membership, Organisation, Region, Sphere
from tests.factories.accounts import UserFactory

WEIGHTS_ONE = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
WEIGHTS_TWO = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)


def demo_bin(serial: int) -> str:
    """A BIN of year 2045 with a right check digit; serials without one are passed over (domain facts 1.2)."""
    for candidate in range(serial * 3, serial * 3 + 3):
        first = f"450140{candidate:05d}"
        for weights in (WEIGHTS_ONE, WEIGHTS_TWO):
            digit = sum(int(d) * w for d, w in zip(first, weights, strict=True)) % 11
            if digit < 10:
                return f"{first}{digit}"
    raise ValueError(serial)


class RegionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Region
        django_get_or_create = ("code",)

    code = "710000000"
    name_kk, name_ru, name_en = "Астана қаласы", "г. Астана", "Astana"


class SphereFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Sphere
        django_get_or_create = ("number",)

    number = 3
    name_kk, name_ru, name_en = "қоршаған ортаны қорғау", "охрана окружающей среды", "environment"


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    bin = factory.Sequence(demo_bin)
    name_kk = factory.Sequence(lambda n: f"«Ойдан шығарылған {n}» ҚҚ")
    name_ru = factory.Sequence(lambda n: f"ОФ «Вымышленный {n}»")
    name_en = factory.Sequence(lambda n: f"Invented Fund {n}")
    legal_form = LegalForm.PUBLIC_FUND
    status = OrganisationStatus.ACTIVE
    region = factory.SubFactory(RegionFactory)
    is_invented = True

    @classmethod
    def _setup_next_sequence(cls) -> int:
        """Beyond the serials that builders give, whatever tests ran before in the same process."""
        return 10_000


class BodyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Body

    code = factory.Sequence(lambda n: f"body-{n}")
    name_kk = name_ru = name_en = factory.Sequence(lambda n: f"Invented Body {n}")
    kind = BodyKind.OPERATOR
    is_invented = True


class MembershipFactory(factory.django.DjangoModelFactory):
    """A head of an NGO; pass ``organisation=None, body=…, role=Role.OFFICER`` for a body."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.NGO_HEAD


class ExpertFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Expert

    user = factory.SubFactory(UserFactory)
    # Like the action, which may have entered others in the same test.
    number = factory.LazyFunction(lambda: (Expert.objects.aggregate(last=Max("number"))["last"] or 0) + 1)
    languages = ["kk", "ru"]


class FundingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Funding

    organisation = factory.SubFactory(OrganisationFactory)
    kind = FundingKind.GRANT
    reference = factory.Sequence(lambda n: f"invented:{n}")
    title = factory.Sequence(lambda n: f"Invented project {n}")
    amount = 1_000_000
    decided_on = dt.date(2022, 7, 1)
