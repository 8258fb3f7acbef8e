"""Orders of the procurement portal from its files: what is taken, what is refused, what stands in the ledger."""

from __future__ import annotations

import datetime as dt
import tracemalloc
from decimal import Decimal

import pytest

from foundation.audit.models import Event
from foundation.core.errors import Conflict, Invalid, NotPermitted
from registry.actions import funding
from registry.choices import BodyKind, FundingKind, Role
from registry.models import Funding
from socialorder.actions.placed import comparing, ledger, loads, reading
from socialorder.choices.placed import BudgetLevel, PlacedState, Twin
from socialorder.models import OrderLoad, PlacedOrder
from socialorder.queries.flags import _running
from tests.builders.placed import as_csv, as_json, checked, contract, loaded, row, silent
from tests.builders.socialorder import at, officer_of
from tests.factories.accounts import UserFactory
from tests.factories.registry import BodyFactory, MembershipFactory, OrganisationFactory, RegionFactory, SphereFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def now():
    with at(NOW):
        yield


@pytest.fixture
def ministry():
    RegionFactory(code="750000000")
    return officer_of(BodyFactory(kind=BodyKind.CENTRAL, region=None))


def test_the_same_file_twice_changes_nothing_and_a_changed_row_is_told(ministry):
    body = BodyFactory(name_ru="Департамент", kind=BodyKind.AKIMAT)
    ngo = OrganisationFactory()
    sphere = SphereFactory()
    rows = [
        contract("1-OK1", ngo.bin, customer_name="Департамент", sphere=sphere.pk),
        row(lot_number="2-OK1"),
        row(lot_number="3-OK1", specification="159"),
    ]

    first = loaded(as_csv(rows), ministry)

    assert first.loaded == {"rows": 3, "new": 2, "changed": 0, "same": 0, "held": 0, "refused": 0, "aside": 1}
    order = PlacedOrder.objects.get(lot_number="1-OK1")
    assert (order.customer, order.organisation, order.sphere) == (body, ngo, sphere)
    assert (order.state, order.level) == (PlacedState.CONTRACTED, BudgetLevel.REGIONAL)
    award = Funding.objects.get()
    assert (award.amount, award.paid, award.source) == (Decimal("9500000.00"), Decimal("500000.00"), "goszakup.gov.kz")
    assert (award.payer, award.stage, award.reference) == (body, "running", "placed:1-OK1")

    events = Event.objects.count()
    second = loaded(as_csv(rows), ministry)
    assert second.loaded["same"] == 2
    assert second.loaded["new"] == second.loaded["changed"] == 0
    # Only what happens to the file itself is told: kept, received, wanted, carried out.
    assert Event.objects.count() == events + 4

    rows[0] |= {"paid": "9500000", "state": "исполнен"}
    preview = checked(as_csv(rows[:1]), ministry)
    assert preview.outcome["first_changed"][0]["changes"] == {
        "state": ["running", "completed"],
        "paid": ["500000.00", "9500000.00"],
    }
    assert PlacedOrder.objects.get(pk=order.pk).state == PlacedState.CONTRACTED
    loads.carry_out(load=loads.want(load=preview, by=ministry), report=silent)
    event = Event.objects.get(verb="socialorder.placed.changed")
    assert event.changes["paid"] == ["500000.00", "9500000.00"]
    award.refresh_from_db()
    assert (award.stage, award.paid) == ("completed", Decimal("9500000.00"))
    # What has vanished from the file is still there.
    assert PlacedOrder.objects.filter(lot_number="2-OK1").exists()


def test_faults_are_told_at_the_field_and_the_other_rows_go_in(ministry):
    SphereFactory(number=6)
    rows = [
        row(lot_number="1-OK1", planned="ten", sphere="77", region="Atlantis"),
        contract("2-OK1", "", signed_on="2030-01-01"),
        row(lot_number="3-OK1", paid="5"),
        row(lot_number="4-OK1", year="1980", state="gone", level="galactic", ends_on="2026-01-01"),
        row(lot_number="5-OK1", sphere="6"),
        row(lot_number="5-OK1"),
        row(lot_number="6-OK1", supplier_bin="820101300123"),
    ]

    load = checked(as_csv(rows), ministry)

    told = {(one["line"], one["column"]): one["reason"] for one in load.outcome["first_faults"]}
    assert told == {
        (2, "planned"): "This is not an amount in tenge, like 500000.",
        (2, "sphere"): "Write the number of a sphere, 1 to 19.",
        (2, "region"): "Write the KATO code or the name of a region of the list.",
        (3, "signed_on"): "This date is in the future.",
        (3, "supplier_bin"): "An order with a contract has the BIN of its supplier.",
        (4, "paid"): "More is paid than the contract says.",
        (5, "year"): "Write the year of the budget, like 2022.",
        (5, "state"): "This state is not known. Write announced, contracted, completed, terminated or cancelled.",
        (5, "level"): "Write republican, regional, district or rural.",
        (5, "ends_on"): "The end is before the beginning.",
        (7, "lot_number"): "The same lot is in line 6 already.",
        (8, "supplier_bin"): "This looks like a person's number (IIN), not like the BIN of an organisation.",
    }
    assert (load.outcome["new"], load.outcome["refused"]) == (1, 6)
    # A person's number in a wrong cell goes nowhere.
    with load.errors.file.open() as file:
        assert b"820101300123" not in file.read()


