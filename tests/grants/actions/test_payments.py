"""Payments: idempotent by reference, never above a tranche, from files that survive a crash, by two officers at once."""

from __future__ import annotations

import threading
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from foundation.core.calendar import local_date
from foundation.core.errors import Conflict, Invalid, NotPermitted
from grants.actions import payment_imports as imports
from grants.actions import tranches
from grants.choices import TrancheStatus
from grants.models import Payment, PaymentImport
from grants.queries import totals
from grants.tasks import import_payments
from tests.builders import agreements as build
from tests.builders import files

HEAD = "reference,agreement,tranche,paid_on,amount\n"


def row(deal: build.Deal, reference: str, amount: str, *, tranche: int = 1) -> str:
    return f"{reference},{deal.agreement.number},{tranche},{local_date(timezone.now())},{amount}\n"


def stored(deal: build.Deal, text: str) -> Any:
    upload = files.upload((HEAD + text).encode(), "payments.csv")
    return imports.receive(upload=upload, operator=deal.operator, by=deal.officer)


def quiet(_done: int, _total: int) -> None:
    """Nobody looks at the bar."""


@pytest.mark.django_db
def test_a_payment_is_known_by_its_reference_and_never_above_its_tranche() -> None:
    deal = build.active()
    with pytest.raises(Invalid, match="was not ordered"):
        build.pay(deal, 1)
    tranches.order(tranche=deal.tranche(1), by=deal.officer)
    build.pay(deal, 1, Decimal(200_000), "A-1")
    build.pay(deal, 1, Decimal(200_000), "A-1")
    with pytest.raises(Conflict, match="A-1 is entered already"):
        build.pay(deal, 1, Decimal(1), "A-1")
    with pytest.raises(Conflict, match="Something is paid"):
        tranches.revoke(tranche=deal.tranche(1), reason="A mistake.", by=deal.officer)
    with pytest.raises(Invalid, match="Only 150,000"):
        build.pay(deal, 1, Decimal("150000.01"), "A-2")
    tomorrow = tranches.Confirmation("A-3", local_date(timezone.now()) + build.DAY, Decimal(1))
    with pytest.raises(Invalid, match="in the future"):
        tranches.record_payment(tranche=deal.tranche(1), confirmation=tomorrow, by=deal.officer)
    with pytest.raises(NotPermitted):
        tranches.record_payment(tranche=deal.tranche(1), confirmation=tomorrow, by=deal.head)
    build.pay(deal, 1, Decimal(150_000), "A-2")
    assert deal.tranche(1).status == TrancheStatus.PAID
    one = Payment.objects.first()
    with pytest.raises(IntegrityError, match="is paid more than it is"), transaction.atomic():
        Payment.objects.filter(pk=one.pk).update(amount=Decimal(200_001))


@pytest.mark.django_db
def test_a_file_is_looked_at_first_and_tells_every_wrong_row() -> None:
    deal = build.active()
    tranches.order(tranche=deal.tranche(1), by=deal.officer)
    text = (
        row(deal, "B-1", "300 000")
        + row(deal, "B-2", "50000.01")
        + row(deal, "B-3", "1", tranche=2)
        + row(deal, "B-4", "nothing")
        + f"B-5,NO-1-A,1,{local_date(timezone.now())},1\n"
        + row(deal, "B-6", "50 000")
    )
    document = stored(deal, text)
    parsed = imports.look(document, deal.operator)
    assert [(one.line, one.column) for one in parsed.faults] == [
        (3, "amount"),
        (4, "tranche"),
        (5, "amount"),
        (6, "agreement"),
    ]
    assert (len(parsed.fresh), parsed.total) == (2, Decimal(350_000))
    assert not Payment.objects.exists()
    load, job = imports.want(document=document, operator=deal.operator, by=deal.officer)
    assert job is None
    for _again in range(2):
        load = imports.run(load=load, report=quiet)
    assert {name: load.outcome[name] for name in ("entered", "known", "refused", "total")} == {
        "entered": 2,
        "known": 0,
        "refused": 4,
        "total": "350000.00",
    }
    assert deal.tranche(1).status == TrancheStatus.PAID
    again, _job = imports.want(document=stored(deal, text + "\n"), operator=deal.operator, by=deal.second)
    again = imports.run(load=again, report=quiet)
    assert (again.outcome["entered"], again.outcome["known"]) == (0, 2)


@pytest.mark.django_db
def test_pages_of_a_file(client: Any) -> None:
    deal = build.active()
    tranches.order(tranche=deal.tranche(1), by=deal.officer)
    client.force_login(deal.officer)
    sent = client.post(
        reverse("grants:payment-upload"),
        {"file": files.upload((HEAD + row(deal, "C-1", "350 000") + row(deal, "C-2", "1")).encode(), "p.csv")},
    )
    shown = client.get(sent.url).content.decode()
    assert ("C-1" in shown, "Only 0" in shown) == (True, True)
    done = client.get(client.post(sent.url).url).content.decode()
    assert "350000.00" in done
    client.force_login(deal.head)
    assert client.get(sent.url).status_code == 403


@pytest.mark.django_db
def test_a_crash_between_two_rows_loses_nothing_and_doubles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    deal = build.active()
    tranches.order(tranche=deal.tranche(1), by=deal.officer)
    text = "".join(row(deal, f"D-{number}", "10 000") for number in range(30))
    load, job = imports.want(document=stored(deal, text), operator=deal.operator, by=deal.officer)
    assert job is not None
    whole = tranches.record_payment

    def dies(**values: Any) -> Any:
        if Payment.objects.count() == 11:
            raise SystemExit
        return whole(**values)

    monkeypatch.setattr(tranches, "record_payment", dies)
    with pytest.raises(SystemExit):
        imports.run(load=load, report=quiet)
    assert (Payment.objects.count(), PaymentImport.objects.get().finished_at) == (11, None)
    monkeypatch.setattr(tranches, "record_payment", whole)

    class Told:
        report = staticmethod(quiet)

    import_payments(Told(), import_id=load.pk)
    load.refresh_from_db()
    assert (load.outcome["entered"], load.outcome["total"]) == (30, "300000.00")
    assert totals.position_of(deal.fresh()).paid == Decimal(300_000)


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_pay_a_tranche_once() -> None:
    deal = build.active()
    tranches.order(tranche=deal.tranche(1), by=deal.officer)
    day, outcomes = local_date(timezone.now()), []
    start = threading.Barrier(2)

    def pay(reference: str, by: Any) -> None:
        try:
            start.wait(timeout=10)
            confirmation = tranches.Confirmation(reference, day, Decimal(350_000))
            tranches.record_payment(tranche=deal.tranche(1), confirmation=confirmation, by=by)
            outcomes.append("paid")
        except Invalid as refusal:
            outcomes.append(refusal.faults[0].field)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=pay, args=("E-1", deal.officer)),
        threading.Thread(target=pay, args=("E-2", deal.second)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) in (["amount", "paid"], ["paid", "tranche"])
    assert Payment.objects.count() == 1
