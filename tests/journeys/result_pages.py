"""Pages of orders from files, of their figures and of what came of contracts."""

from __future__ import annotations

from registry.choices import BodyKind
from registry.models import Body
from socialorder.models import PlacedOrder
from tests.builders import reviews
from tests.builders.placed import as_csv, checked, contract, loaded, row
from tests.builders.socialorder import officer_of
from tests.factories.registry import OrganisationFactory
from tests.journeys.shown import Shown, address

NAMES = ["orders in figures", "marks of a council", "contract with its results"]
BRIEFLY = [
    "orders of the procurement portal",
    "order of the procurement portal",
    "orders from a file",
    "what a file of orders would change",
    "results to be evaluated",
    "team of a contract",
]


def pages() -> dict[str, Shown]:
    """A file that is loaded, another that is checked, a contract with a published evaluation."""
    central = Body.objects.filter(kind=BodyKind.CENTRAL).first() or Body.objects.create(
        code="ministry", kind=BodyKind.CENTRAL, name_kk="Министрлік", name_ru="Министерство", name_en="Ministry"
    )
    officer, ngo = officer_of(central), OrganisationFactory()
    rows = [contract(f"{number}-OK1", ngo.bin, title=f"Home help {number}", sphere=number) for number in (3, 4, 6)]
    loaded(as_csv(rows), officer)
    changed = [rows[0] | {"paid": "9500000", "state": "completed"}, row(lot_number="9-OK1", sphere="99")]
    preview = checked(as_csv([*changed, row(lot_number="10-OK1")]), officer)
    deal = reviews.with_act(slug="with-results")
    review = reviews.published(deal)
    return {
        "orders in figures": Shown(address("socialorder:statistics")),
        "marks of a council": Shown(address("socialorder:review-detail", review.pk)),
        "contract with its results": Shown(address("socialorder:contract-detail", deal.contract.pk), deal.officer),
        "orders of the procurement portal": Shown(address("socialorder:placed-list")),
        "order of the procurement portal": Shown(
            address("socialorder:placed-detail", PlacedOrder.objects.earliest("pk").pk)
        ),
        "orders from a file": Shown(address("socialorder:load-create"), officer),
        "what a file of orders would change": Shown(address("socialorder:load-detail", preview.pk), officer),
        "results to be evaluated": Shown(address("socialorder:review-begin", deal.contract.pk), deal.officer),
        "team of a contract": Shown(address("socialorder:contract-team", deal.contract.pk), deal.head),
    }