def test_export_of_the_portal_as_json_is_the_same_as_csv(ministry):
    ngo = OrganisationFactory()
    one = contract("1-OK1", ngo.bin)
    names = {
        "lot_number": "lotNumber", "year": "finYear", "title": "nameRu", "customer_name": "customerNameRu",
        "supplier_bin": "supplierBiin", "planned": "amount", "contracted": "contractSumWnds", "paid": "faktSumWnds",
        "signed_on": "signDate", "ends_on": "ecEndDate", "region": "plnPointKatoList",
    }  # fmt: skip
    package = {names.get(name, name): value for name, value in one.items()}
    package |= {"signDate": "2026-01-20 14:05:00", "plnPointKatoList": ["750000000", "710000000"], "amount": 10000000.0}
    package |= {"Supplier": {"nameRu": "ОФ"}, "extra": None, "specification": 155}
    del package["supplier_name"]

    loaded(as_json([package]), ministry, "lots.json")
    again = checked(as_csv([one | {"supplier_name": "ОФ"}], names), ministry)

    assert PlacedOrder.objects.get().supplier_name == "ОФ"
    assert (again.outcome["same"], again.outcome["refused"]) == (1, 0)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b'{"total": 1}', "a.json", "This JSON has no list of orders."),
        (b"[1]", "a.json", "Entry 1 of the list is no order."),
        (b'[{"lot_number": ', "a.json", "This is not JSON."),
        (b"[", "a.json", "The list of this JSON has no end: the file is cut off."),
        (b'[{"lotNumber": "1"}]', "a.json",
         "Columns are missing in the file: specification, year, title, customer_name, planned."),
        (b"lotNumber,spec\n1,155\n", "a.csv", "Columns are missing in the file: year, title, customer_name, planned."),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_why(ministry, content, name, sentence):
    with pytest.raises(Conflict, match=sentence.replace("(", r"\(")):
        checked(content, ministry, name)
    assert OrderLoad.objects.get().checked_at is None


def test_an_akimat_loads_its_own_region_and_nobody_else_loads(ministry):
    own, other = RegionFactory(code="350000000"), RegionFactory(code="710000000")
    officer = officer_of(BodyFactory(kind=BodyKind.AKIMAT, region=own, name_ru="Управление"))
    loaded(as_csv([row(lot_number="9-OK1", region=other.pk)]), ministry)
    rows = [
        row(lot_number="1-OK1", region="351610000"),
        row(lot_number="2-OK1", region=other.pk),
        row(lot_number="9-OK1", region=own.pk),
        row(lot_number="3-OK1", region="", customer_name="Управление"),
    ]

    load = loaded(as_csv(rows), officer)

    assert load.loaded["new"] == 2
    assert [one["reason"] for one in load.outcome["first_faults"]] == [
        "This is another region's order. You load those of your own region.",
        "This lot is an order of another region. You load those of your own region.",
    ]
    head = UserFactory()
    MembershipFactory(user=head, organisation=OrganisationFactory(), body=None, role=Role.NGO_HEAD)
    for person in (head, officer_of(BodyFactory(kind=BodyKind.QUASI_STATE))):
        with pytest.raises(NotPermitted):
            loads.receive(upload=None, by=person)  # type: ignore[arg-type]
        with pytest.raises(NotPermitted):
            loads.want(load=load, by=person)
    with pytest.raises(Conflict):
        loads.want(load=load, by=officer)
    assert list(OrderLoad.objects.visible_to(officer)) == [load]
    assert OrderLoad.objects.visible_to(ministry).count() == 2


def test_an_award_that_the_ledger_knows_waits_for_an_officer_and_counts_once(ministry):
    ngo = OrganisationFactory()
    values = {"title": "Home help for old people", "payer_name": "Department", "amount": Decimal("9500000.00")}
    values |= {"decided_on": dt.date(2026, 1, 20)}
    known = funding.enter(
        organisation=ngo, kind=FundingKind.ORDER, reference="socialorder.contract:1", values=values, by=ministry
    )

    load = loaded(as_csv([contract("1-OK1", ngo.bin), contract("2-OK1", ngo.bin, contracted="9000000")]), ministry)

    assert load.loaded["held"] == 1
    order = PlacedOrder.objects.get(lot_number="1-OK1")
    assert (order.twin, order.twin_of) == (Twin.ASKED, known)
    assert set(PlacedOrder.objects.counted().values_list("lot_number", flat=True)) == {"2-OK1"}
    assert Funding.objects.filter(organisation=ngo).count() == 2
    with pytest.raises(NotPermitted):
        ledger.decide(order=order, is_same=True, reason="It is", by=UserFactory())
    with pytest.raises(Invalid):
        ledger.decide(order=order, is_same=True, reason=" ", by=ministry)

    order = ledger.decide(order=order, is_same=False, reason="Two lots", by=ministry)
    assert Funding.objects.filter(organisation=ngo).count() == 3
    with pytest.raises(Conflict):
        ledger.decide(order=order, is_same=True, reason="Again", by=ministry)
    # The same file says nothing new about what an officer has decided.
    assert loaded(as_csv([contract("1-OK1", ngo.bin)]), ministry).loaded["same"] == 1


