"""One contest in the database: every sum on pages, in the workbook and in statistics is the sum of its parts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.core.calendar import local_date
from foundation.core.money import ZERO
from grants.actions import agreements, calls, ledger, regranting, tranches
from grants.models import Agreement, Call, Payment, ProjectReport, Refund
from grants.queries import agreements as queries
from grants.queries import totals
from grants.rules.agreements import PlannedTranche
from publishing.reports import agreement_list
from registry.models import Funding
from registry.queries.money import money_of
from tests.builders import agreements as build
from tests.factories.grants import call_facts

pytestmark = pytest.mark.django_db


def odd(start_sum: str) -> dict[str, object]:
    """Tranches that no per cent gives."""
    start = local_date(timezone.now()) - 60 * build.DAY
    first = Decimal(start_sum)
    return {"tranches": [PlannedTranche(first, start), PlannedTranche(500_000 - first, start + 60 * build.DAY)]}


def test_everything_adds_up_to_the_tiyn(client: Client) -> None:
    running = build.paid(terms=odd("333333.33"))
    build.accepted(running, 1, Decimal("123456.78"), Decimal("0.01"))
    build.paid(2, deal=running)
    ended = build.paid(terms=odd("0.01"), call=running.agreement.application.call)
    agreements.terminate(agreement=ended.agreement, reason="It never began.", by=ended.officer)
    back = tranches.Confirmation("R-1", local_date(timezone.now()), Decimal("0.01"))
    tranches.record_refund(agreement=ended.agreement, confirmation=back, by=ended.officer)
    call = running.agreement.application.call

    whole = totals.call_totals(call)
    assert whole.budget.budget == whole.budget.awarded + whole.budget.left == call.budget
    assert (whole.budget.awarded, whole.position.agreed, whole.not_agreed) == (
        Decimal(1_000_000),
        Decimal(1_000_000),
        0,
    )
    money = whole.position
    assert money.paid == sum((one.amount for one in Payment.objects.all()), ZERO) == Decimal("500000.01")
    assert money.accepted == sum((one.accepted for one in ProjectReport.objects.all()), ZERO) == Decimal("123456.79")
    assert money.returned == sum((one.amount for one in Refund.objects.all()), ZERO)
    assert money.paid == money.accepted + money.returned + money.advance
    statistics = totals.statistics(totals.with_sums(Agreement.objects.public()))
    assert (statistics.whole, statistics.count) == (money, 2)
    assert totals.positions(Agreement.objects.all()) == money
    rows = queries.found(Agreement.objects.all(), queries.Wanted(), local_date(timezone.now()))
    pages = [queries.whole(one.agreement, local_date(timezone.now())).position for one in queries.page_of(rows).rows]
    assert totals.together(pages) == money
    book = {sheet.name: list(sheet.rows) for sheet in agreement_list.sheets(rows, local_date(timezone.now()))}
    columns = [sum((row[place] for row in book["Agreements"]), ZERO) for place in range(8, 13)]
    assert columns == [money.agreed, money.paid, money.accepted, money.returned, money.advance]
    assert sum((row[7] for row in book["Tranches"] if row[7]), ZERO) == money.paid
    assert sum((one.paid for one in Funding.objects.all()), ZERO) == money.paid
    lines = [row for one in Agreement.objects.all() for row in queries.lines_of(one)]
    assert sum((row.accepted for row in lines), ZERO) == money.accepted
    shown = client.get(reverse("grants:project-list"), {"call": call.slug}).content.decode()
    assert ("500,000.01" in shown, "123,456.79" in shown, "376,543.21" in shown) == (True, True, True)


def test_money_that_an_ngo_gives_on_is_told_twice_and_counted_once(client: Client) -> None:
    large = build.paid(call=build.grants.call_at(budget=Decimal(1_000_000)))
    grant = large.agreement.application
    Call.objects.filter(pk=grant.call_id).update(kind="short")
    grant.refresh_from_db()
    part = regranting.set_aside(application=grant, amount=Decimal(500_000), by=large.officer)
    facts = {"budget": Decimal(500_000), "regranting": part}
    call = calls.create(operator=part.body, facts=call_facts(**facts), by=large.head)
    call = calls.announce(call=call, by=large.head)
    small = build.funded(call=call)
    (row,) = ledger.enter_call(call=small.call, by=None)
    ledger.enter_agreement(agreement=large.agreement, by=None)

    source = Funding.objects.get(organisation=grant.organisation)
    assert (row.out_of, source.out_of, list(Funding.objects.counted())) == (source, None, [source])
    giver, taker = money_of(grant.organisation), money_of(small.organisation)
    assert (giver.whole.total, giver.given_on.total, giver.received_on.total) == (500_000, 500_000, 0)
    assert (taker.whole.total, taker.given_on.total, taker.received_on.total) == (0, 0, 500_000)
    # The same is entered again: nothing is doubled, and an older row would get its source.
    Funding.objects.filter(pk=row.pk).update(out_of=None)
    assert [one.out_of for one in ledger.enter_call(call=small.call, by=None)] == [source]
    # What is signed for it stands beside the statistics, not in them.
    deal = build.active(application=small)
    agreed = [totals.positions(of(Agreement.objects.all())).agreed for of in (totals.of_the_state, totals.given_on)]
    assert (agreed, deal.agreement.amount) == ([Decimal(500_000)] * 2, Decimal(500_000))
    page = client.get(reverse("grants:project-list")).content.decode().replace("\xa0", " ")
    assert "Besides, 1 small grant that an NGO gave on from its own grant: 500,000 ₸" in page
    card = client.get(reverse("registry:ngo-money", args=[small.organisation.bin])).content.decode()
    assert ("Out of the grant of" in card, grant.organisation.name_en in card) == (True, True)
    rows = client.get(reverse("registry:ngo-money-csv", args=[small.organisation.bin])).content.decode()
    assert rows.splitlines()[1].endswith(f",{grant.organisation.bin}")
    with pytest.raises(IntegrityError, match="registry_funding_out_of"), transaction.atomic():
        Funding.objects.filter(pk=source.pk).update(out_of=source)
