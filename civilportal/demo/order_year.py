"""A year of social orders as the procurement portal would export it: invented, in the proportions of 2022 (domain facts 10)."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile

from civilportal.demo.data import read
from civilportal.demo.ngos import REAL_COUNT, REGIONS, demo_bin, spread
from civilportal.demo.stage import Stage
from foundation.accounts.models import User
from foundation.core.models import Job
from registry.choices import OrganisationStatus
from registry.models import Organisation, Region
from socialorder.actions.placed import loads
from socialorder.actions.placed.columns import COLUMNS
from socialorder.models import OrderLoad

FILE = "goszakup-155-2022-demo.csv"
YEAR, SEED = 2022, 155
SOURCE = "goszakup.gov.kz (ойдан шығарылған · вымышлено)"
# 1,742 local projects for 16.6 bn tenge, 14 central ones for 138.9 m.
LOCAL, CENTRAL = 1742, 14
LOCAL_SUM, CENTRAL_SUM = 16_600_000_000, 138_900_000
# Lots that did not take place are in no figure of the source; their share is assumed.
VOID_SHARE, TERMINATED_SHARE = 0.04, 0.03
# About 900 NGOs are paid in a year: one of twenty active ones.
PAID_SHARE = 20
# The region of the demo's akimat has at least so many, so that a small demo has something to see.
LEAST_OF_AKIMAT = 40
# Millions of tenge by sphere, 2023: vulnerable groups and hardship 9.8 of 20.8 bn, youth 2.3, employment 1.1; the rest assumed.
SPHERES: Mapping[int, int] = {6: 6000, 17: 3800, 4: 2300, 8: 1100} | {
    1: 1300, 2: 900, 3: 250, 5: 800, 7: 1200, 9: 350, 10: 400, 11: 150, 12: 700, 13: 200, 14: 250, 15: 500, 16: 450, 18: 100,
    19: 50,
}  # fmt: skip
LEVELS: Mapping[str, int] = {"regional": 70, "district": 25, "rural": 5}
DEPARTMENTS = (
    "қоғамдық даму басқармасы",
    "жұмыспен қамту және әлеуметтік бағдарламалар басқармасы",
    "жастар саясаты басқармасы",
)
WORK = (
    *("көмек орталығының жұмысы", "үйге барып қызмет көрсету", "кеңес беру желісі", "оқыту курсы", "жазғы мектеп"),
    *(
        "сенім телефоны",
        "еріктілер дайындығы",
        "шеберхана",
        "сауықтыру тобы",
        "әлеуметтік сүйемелдеу",
        "көшпелі қабылдау",
    ),
)
FOR_WHOM = (
    *(
        "қарттарға",
        "мүгедектігі бар балаларға",
        "көпбалалы отбасыларға",
        "жастарға",
        "ауыл әйелдеріне",
        "жетім балаларға",
    ),
    *("жұмыссыздарға", "қиын жағдайдағы отбасыларға", "студенттерге", "ардагерлерге", "жасөспірімдерге"),
)
WHERE = ("қалада", "ауылдарда", "шалғай ауданда", "аудан орталығында", "моноқалада")


@dataclass(frozen=True)
class Place:
    """A region with the NGOs that get its orders, the likeliest first."""

    region: Region
    suppliers: Sequence[str]


def is_loaded() -> bool:
    """Whether the file was taken in."""
    return OrderLoad.objects.filter(document__name=FILE).exclude(loaded_at=None).exists()


def load(officer: User, stage: Stage) -> None:
    """Sent, checked and loaded as an officer does it. Raises RuntimeError when a row is refused."""
    if is_loaded():
        return
    found = OrderLoad.objects.filter(document__name=FILE).first()
    if found is None:
        found = loads.receive(upload=ContentFile(content().encode(), name=FILE), by=officer)
    stage.finish(Job.objects.get(pk=str(found.job_id)))
    found.refresh_from_db()
    if found.outcome["refused"]:
        raise RuntimeError(f"rows of {FILE} were refused: {found.outcome['first_faults'][:3]}")
    if not found.wanted_at:
        found = loads.want(load=found, by=officer)
    stage.finish(Job.objects.get(pk=str(found.job_id)))


def content() -> str:
    """The file: ``DEMO_NGOS`` of the real registry's NGOs have as large a part of the real year's orders."""
    chance = random.Random(SEED)  # noqa: S311 - invented data, not a secret
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for number, values in enumerate(_orders(chance), 1):
        row = {
            "lot_number": f"DEMO-{YEAR}-{number}-OK1",
            "specification": "155",
            "year": YEAR,
            "source": SOURCE,
        } | values
        row["title"] = f"{row['title']} (№ {number})"
        writer.writerow([row.get(name, "") for name in COLUMNS])
    return text.getvalue()


def _orders(chance: random.Random) -> Iterator[dict[str, Any]]:
    local, central = (_scaled(count) for count in (LOCAL, CENTRAL))
    akimat = read("calls.toml")["bodies"]["akimat"]
    codes = spread(REGIONS, local, chance)
    codes += [akimat["region"]] * max(0, LEAST_OF_AKIMAT - codes.count(akimat["region"]))
    places = {code: _place(code, chance) for code in sorted(set(codes))}
    sums = _amounts(len(codes), LOCAL_SUM * len(codes) // LOCAL, chance)
    spheres = spread(SPHERES, len(codes), chance)
    for code, amount, sphere in zip(codes, sums, spheres, strict=True):
        customer = akimat["name_kk"] if code == akimat["region"] and chance.random() < 0.5 else ""
        order = _order(places[code], amount, sphere, customer, chance)
        yield order
        if chance.random() < VOID_SHARE:
            yield _void(order)
    capital = places.get("710000000") or _place("710000000", chance)
    for amount in _amounts(central, CENTRAL_SUM * central // CENTRAL, chance):
        name = "Демо министрлік (ойдан шығарылған)"
        yield _order(capital, amount, chance.choice((4, 12, 15)), name, chance) | {"level": "republican"}


def _scaled(count: int) -> int:
    return max(1, round(count * settings.DEMO_NGOS / REAL_COUNT))


def _place(code: str, chance: random.Random) -> Place:
    region = Region.objects.get(pk=code)
    active = Organisation.objects.filter(region=region, status=OrganisationStatus.ACTIVE, is_invented=True)
    numbers = list(active.exclude(bin=None).order_by("pk").values_list("bin", flat=True))
    chance.shuffle(numbers)
    count = max(3, len(numbers) // PAID_SHARE)
    # One more that the registry does not know: its BIN is of a year that has not come.
    return Place(region, [*map(str, numbers[:count]), demo_bin(1_100_000 + int(code[:2]))])


def _amounts(count: int, whole: int, chance: random.Random) -> list[int]:
    """``count`` sums of whole thousands, most of them small; together exactly ``whole``."""
    drawn = [chance.lognormvariate(0, 0.7) for _ in range(count)]
    factor = whole / sum(drawn)
    found = [max(300, int(one * factor) // 1000) * 1000 for one in drawn]
    found[found.index(max(found))] += whole - sum(found)
    return found


def _order(place: Place, amount: int, sphere: int, customer: str, chance: random.Random) -> dict[str, Any]:
    region, level = place.region, chance.choices(list(LEVELS), list(LEVELS.values()))[0]
    unit = "аудан әкімдігі" if level == "district" else "ауылдық округ әкімдігі" if level == "rural" else ""
    unit = unit or chance.choice(DEPARTMENTS)
    signed = dt.date(YEAR, 1, 20) + dt.timedelta(days=chance.randrange(100))
    planned = amount + chance.randrange(0, amount // 10, 1000)
    # The first ones have most of the orders.
    supplier = place.suppliers[min(int(chance.paretovariate(0.9)) - 1, len(place.suppliers) - 1)]
    is_broken = chance.random() < TERMINATED_SHARE
    return {
        "title": f"{chance.choice(FOR_WHOM)} арналған {chance.choice(WORK)}, {chance.choice(WHERE)}".capitalize(),
        "customer_name": customer or f"{region.name_kk}: {unit} (ойдан шығарылған)",
        "level": "regional" if customer else level,
        "region": region.pk,
        "sphere": sphere,
        "planned": planned,
        "state": "terminated" if is_broken else "completed",
        "supplier_bin": supplier,
        "supplier_name": "" if supplier in place.suppliers[:-1] else "«Тізілімде жоқ» демо-қоры",
        "contracted": amount,
        "paid": amount * 3 // 10 if is_broken else Decimal(amount),
        "signed_on": signed.isoformat(),
        "starts_on": (signed + dt.timedelta(days=5)).isoformat(),
        "ends_on": dt.date(YEAR, 12, 15).isoformat(),
    }


def _void(order: dict[str, Any]) -> dict[str, Any]:
    """The lot before it: nobody came, and it was announced again."""
    told = ("title", "customer_name", "level", "region", "sphere", "planned")
    return {name: order[name] for name in told} | {"state": "cancelled"}