def test_a_contract_that_went_away_leaves_the_ledger_and_comes_back_with_it(ministry):
    ngo, other = OrganisationFactory(), OrganisationFactory()
    loaded(as_csv([contract("1-OK1", ngo.bin), contract("2-OK1", other.bin)]), ministry)
    assert _running(ngo, dt.date(2026, 11, 2)).count() == 1

    loaded(as_csv([row(lot_number="1-OK1", state="cancelled")]), ministry)

    award = Funding.objects.get(reference="placed:1-OK1")
    assert award.annulled_reason.startswith("By the file of the procurement portal")
    assert _running(ngo, dt.date(2026, 11, 2)).count() == 0
    loaded(as_csv([contract("1-OK1", ngo.bin)]), ministry)
    assert Event.objects.get(verb="registry.funding.restored").changes["amount"] == [0, "9500000.00"]
    assert _running(ngo, dt.date(2026, 11, 2)).count() == 1


def test_an_own_contract_that_comes_later_is_asked_about_by_the_next_load(ministry):
    ngo = OrganisationFactory()
    content = as_csv([contract("1-OK1", ngo.bin)])
    loaded(content, ministry)
    values = {"title": "Home help for old people", "payer_name": "Department", "amount": Decimal("9500000.00")}
    values |= {"decided_on": dt.date(2026, 1, 21)}
    funding.enter(organisation=ngo, kind=FundingKind.ORDER, reference="own:1", values=values, by=ministry)

    load = loaded(content, ministry)

    assert (load.loaded["same"], load.loaded["held"]) == (1, 1)
    order = PlacedOrder.objects.get()
    assert Funding.objects.filter(annulled_at=None).count() == 1
    ledger.decide(order=order, is_same=True, reason="One contract", by=ministry)
    assert list(Funding.objects.filter(annulled_at=None).values_list("reference", flat=True)) == ["own:1"]
    assert not PlacedOrder.objects.counted().exists()


def test_a_supplier_that_comes_into_the_registry_later_is_found_by_the_next_load(ministry):
    number = OrganisationFactory.build().bin
    content = as_csv([contract("1-OK1", number)])
    loaded(content, ministry)
    assert Funding.objects.count() == 0

    ngo = OrganisationFactory(bin=number)

    assert loaded(content, ministry).loaded["changed"] == 1
    assert Funding.objects.get().organisation == ngo


def test_a_load_that_was_broken_off_goes_on_where_it_was(ministry, monkeypatch):
    monkeypatch.setattr(reading, "BATCH", 2)
    ngo = OrganisationFactory()
    rows = [contract(f"{number}-OK1", ngo.bin) for number in range(5)]
    load = loads.want(load=checked(as_csv(rows), ministry), by=ministry)
    calls = []

    def broken(done: int, total: int) -> None:
        calls.append(done)
        if len(calls) == 2:
            raise ConnectionError

    with pytest.raises(ConnectionError):
        loads.carry_out(load=load, report=broken)
    load.refresh_from_db()
    assert (load.line, load.loaded["new"], load.loaded_at) == (5, 4, None)

    load = loads.carry_out(load=load, report=silent)

    assert load.loaded["new"] == PlacedOrder.objects.count() == Funding.objects.count() == 5
    assert loads.carry_out(load=load, report=silent) == load
    assert loads.check(load=load, report=silent) == load


def test_comparing_asks_the_same_number_of_questions_for_1_and_for_3_rows(ministry, django_assert_num_queries):
    ngo = OrganisationFactory()
    for count in (1, 3):
        rows = [reading.OrderRow(n, _values(f"{count}-{n}", ngo.bin)) for n in range(count)]
        with django_assert_num_queries(3):
            comparing.compare(rows, None)


def _values(number: str, supplier: str) -> dict[str, object]:
    values: dict[str, object] = dict.fromkeys(comparing.FIELDS)
    values |= {"lot_number": number, "supplier_bin": supplier, "state": "running", "title": "T", "customer_name": "C"}
    return values | {"contracted": Decimal(1), "signed_on": dt.date(2026, 1, 1), "planned": Decimal(1)}


def test_a_large_file_is_read_in_little_memory(ministry, tmp_path):
    path = tmp_path / "lots.csv"
    heading, line = as_csv([row()]).decode().splitlines()
    with path.open("w") as file:
        file.write(heading + "\n")
        file.writelines(line.replace("55-OK1", f"{number}-OK1") + "\n" for number in range(20_000))
    tracemalloc.start()
    count = sum(len(batch.rows) for batch in reading.batches(path, tmp_path, None))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 20_000
    assert peak < 30_000_000
